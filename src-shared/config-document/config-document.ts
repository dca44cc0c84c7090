import JSON5 from 'json5'

import type { ConfigPath, ConfigValue } from './config-edit.ts'
import { type ConfigContainer, type ConfigNode, containerOf, locate } from './config-node.ts'
import { ConfigSyntaxError } from './config-syntax-error.ts'
import { isSameValue } from './config-value.ts'
import { readJson5 } from './json5-reader.ts'

/** UTF-16 offsets; the end is exclusive. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** A key that is written more than once in an object. Its value is that of the last place. */
export interface DuplicateKey {
  readonly path: ConfigPath
  /** The key at every place it is written. */
  readonly ranges: readonly TextRange[]
}

/** A JSON5 text that was read, with the place of everything in it. Never changes. */
export interface ConfigDocument {
  readonly text: string
  /** As json5 reads it. Parts that an edit leaves alone are the same objects in the edited document. */
  readonly value: ConfigValue
  readonly root: ConfigNode
  /** In the order of the text; found when first asked for. */
  readonly duplicates: readonly DuplicateKey[]
  /** Range of the value, and of its key where it has one; null when the path is not there. The last place counts for repeated keys. */
  rangeOf(path: ConfigPath): { readonly key: TextRange | null; readonly value: TextRange } | null
  /** The innermost path whose key or value holds the offset, or ends at it; empty for the root and outside of it. */
  pathAt(offset: number): ConfigPath
  valueAt(path: ConfigPath): ConfigValue | undefined
  /** Every string value with its path and the range of the literal, quotes included; repeated keys at each place. */
  strings(): Iterable<ConfigString>
}

/** A string value of a document. */
export interface ConfigString {
  readonly path: ConfigPath
  readonly value: string
  /** The literal, quotes included. */
  readonly range: TextRange
}

/**
 * Reads a config text. Up to CONFIRMED_LENGTH json5 reads it as well and must agree; longer texts are left to the reader
 * alone, which tests hold to json5, so that reading 1 MB does not stop a window.
 *
 * @throws ConfigSyntaxError when the text is not JSON5 or nested beyond MAX_DEPTH
 */
export function readConfigDocument(text: string): ConfigDocument {
  const root = readJson5(text)
  if (text.length <= CONFIRMED_LENGTH && !isReadAlike(text, root.value)) {
    throw new ConfigSyntaxError('This text can be read in two ways, so Litedesk leaves it alone.', text, 0)
  }
  return configDocument(text, root)
}

/** UTF-16 units json5 reads in about 10 ms. */
export const CONFIRMED_LENGTH = 128 * 1024

/** Whether json5, which decides what a text means, reads this value from it. */
export function isReadAlike(text: string, value: ConfigValue): boolean {
  try {
    return isSameValue(JSON5.parse<ConfigValue>(text), value)
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

/** A document of a text and its tree. */
export function configDocument(text: string, root: ConfigNode): ConfigDocument {
  let duplicates: readonly DuplicateKey[] | null = null
  return {
    text,
    root,
    value: root.value,
    get duplicates() {
      duplicates ??= Array.from(duplicatesIn(root, 0, []))
      return duplicates
    },
    rangeOf(path) {
      const located = locate(root, path)
      if (located === null) return null
      const { node, base } = located
      return {
        key: node.key === null ? null : { start: base + node.start, end: base + node.keyEnd },
        value: { start: base + node.valueStart, end: base + node.end },
      }
    },
    pathAt: (offset) => pathAt(root, offset),
    valueAt: (path) => locate(root, path)?.node.value,
    strings: () => stringsIn(root, 0, []),
  }
}

function pathAt(root: ConfigNode, offset: number): ConfigPath {
  const path: (string | number)[] = []
  let container = containerOf(root, 0)
  while (container !== null) {
    const relative = offset - container.start
    const index = container.items.findIndex((item) => relative >= item.start && relative <= item.end)
    const item = container.items[index]
    if (item === undefined) break
    path.push(item.key ?? index)
    container = containerOf(item, container.start)
  }
  return path
}

function* duplicatesIn(node: ConfigNode, base: number, path: ConfigPath): Iterable<DuplicateKey> {
  const container = containerOf(node, base)
  if (!node.hasDuplicates || container === null) return
  const places = new Map<string, ConfigNode[]>()
  for (const item of container.isObject ? container.items : []) {
    const same = places.get(item.key ?? '')
    if (same === undefined) places.set(item.key ?? '', [item])
    else same.push(item)
  }
  for (const [index, item] of container.items.entries()) {
    const same = places.get(item.key ?? '') ?? []
    const itemPath = [...path, item.key ?? index]
    if (same.length > 1 && same[0] === item) {
      yield { path: itemPath, ranges: same.map((place) => keyRange(place, container)) }
    }
    yield* duplicatesIn(item, container.start, itemPath)
  }
}

function keyRange(item: ConfigNode, container: ConfigContainer): TextRange {
  return { start: container.start + item.start, end: container.start + item.keyEnd }
}

function* stringsIn(node: ConfigNode, base: number, path: ConfigPath): Iterable<ConfigString> {
  if (typeof node.value === 'string') {
    yield { path, value: node.value, range: { start: base + node.valueStart, end: base + node.end } }
  }
  const container = containerOf(node, base)
  if (container === null) return
  for (const [index, item] of container.items.entries()) {
    yield* stringsIn(item, container.start, [...path, item.key ?? index])
  }
}
