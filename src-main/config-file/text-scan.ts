import { isLineBreak, isWhitespace } from '#shared/config-document/characters.ts'

import { unescaped } from './string-escapes.ts'

/** A stretch of a config text whose characters mean themselves; start and end leave out quotes and comment signs. */
export interface TextPart {
  /** `plain` and `block-text`: unquoted, and indented below a sign, as YAML has them. */
  readonly kind:
    | 'double-quoted'
    | 'single-quoted'
    | 'line-comment'
    | 'block-comment'
    | 'word'
    | 'plain'
    | 'block-text'
  readonly start: number
  readonly end: number
  /** False for a string or block comment that goes on to where it cannot. */
  readonly isClosed: boolean
  /** Whether a string has an escape in it. */
  readonly hasEscapes: boolean
  /** What a string or word is in the document; comments are `other`. */
  readonly role: 'key' | 'value' | 'other'
  /** The object or list it stands in. */
  readonly frame: ScanFrame
  /** A value's key in its object; null in a list and at the root. */
  readonly key: string | null
}

/** An object, a list, or the whole text. */
export interface ScanFrame {
  readonly kind: 'object' | 'list' | 'root'
  /** The key its value stands under, through the lists around it; null at the root. */
  readonly name: string | null
  readonly parent: ScanFrame | null
  /** The first few keys in it, with escapes read. */
  readonly keys: string[]
}

export interface TextScan {
  /** In the order of the text, without numbers, booleans and null. */
  readonly parts: readonly TextPart[]
  /** Whether brackets, colons and commas stand as in JSON5, so that every role is right. */
  readonly isSound: boolean
}

type Expected = 'key' | 'colon' | 'value' | 'comma'

/**
 * Finds strings, comments and words in a text that may be broken anywhere: unlike a parser it never gives up, since what
 * cannot be read must be searched for secrets too. Strings end at the end of their line at the latest.
 */
export function scanText(text: string): TextScan {
  const scan = new Scan(text)
  scan.run()
  return { parts: scan.parts, isSound: scan.isSound }
}

const LITERAL = /^(?:true|false|null|[+-]?(?:Infinity|NaN|0x[\da-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))$/i
/** As many as tell what an object is. */
const KEPT_KEYS = 8

class Scan {
  readonly parts: TextPart[] = []
  isSound = true
  readonly #text: string
  #at = 0
  #frame: ScanFrame = { kind: 'root', name: null, parent: null, keys: [] }
  #expected: Expected = 'value'
  #key: string | null = null

  constructor(text: string) {
    this.#text = text
  }

  run(): void {
    const text = this.#text
    while (this.#at < text.length) {
      const code = text.charCodeAt(this.#at)
      if (isWhitespace(code)) this.#at += 1
      else if (code === SLASH && text.charCodeAt(this.#at + 1) === SLASH) this.#lineComment()
      else if (code === SLASH && text.charCodeAt(this.#at + 1) === STAR) this.#blockComment()
      else if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) this.#string(code)
      else if (!this.#punctuation(code)) this.#word()
    }
    this.isSound &&= this.#frame.kind === 'root' && this.#expected === 'comma'
  }

  /** False when it is none. */
  #punctuation(code: number): boolean {
    switch (code) {
      case OPEN_BRACE:
        this.#open('object')
        break
      case OPEN_BRACKET:
        this.#open('list')
        break
      case CLOSE_BRACE:
        this.#close('object')
        break
      case CLOSE_BRACKET:
        this.#close('list')
        break
      case COLON:
        this.#expect('colon')
        this.#expected = 'value'
        break
      case COMMA:
        this.#expect('comma')
        this.isSound &&= this.#frame.kind !== 'root'
        this.#expectItem()
        break
      default:
        return false
    }
    this.#at += 1
    return true
  }

  #open(kind: 'object' | 'list'): void {
    this.#expect('value')
    this.#frame = { kind, name: this.#key ?? this.#listName(), parent: this.#frame, keys: [] }
    this.#expectItem()
  }

  /** A bracket of the wrong kind closes what it fits to, further out. */
  #close(kind: 'object' | 'list'): void {
    this.isSound &&= this.#frame.kind === kind && (this.#expected === 'comma' || this.#isItemExpected())
    let frame: ScanFrame | null = this.#frame
    while (frame !== null && frame.kind !== kind) frame = frame.parent
    if (frame?.parent) this.#frame = frame.parent
    this.#key = null
    this.#expected = 'comma'
  }

  #isItemExpected(): boolean {
    return this.#expected === (this.#frame.kind === 'object' ? 'key' : 'value')
  }

  #expectItem(): void {
    this.#key = null
    this.#expected = this.#frame.kind === 'object' ? 'key' : 'value'
  }

  #expect(expected: Expected): void {
    this.isSound &&= this.#expected === expected
  }

  #listName(): string | null {
    return this.#frame.kind === 'list' ? this.#frame.name : null
  }

  #string(quote: number): void {
    const start = this.#at + 1
    let end = start
    let hasEscapes = false
    let code = this.#text.charCodeAt(end)
    while (end < this.#text.length && code !== quote && code !== LINE_FEED && code !== CARRIAGE_RETURN) {
      if (code === BACKSLASH) {
        hasEscapes = true
        const isCrLf = this.#text.startsWith('\r\n', end + 1)
        end += isCrLf ? 3 : 2
      } else {
        end += 1
      }
      code = this.#text.charCodeAt(end)
    }
    end = Math.min(end, this.#text.length)
    const isClosed = end < this.#text.length && code === quote
    this.isSound &&= isClosed
    this.#at = isClosed ? end + 1 : end
    const kind = quote === DOUBLE_QUOTE ? 'double-quoted' : 'single-quoted'
    this.#item({ kind, start, end, isClosed, hasEscapes })
  }

  #word(): void {
    const start = this.#at
    while (this.#at < this.#text.length && !this.#endsWord(this.#at)) this.#at += 1
    this.#at = Math.max(this.#at, start + 1)
    const isLiteral = this.#expected === 'value' && LITERAL.test(this.#text.slice(start, this.#at))
    if (isLiteral) this.#expected = 'comma'
    else this.#item({ kind: 'word', start, end: this.#at, isClosed: true, hasEscapes: false })
    if (!isLiteral && this.parts.at(-1)?.role === 'value') this.isSound = false
  }

  #endsWord(at: number): boolean {
    const code = this.#text.charCodeAt(at)
    if (isWhitespace(code) || PUNCTUATION.has(code)) return true
    const next = this.#text.charCodeAt(at + 1)
    return code === SLASH && (next === SLASH || next === STAR)
  }

  /** A string or word, in the role that fits; in a broken text the one under which more is hidden. */
  #item(part: Omit<TextPart, 'role' | 'frame' | 'key'>): void {
    const isKey = this.#expected === 'key' || (this.#mayBeStrayKey() && this.#isBeforeColon())
    this.isSound &&= this.#expected === (isKey ? 'key' : 'value')
    if (isKey) {
      this.#key = unescaped(this.#text.slice(part.start, part.end))
      if (this.#frame.keys.length < KEPT_KEYS) this.#frame.keys.push(this.#key)
    }
    this.parts.push({
      ...part,
      role: isKey ? 'key' : 'value',
      frame: this.#frame,
      key: isKey ? null : this.#key,
    })
    this.#expected = isKey ? 'colon' : 'comma'
  }

  /** A key after a missing comma, or one whose object's bracket is missing. */
  #mayBeStrayKey(): boolean {
    return this.#frame.kind === 'object' ? this.#expected === 'comma' : this.#expected !== 'colon'
  }

  #isBeforeColon(): boolean {
    let at = this.#at
    while (isWhitespace(this.#text.charCodeAt(at))) at += 1
    return this.#text.charCodeAt(at) === COLON
  }

  #lineComment(): void {
    const start = this.#at + 2
    let end = start
    while (end < this.#text.length && !isLineBreak(this.#text.charCodeAt(end))) end += 1
    this.#at = end
    this.#comment('line-comment', start, end, true)
  }

  #blockComment(): void {
    const start = this.#at + 2
    const close = this.#text.indexOf('*/', start)
    const end = close === -1 ? this.#text.length : close
    this.#at = close === -1 ? end : close + 2
    this.isSound &&= close !== -1
    this.#comment('block-comment', start, end, close !== -1)
  }

  #comment(kind: 'line-comment' | 'block-comment', start: number, end: number, isClosed: boolean): void {
    this.parts.push({
      kind,
      start,
      end,
      isClosed,
      hasEscapes: false,
      role: 'other',
      frame: this.#frame,
      key: null,
    })
  }
}

const SLASH = 0x2f
const STAR = 0x2a
const BACKSLASH = 0x5c
const DOUBLE_QUOTE = 0x22
const SINGLE_QUOTE = 0x27
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const COLON = 0x3a
const COMMA = 0x2c
const PUNCTUATION = new Set([
  OPEN_BRACE,
  CLOSE_BRACE,
  OPEN_BRACKET,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOUBLE_QUOTE,
  SINGLE_QUOTE,
])
