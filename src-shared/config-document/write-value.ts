import type { ConfigValue } from './config-edit.ts'
import { type ConfigObject, isConfigArray, isConfigObject } from './config-value.ts'
import { type WritingStyle, isPlainKey } from './writing-style.ts'

/** Where a value is written. */
export interface WritingPlace {
  readonly style: WritingStyle
  /** Indentation of the line the value begins on; null where everything stays on one line. */
  readonly indent: string | null
}

/** A value as JSON5 that json5 reads back the same. */
export function writeValue(value: ConfigValue, place: WritingPlace): string {
  if (isConfigArray(value)) return writeArray(value, place)
  if (isConfigObject(value)) return writeObject(value, place)
  if (typeof value === 'string') return writeString(value, place.style.stringQuote)
  return Object.is(value, -0) ? '-0' : String(value)
}

/** A member of an object: key, colon and value. */
export function writeMember(key: string, value: ConfigValue, place: WritingPlace): string {
  return writeKey(key, place.style) + place.style.colon + writeValue(value, place)
}

export function writeKey(key: string, style: WritingStyle): string {
  return style.keyQuote === '' && isPlainKey(key)
    ? key
    : writeString(key, style.keyQuote || style.stringQuote)
}

/** A string literal. Control characters, lone surrogates and what json5 warns about are escaped. */
export function writeString(value: string, quote: '"' | "'"): string {
  const content = value.replace(/["'\\\p{Cc}\p{Cs}\u2028\u2029\ufeff]/gu, (character) =>
    character === '"' || character === "'"
      ? character === quote
        ? `\\${character}`
        : character
      : escaped(character),
  )
  return quote + content + quote
}

function escaped(character: string): string {
  return SHORT_ESCAPES.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

const SHORT_ESCAPES = new Map([
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

function writeArray(array: readonly ConfigValue[], place: WritingPlace): string {
  const isOneLine = place.indent === null || array.every((element) => isShort(element))
  const inner = isOneLine ? { ...place, indent: null } : deeper(place)
  return enclose(
    '[',
    array.map((element) => writeValue(element, inner)),
    ']',
    isOneLine ? null : place,
    place.style,
  )
}

function writeObject(object: ConfigObject, place: WritingPlace): string {
  const entries = Object.entries(object)
  const isOneLine =
    place.indent === null ||
    entries.length === 0 ||
    (entries.length === 1 && isShort(entries[0]?.[1] ?? null))
  const inner = isOneLine ? { ...place, indent: null } : deeper(place)
  return enclose(
    '{',
    entries.map(([key, value]) => writeMember(key, value, inner)),
    '}',
    isOneLine ? null : place,
    place.style,
  )
}

function deeper(place: WritingPlace): WritingPlace {
  return { ...place, indent: (place.indent ?? '') + place.style.indentUnit }
}

/** Scalars and empty containers: what may share a line with others. */
export function isShort(value: ConfigValue): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0
}

function enclose(
  opening: '{' | '[',
  items: readonly string[],
  closing: '}' | ']',
  lines: WritingPlace | null,
  style: WritingStyle,
): string {
  if (items.length === 0) return opening + closing
  if (lines === null) {
    const padding = opening === '{' ? style.padding : ''
    return opening + padding + items.join(`,${style.separator}`) + padding + closing
  }
  const outer = style.newline + (lines.indent ?? '')
  const inner = outer + style.indentUnit
  const last = style.hasTrailingComma ? ',' : ''
  return opening + inner + items.join(`,${inner}`) + last + outer + closing
}
