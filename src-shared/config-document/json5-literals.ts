import JSON5 from 'json5'

import { isAsciiKeyPart, isWhitespace } from './characters.ts'
import { ConfigSyntaxError } from './config-syntax-error.ts'

/** A literal and the offset behind it. */
export interface Literal<Value> {
  readonly value: Value
  readonly end: number
}

/** Reads a string from its opening quote. */
export function readString(text: string, start: number): Literal<string> {
  const quote = text.charCodeAt(start)
  let at = start + 1
  for (;;) {
    const code = text.charCodeAt(at)
    if (code === quote) return { value: text.slice(start + 1, at), end: at + 1 }
    if (code === BACKSLASH) return readEscapedString(text, start, at)
    if (isStringEnd(code)) throw unclosedString(text, start)
    at += 1
  }
}

/** Reads on from the first backslash. */
function readEscapedString(text: string, start: number, firstBackslash: number): Literal<string> {
  const quote = text.charCodeAt(start)
  let value = ''
  let plainStart = start + 1
  let at = firstBackslash
  for (;;) {
    const code = text.charCodeAt(at)
    if (code === quote) return { value: value + text.slice(plainStart, at), end: at + 1 }
    if (isStringEnd(code)) throw unclosedString(text, start)
    if (code !== BACKSLASH) {
      at += 1
      continue
    }
    const escape = readEscape(text, at, start)
    value += text.slice(plainStart, at) + escape.value
    at = escape.end
    plainStart = at
  }
}

function readEscape(text: string, at: number, stringStart: number): Literal<string> {
  const character = text.charAt(at + 1)
  if (character === '') throw unclosedString(text, stringStart)
  const plain = PLAIN_ESCAPES.get(character)
  if (plain !== undefined) return { value: plain, end: at + 2 }
  switch (character) {
    case 'x':
      return readHexEscape(text, at, 2)
    case 'u':
      return readHexEscape(text, at, 4)
    case '\r':
      return { value: '', end: text.charAt(at + 2) === '\n' ? at + 3 : at + 2 }
    case '0':
      if (isDigit(text.charCodeAt(at + 2))) break
      return { value: '\0', end: at + 2 }
    default:
      if (isDigit(character.charCodeAt(0))) break
      return { value: character, end: at + 2 }
  }
  throw new ConfigSyntaxError('A backslash cannot stand before a digit in a JSON5 string.', text, at)
}

function readHexEscape(text: string, at: number, digits: number): Literal<string> {
  const hex = text.slice(at + 2, at + 2 + digits)
  if (hex.length === digits && /^[\da-f]+$/i.test(hex)) {
    return { value: String.fromCharCode(Number.parseInt(hex, 16)), end: at + 2 + digits }
  }
  const escape = text.slice(at, at + 2)
  throw new ConfigSyntaxError(`${escape} must be followed by ${digits} hexadecimal digits.`, text, at)
}

/** Reads a number; null when none starts here. Accepts `1`, `.5`, `5.`, `1e3`, `0x1F`, `Infinity`, `NaN`, each with a sign. */
export function readNumber(text: string, start: number): Literal<number> | null {
  NUMBER.lastIndex = start
  const written = NUMBER.exec(text)?.[0]
  if (written === undefined) return null
  const first = written.charCodeAt(0)
  const isSigned = first === MINUS || first === PLUS
  const size = Number(isSigned ? written.slice(1) : written)
  return { value: first === MINUS ? -size : size, end: start + written.length }
}

/** Reads an unquoted key; null when none starts here. */
export function readPlainKey(text: string, start: number): Literal<string> | null {
  let at = start
  while (isAsciiKeyPart(text.charCodeAt(at))) at += 1
  const next = text.charCodeAt(at)
  if (next === BACKSLASH || (next > 0x7f && !isWhitespace(next))) return readUnicodeKey(text, start, at)
  return at === start || isDigit(text.charCodeAt(start)) ? null : { value: text.slice(start, at), end: at }
}

/** Which characters a key may have beyond ASCII depends on json5's own Unicode tables, so json5 reads it. */
function readUnicodeKey(text: string, start: number, firstUnicode: number): Literal<string> | null {
  let at = firstUnicode
  for (;;) {
    const code = text.charCodeAt(at)
    const isPart = isAsciiKeyPart(code) || code === BACKSLASH || (code > 0x7f && !isWhitespace(code))
    if (!isPart) break
    at += 1
  }
  try {
    const [key = null] = Object.keys(JSON5.parse<object>(`{${text.slice(start, at)}:0}`))
    return key === null ? null : { value: key, end: at }
  } catch {
    return null
  }
}

function isStringEnd(code: number): boolean {
  return code === 0x0a || code === 0x0d || Number.isNaN(code)
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function unclosedString(text: string, start: number): ConfigSyntaxError {
  return new ConfigSyntaxError('This string is not closed before its line ends.', text, start)
}

const BACKSLASH = 0x5c
const MINUS = 0x2d
const PLUS = 0x2b

const NUMBER =
  /[+-]?(?:Infinity|NaN|0[xX][\da-fA-F]+|(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)/y

/** Escapes of one character; the three line separators continue a string on the next line. */
const PLAIN_ESCAPES = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\n', ''],
  ['\u2028', ''],
  ['\u2029', ''],
])
