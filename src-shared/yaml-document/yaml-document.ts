import { Composer, type CST, type Document, Parser, type YAMLError, YAMLParseError } from 'yaml'

import type { DuplicateKey, TextRange } from '../config-document/config-document.ts'
import type { ConfigPath, ConfigValue } from '../config-document/config-edit.ts'
import { MAX_DEPTH } from '../config-document/config-path.ts'
import { ConfigSyntaxError } from '../config-document/config-syntax-error.ts'
import { isConfigArray, isConfigObject, ownMember } from '../config-document/config-value.ts'
import { pyYamlTags } from './pyyaml-tags.ts'
import { yamlFaultMessage } from './yaml-fault.ts'
import { type YamlItem, type YamlNode, yamlNodeOf } from './yaml-node.ts'

/** A YAML text that was read as Python's `yaml.safe_load` reads it, with the place of everything in it. Never changes. */
export interface YamlDocument {
  readonly text: string
  /** null for a text without content. Anchors, aliases and merge keys are resolved; the last of repeated keys counts. */
  readonly value: ConfigValue
  readonly root: YamlNode
  /** In the order of the text. */
  readonly duplicates: readonly DuplicateKey[]
  /** Range of the value, and of its key where it has one; null where the path has no place of its own, as behind an alias. */
  rangeOf(path: ConfigPath): { readonly key: TextRange | null; readonly value: TextRange } | null
  /** The innermost path whose item holds the offset; empty for the root and outside of it. */
  pathAt(offset: number): ConfigPath
  valueAt(path: ConfigPath): ConfigValue | undefined
}

/** Aliases that together stand for more nodes than this are an attack or a mistake. */
const MAX_ALIASES = 1000

/** What was read last: a text is judged, searched for secrets and checked one after the other. */
let last: YamlDocument | null = null

/**
 * Reads a YAML text. `tokens` are what the lower level made of it, where that is known.
 *
 * @throws ConfigSyntaxError when the text is no YAML that `yaml.safe_load` takes, or is nested beyond MAX_DEPTH
 */
export function readYamlDocument(text: string, tokens: Iterable<CST.Token> = yamlTokens(text)): YamlDocument {
  if (last?.text === text) return last
  const document = composed(text, tokens)
  const root = yamlNodeOf(document.contents, text.length)
  checkDepth(root, text, 0)
  last = yamlDocument(text, root, plainValue(document, text))
  return last
}

/** What the lower level of reading makes of a text, piece by piece; it never gives up. */
export function yamlTokens(text: string): Iterable<CST.Token> {
  return new Parser().parse(text)
}

function composed(text: string, tokens: Iterable<CST.Token>): Document.Parsed {
  // PyYAML speaks YAML 1.1; a byte order mark is no part of the text to either.
  const composer = new Composer({
    version: '1.1',
    customTags: pyYamlTags,
    uniqueKeys: false,
    keepSourceTokens: true,
    prettyErrors: false,
  })
  let documents: Document.Parsed[]
  try {
    documents = [...composer.compose(tokens, true, text.length)]
  } catch (cause) {
    throw new ConfigSyntaxError(`This text cannot be read: ${String(cause)}`, text, 0)
  }
  const [document, second] = documents
  if (document === undefined) throw new ConfigSyntaxError('This text cannot be read.', text, 0)
  const fault: YAMLError | undefined = document.errors[0] ?? severalDocuments(second) ?? document.warnings[0]
  if (fault) throw new ConfigSyntaxError(yamlFaultMessage(fault), text, fault.pos[0])
  return document
}

function severalDocuments(second: Document.Parsed | undefined): YAMLError | undefined {
  if (second === undefined) return undefined
  return new YAMLParseError([second.range[0], second.range[1]], 'MULTIPLE_DOCS', 'Several documents')
}

function plainValue(document: Document.Parsed, text: string): ConfigValue {
  try {
    return plain(document.toJS({ maxAliasCount: MAX_ALIASES }))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigSyntaxError(`This text cannot be read: ${reason}.`, text, 0)
  }
}

/** What is neither text, number, truth value, list nor map, such as a date, counts as its text. */
function plain(value: unknown): ConfigValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Map || value instanceof Set || value instanceof Uint8Array)
    return [...value].map(plain)
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]))
}

function yamlDocument(text: string, root: YamlNode, value: ConfigValue): YamlDocument {
  return {
    text,
    root,
    value,
    duplicates: duplicatesIn(root),
    rangeOf(path) {
      if (path.length === 0) return { key: null, value: root.range }
      const item = itemAt(root, path)
      return item === null ? null : { key: item.keyRange, value: item.value.range }
    },
    pathAt: (offset) => pathAt(root, offset),
    valueAt: (path) => valueAt(value, path),
  }
}

/** The item a path leads to; the last of repeated keys. null where it is not written. */
export function itemAt(root: YamlNode, path: ConfigPath): YamlItem | null {
  let node = root
  let item: YamlItem | null = null
  for (const step of path) {
    item = childOf(node, step)
    if (item === null) return null
    node = item.value
  }
  return item
}

/** One step of a path. */
export function childOf(node: YamlNode, step: string | number): YamlItem | null {
  if (typeof step === 'number') return node.kind === 'list' ? (node.items[step] ?? null) : null
  return node.kind === 'map' ? (node.items.findLast(({ key }) => key === step) ?? null) : null
}

/** The value at a path; undefined where there is none. */
export function valueAt(value: ConfigValue, path: ConfigPath): ConfigValue | undefined {
  let at: ConfigValue | undefined = value
  for (const step of path) {
    if (typeof step === 'number') at = isConfigArray(at) ? at[step] : undefined
    else at = isConfigObject(at) ? ownMember(at, step) : undefined
  }
  return at
}

function pathAt(root: YamlNode, offset: number): ConfigPath {
  const path: (string | number)[] = []
  let node = root
  for (;;) {
    const index = node.items.findIndex(({ range }) => range.start <= offset && offset <= range.end)
    const item = node.items[index]
    if (item === undefined) return path
    path.push(item.key ?? index)
    node = item.value
  }
}

function duplicatesIn(root: YamlNode): DuplicateKey[] {
  const found: DuplicateKey[] = []
  const path: (string | number)[] = []
  look(root)
  return found

  function look({ items }: YamlNode): void {
    for (const [index, { key, value }] of items.entries()) {
      if (value.items.length === 0) continue
      path.push(key ?? index)
      look(value)
      path.pop()
    }
    for (const [key, ranges] of repeatedKeys(items)) found.push({ path: [...path, key], ranges })
  }
}

function repeatedKeys(items: readonly YamlItem[]): Iterable<[string, TextRange[]]> {
  const seen = new Set<string>()
  const repeated = new Map<string, TextRange[]>()
  for (const { key } of items) {
    if (key === null || key === MERGE) continue
    if (seen.has(key)) repeated.set(key, [])
    else seen.add(key)
  }
  for (const { key, keyRange } of repeated.size === 0 ? [] : items) {
    if (key !== null && keyRange !== null) repeated.get(key)?.push(keyRange)
  }
  return repeated
}

function checkDepth(node: YamlNode, text: string, depth: number): void {
  if (depth > MAX_DEPTH) {
    throw new ConfigSyntaxError(`This is nested more than ${MAX_DEPTH} levels deep.`, text, node.range.start)
  }
  for (const { value } of node.items) checkDepth(value, text, depth + 1)
}

/** A map that is to be filled from others. */
const MERGE = '<<'
