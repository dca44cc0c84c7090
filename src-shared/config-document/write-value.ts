import type { ConfigValue } from './config-edit.ts'
import { type ConfigObject, isConfigArray, isConfigObject } from './config-value.ts'
import { type LayoutModel, innerModel } from './layout-model.ts'
import { isPlainKey } from './style-evidence.ts'
import type { WritingStyle } from './writing-style.ts'

/** Where a value is written. */
export interface WritingPlace {
  readonly style: WritingStyle
  /** Indentation of the line the value begins on; null where everything stays on one line. */
  readonly indent: string | null
  /** What it looks like, with the text that is in; what is short goes on one line without. */
  readonly model?: { readonly text: string; readonly layout: LayoutModel | null }
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
  return writeContainer(place, array.every(isShort), (inner) =>
    enclose(
      '[',
      array.map((element) => writeValue(element, inside(inner, null, element))),
      ']',
      inner,
    ),
  )
}

function writeObject(object: ConfigObject, place: WritingPlace): string {
  const entries = Object.entries(object)
  const isOneLine = entries.length === 0 || (entries.length === 1 && isShort(entries[0]?.[1] ?? null))
  return writeContainer(place, isOneLine, (inner) =>
    enclose(
      '{',
      entries.map(([key, member]) => writeMember(key, member, inside(inner, key, member))),
      '}',
      inner,
    ),
  )
}

/** On one line where that is asked for, or its model shows it and it is not much longer. */
function writeContainer(
  place: WritingPlace,
  isOneLine: boolean,
  write: (place: WritingPlace) => string,
): string {
  const layout = place.model?.layout
  if (place.indent === null || (!layout && isOneLine)) return write({ ...place, indent: null })
  if (!layout?.isOneLine) return write(place)
  const line = write({ ...place, indent: null })
  return line.length <= Math.max(ONE_LINE_LENGTH, 2 * layout.length) ? line : write(place)
}

/** UTF-16 units up to which a container is like a model of one line. */
const ONE_LINE_LENGTH = 80

/** The place of a member or element of a container. */
function inside(place: WritingPlace, key: string | null, value: ConfigValue): WritingPlace {
  const { model, indent, style } = place
  return {
    style,
    indent: indent === null ? null : indent + style.indentUnit,
    ...(model && { model: { text: model.text, layout: innerModel(model.text, model.layout, key, value) } }),
  }
}

/** Scalars and empty containers: what may share a line with others. */
export function isShort(value: ConfigValue): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0
}

function enclose(
  opening: '{' | '[',
  items: readonly string[],
  closing: '}' | ']',
  place: WritingPlace,
): string {
  const { style, indent } = place
  if (items.length === 0) return opening + closing
  if (indent === null) {
    const padding = opening === '{' ? style.padding : ''
    return opening + padding + items.join(`,${style.separator}`) + padding + closing
  }
  const outer = style.newline + indent
  const inner = outer + style.indentUnit
  return opening + inner + items.join(`,${inner}`) + (style.hasTrailingComma ? ',' : '') + outer + closing
}
