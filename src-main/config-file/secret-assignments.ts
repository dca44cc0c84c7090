import { isAsciiKeyPart } from '#shared/config-document/characters.ts'

import { remembered } from './remembered.ts'
import { isPasswordName, isSecretName } from './secret-name.ts'
import { isHarmlessValue } from './secret-value.ts'

/** A value that is given to a secret's name in running text: `token=…`, `apiKey: …`, `--password …`. */
export interface SecretAssignment {
  /** Where the name begins. */
  readonly nameStart: number
  /** The value, quotes left out. */
  readonly start: number
  readonly end: number
  readonly showsEnd: boolean
}

/** Names are read backwards from here, since a text has few signs and many names. */
const SIGN = /[:=]/g
const FLAG = /(?<![\w-])--[a-z][\w-]*[ \t]+(?=[^\s-])/gi
const BEFORE_VALUE = />?[ \t]*/y
const SCHEME = /(?:bearer|basic|token|digest)[ \t]+/iy
const OPENING_QUOTE = /\\?["'`]/y
const PLAIN_VALUE = /[^\s"'`,;&<>()[\]|]+/y
const LINE_VALUE = /[^\r\n"'`]+/y
/** Their values have spaces in them. */
const LINE_NAME = /(?:authorization|cookie)s?$/i
const LITERAL = /^(?:true|false|null|none|undefined|[+-]?\d+(?:\.\d+)?)$/i
const CLOSING = '})].,:!?'
/** An ordinary word, as in `token: required`. */
const WORD = /^[A-Za-z]?[a-z]*$/
/** Shorter ones behind a colon are prose. */
const MIN_PROSE_LENGTH = 6
const MAX_NAME_LENGTH = 100

/** Finds them anywhere in a text, except inside of one another. */
export function* assignmentsIn(text: string): Iterable<SecretAssignment> {
  const isSecret = remembered(isSecretName)
  const sign = new RegExp(SIGN)
  for (let match = sign.exec(text); match !== null; match = sign.exec(text)) {
    const { index } = match
    const nameEnd = nameEndBefore(text, index)
    const nameStart = nameStartBefore(text, nameEnd)
    const name = text.slice(nameStart, nameEnd)
    if (!isSecret(name)) continue
    const valueStart = index + 1 + matchAt(BEFORE_VALUE, text, index + 1).length
    const found = valueAt(text, valueStart, { name, isProse: match[0] === ':' })
    if (found === null) continue
    yield { nameStart, ...found }
    sign.lastIndex = found.end
  }
  for (const { index, 0: written } of text.matchAll(FLAG)) {
    const name = written.trim()
    const found = isSecret(name) ? valueAt(text, index + written.length, { name, isProse: true }) : null
    if (found !== null) yield { nameStart: index, ...found }
  }
}

/** Before the quote around a name and the spaces behind it. */
function nameEndBefore(text: string, signStart: number): number {
  let end = signStart
  while (end > 0 && (text.charCodeAt(end - 1) === SPACE || text.charCodeAt(end - 1) === TAB)) end -= 1
  if (end > 0 && QUOTES.includes(text.charAt(end - 1))) {
    end -= 1
    if (end > 0 && text.charCodeAt(end - 1) === BACKSLASH) end -= 1
  }
  return end
}

function nameStartBefore(text: string, nameEnd: number): number {
  const first = Math.max(0, nameEnd - MAX_NAME_LENGTH)
  let start = nameEnd
  while (start > first && isNamePart(text.charCodeAt(start - 1))) start -= 1
  return start
}

function isNamePart(code: number): boolean {
  return isAsciiKeyPart(code) || code === HYPHEN
}

interface AssignedName {
  readonly name: string
  /** Whether the sign is also one of prose. */
  readonly isProse: boolean
}

function valueAt(
  text: string,
  valueStart: number,
  { name, isProse }: AssignedName,
): Pick<SecretAssignment, 'start' | 'end' | 'showsEnd'> | null {
  const quote = matchAt(OPENING_QUOTE, text, valueStart)
  const schemeStart = valueStart + quote.length
  const start = schemeStart + matchAt(SCHEME, text, schemeStart).length
  const value =
    quote === ''
      ? matchAt(LINE_NAME.test(name) ? LINE_VALUE : PLAIN_VALUE, text, start)
      : quotedValue(text, start, quote.slice(-1))
  if (isHarmlessValue(value) || LITERAL.test(value)) return null
  const secret = quote === '' ? withoutClosing(value) : value
  if (isHarmlessValue(secret) || (quote === '' && LITERAL.test(secret))) return null
  if (quote === '' && isProse && (secret.length < MIN_PROSE_LENGTH || WORD.test(secret))) return null
  return { start, end: start + secret.length, showsEnd: !isPasswordName(name) }
}

function matchAt(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index
  return pattern.exec(text)?.[0] ?? ''
}

function quotedValue(text: string, start: number, quote: string): string {
  let end = start
  while (
    end < text.length &&
    text.charAt(end) !== quote &&
    text.charAt(end) !== '\n' &&
    text.charAt(end) !== '\r'
  ) {
    end += 1
  }
  return text.slice(start, end)
}

/** Without what closes the sentence or the bracket around it. */
function withoutClosing(value: string): string {
  let end = value.length
  while (end > 0 && CLOSING.includes(value.charAt(end - 1))) end -= 1
  return value.slice(0, end)
}

const QUOTES = '"\'`'
const SPACE = 0x20
const TAB = 0x09
const BACKSLASH = 0x5c
const HYPHEN = 0x2d
