import { isLineBreak, isWhitespace } from './characters.ts'
import type { ConfigValue } from './config-edit.ts'
import type { ConfigNode } from './config-node.ts'
import { MAX_DEPTH } from './config-path.ts'
import { ConfigSyntaxError } from './config-syntax-error.ts'
import { type Literal, readNumber, readPlainKey, readString } from './json5-literals.ts'
import { placeAt } from './text-place.ts'

/**
 * Reads JSON5 into nodes with places, in one pass and without recursion. It takes what json5 2.2.3 takes and gives the
 * same values (tests hold it to that), several times faster; a repeated key gives its last value, as there.
 *
 * @throws ConfigSyntaxError for other texts, and for nesting beyond MAX_DEPTH
 */
export function readJson5(text: string): ConfigNode {
  let open: OpenContainer | null = null
  let at = skipTrivia(text, 0)
  for (;;) {
    let node: MutableNode
    if (open !== null && text.charCodeAt(at) === open.closing) {
      at += 1
      node = closed(open, at)
      open = open.parent
    } else {
      node = startItem(text, at, open)
      const code = text.charCodeAt(node.end)
      if (code === OPEN_BRACE || code === OPEN_BRACKET) {
        open = opened(text, node, open, code === OPEN_BRACE)
        at = skipTrivia(text, open.start + 1)
        continue
      }
      at = node.end = readScalar(text, node)
    }
    if (open === null) return finished(text, at, node)
    add(node, open)
    at = skipTrivia(text, at)
    const next = text.charCodeAt(at)
    if (next === COMMA) {
      node.comma = at - open.start
      at = skipTrivia(text, at + 1)
    } else if (next !== open.closing) {
      throw unexpected(text, at, open, `A comma or ${open.isObject ? '}' : ']'} is expected here`)
    }
  }
}

type MutableNode = { -readonly [Field in keyof ConfigNode]: ConfigNode[Field] }

/** A container whose closing bracket has not come yet. */
interface OpenContainer {
  readonly node: MutableNode
  readonly parent: OpenContainer | null
  /** Offset of its opening bracket. */
  readonly start: number
  readonly isObject: boolean
  /** UTF-16 code of the bracket that closes it. */
  readonly closing: number
  readonly items: ConfigNode[]
  readonly elements: ConfigValue[]
  readonly members: Record<string, ConfigValue>
  readonly depth: number
}

/** A node with key and start of its value; its `end` is the offset of the value in the text until that is read. */
function startItem(text: string, start: number, open: OpenContainer | null): MutableNode {
  const base = open === null ? 0 : open.start
  let key: string | null = null
  let keyEnd = start
  let valueStart = start
  if (open?.isObject) {
    const literal = readKey(text, start, open)
    key = literal.value
    keyEnd = literal.end
    const colon = skipTrivia(text, keyEnd)
    if (text.charCodeAt(colon) !== COLON)
      throw unexpected(text, colon, open, 'A colon is expected after this key')
    valueStart = skipTrivia(text, colon + 1)
  }
  if (valueStart === text.length) throw unexpected(text, valueStart, open, '')
  return {
    key,
    start: start - base,
    keyEnd: keyEnd - base,
    valueStart: valueStart - base,
    end: valueStart,
    comma: -1,
    value: null,
    items: null,
    hasDuplicates: false,
  }
}

function readKey(text: string, start: number, open: OpenContainer): Literal<string> {
  const code = text.charCodeAt(start)
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return readString(text, start)
  const key = readPlainKey(text, start)
  if (key === null) throw unexpected(text, start, open, 'A key or } is expected here')
  return key
}

/** Reads the scalar at the node's `end` into the node; returns the offset behind it. */
function readScalar(text: string, node: MutableNode): number {
  const start = node.end
  const code = text.charCodeAt(start)
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return take(node, readString(text, start))
  for (const [word, value] of WORDS) {
    if (text.startsWith(word, start)) return take(node, { value, end: start + word.length })
  }
  const number = readNumber(text, start)
  if (number === null) throw unexpected(text, start, null, 'A value is expected here')
  return take(node, number)
}

function take(node: MutableNode, literal: Literal<ConfigValue>): number {
  node.value = literal.value
  return literal.end
}

function opened(
  text: string,
  node: MutableNode,
  parent: OpenContainer | null,
  isObject: boolean,
): OpenContainer {
  const depth = parent === null ? 1 : parent.depth + 1
  if (depth > MAX_DEPTH) {
    throw new ConfigSyntaxError(
      `Objects and lists are nested more than ${MAX_DEPTH} levels deep here.`,
      text,
      node.end,
    )
  }
  return {
    node,
    parent,
    start: node.end,
    isObject,
    closing: isObject ? CLOSE_BRACE : CLOSE_BRACKET,
    items: [],
    elements: [],
    members: {},
    depth,
  }
}

function closed(open: OpenContainer, end: number): MutableNode {
  const { node } = open
  node.end = end
  node.value = open.isObject ? open.members : open.elements
  node.items = open.items
  return node
}

/** Makes the node's end relative, as its start is, and puts it into its container. */
function add(node: MutableNode, open: OpenContainer): void {
  node.end -= open.start
  open.items.push(node)
  if (node.hasDuplicates) open.node.hasDuplicates = true
  if (node.key === null) {
    open.elements.push(node.value)
    return
  }
  if (Object.hasOwn(open.members, node.key)) open.node.hasDuplicates = true
  setMember(open.members, node.key, node.value)
}

/** `__proto__` is a key like any other. */
export function setMember(members: Record<string, ConfigValue>, key: string, value: ConfigValue): void {
  if (key !== '__proto__') members[key] = value
  else Object.defineProperty(members, key, { value, writable: true, enumerable: true, configurable: true })
}

function finished(text: string, end: number, root: MutableNode): ConfigNode {
  const rest = skipTrivia(text, end)
  if (rest !== text.length) throw unexpected(text, rest, null, 'Nothing more is expected after the document')
  return root
}

/** The offset of the next token, past whitespace and comments; the length of the text at its end. */
function skipTrivia(text: string, start: number): number {
  let at = start
  for (;;) {
    const code = text.charCodeAt(at)
    if (isWhitespace(code)) at += 1
    else if (code === SLASH) at = commentEnd(text, at)
    else return at
  }
}

/** The offset behind a comment: before the break that ends a line comment. */
export function commentEnd(text: string, start: number): number {
  const second = text.charCodeAt(start + 1)
  if (second === STAR) {
    const end = text.indexOf('*/', start + 2)
    if (end !== -1) return end + 2
    throw new ConfigSyntaxError('This comment is not closed with */.', text, start)
  }
  if (second !== SLASH) throw unexpected(text, start, null, 'A comment starts with // or /*')
  let at = start + 2
  while (at < text.length && !isLineBreak(text.charCodeAt(at))) at += 1
  return at
}

function unexpected(
  text: string,
  at: number,
  open: OpenContainer | null,
  expectation: string,
): ConfigSyntaxError {
  if (at >= text.length) return new ConfigSyntaxError(endMessage(text, open), text, text.length)
  const found = JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0))
  return new ConfigSyntaxError(`${expectation}, but there is ${found}.`, text, at)
}

function endMessage(text: string, open: OpenContainer | null): string {
  if (open === null) return 'The file has no value; it needs at least {}.'
  const what = open.isObject ? 'object' : 'list'
  return `The file ends inside the ${what} that begins on line ${placeAt(text, open.start).line}.`
}

const WORDS = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const

const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const COMMA = 0x2c
const COLON = 0x3a
const DOUBLE_QUOTE = 0x22
const SINGLE_QUOTE = 0x27
const SLASH = 0x2f
const STAR = 0x2a
