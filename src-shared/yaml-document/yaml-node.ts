import {
  type CST,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'

import type { TextRange } from '../config-document/config-document.ts'

/** A value in a YAML text with the place of everything that an edit needs. Offsets are UTF-16 units of the text. */
export interface YamlNode {
  /** `opaque`: a collection in a spelling whose items have no place of their own. */
  readonly kind: 'map' | 'list' | 'scalar' | 'alias' | 'nothing' | 'opaque'
  /** The value without anchor and tag; empty at its place for nothing. */
  readonly range: TextRange
  /** Whether it stands between brackets or braces, or within such. */
  readonly isFlow: boolean
  /** For a collection; keys that are no plain values count as their text. */
  readonly items: readonly YamlItem[]
  /** How a scalar is written; null for anything else. */
  readonly style: Scalar.Type | null
}

/** A member of a map or an element of a list. */
export interface YamlItem {
  /** null in a list. */
  readonly key: string | null
  readonly keyRange: TextRange | null
  /** From the dash, the key, or what stands before it (`? `, an anchor), to the end of the value; no comments. */
  readonly range: TextRange
  /** Behind the dash or colon and what stands before the value (an anchor, a tag); null where there is no colon. */
  readonly valueStart: number | null
  readonly value: YamlNode
}

/** Builds the tree of a composed document; null where the text holds nothing. */
export function yamlNodeOf(root: Node | null, at: number): YamlNode {
  return nodeOf(root, at, false)
}

function nodeOf(node: unknown, at: number, isInFlow: boolean): YamlNode {
  if (isAlias(node))
    return { kind: 'alias', range: rangeOf(node, at), isFlow: isInFlow, items: [], style: null }
  if (isMap(node)) return collectionOf(node, at, isInFlow, 'map')
  if (isSeq(node)) return collectionOf(node, at, isInFlow, 'list')
  if (isScalar(node) && !isNothing(node)) {
    return {
      kind: 'scalar',
      range: rangeOf(node, at),
      isFlow: isInFlow,
      items: [],
      style: node.type ?? Scalar.PLAIN,
    }
  }
  return { kind: 'nothing', range: { start: at, end: at }, isFlow: isInFlow, items: [], style: null }
}

/** Whether a null is not even written. */
function isNothing({ value, source, range }: Scalar): boolean {
  return (
    value === null &&
    (source ?? '') === '' &&
    (range === undefined || range === null || range[0] === range[1])
  )
}

function collectionOf(
  node: YAMLMap | YAMLSeq,
  at: number,
  isInFlow: boolean,
  kind: 'map' | 'list',
): YamlNode {
  const token = node.srcToken
  const range = rangeOf(node, at)
  if (token?.type === 'flow-collection') {
    const tokens = token.items.filter((item) => hasContent(item))
    return { kind, range, isFlow: true, items: itemsOf(node, tokens, true), style: null }
  }
  if (token?.type === 'block-map' || token?.type === 'block-seq') {
    const tokens = token.items.filter((item) => hasContent(item))
    const items = itemsOf(node, tokens, isInFlow)
    const start = items[0]?.range.start ?? range.start
    return {
      kind,
      range: { start, end: items.at(-1)?.range.end ?? start },
      isFlow: false,
      items,
      style: null,
    }
  }
  return { kind: 'opaque', range, isFlow: isInFlow, items: [], style: null }
}

type ItemToken = CST.CollectionItem

/** The parser keeps comments and commas behind the last item as one more. */
function hasContent({ start, key, sep, value }: ItemToken): boolean {
  return (
    (key !== undefined && key !== null) ||
    (sep !== undefined && sep.some(({ type }) => type === 'map-value-ind')) ||
    value !== undefined ||
    start.some(({ type }) => INDICATORS.has(type))
  )
}

const INDICATORS = new Set(['seq-item-ind', 'explicit-key-ind', 'anchor', 'tag'])

function itemsOf(node: YAMLMap | YAMLSeq, tokens: readonly ItemToken[], isFlow: boolean): YamlItem[] {
  if (tokens.length !== node.items.length) return []
  return tokens.map((token, index) => itemOf(node.items[index], token, isMap(node), isFlow))
}

function itemOf(item: unknown, token: ItemToken, isMember: boolean, isFlow: boolean): YamlItem {
  const first = token.start.find(({ type }) => INDICATORS.has(type))
  const start = first?.offset ?? token.key?.offset ?? token.sep?.[0]?.offset ?? token.value?.offset ?? 0
  if (!isMember) {
    const valueStart = endOf(token.start.findLast(({ type }) => INDICATORS.has(type))) ?? start
    const value = nodeOf(item, valueStart, isFlow)
    return {
      key: null,
      keyRange: null,
      range: { start, end: Math.max(valueStart, value.range.end) },
      valueStart,
      value,
    }
  }
  const { key, value: member } = item as Pair
  const keyStart = token.key?.offset ?? start
  const keyRange = rangeOf(key as Node | null, keyStart)
  const separator = token.sep?.findLast(({ type }) => type === 'map-value-ind' || INDICATORS.has(type))
  const valueStart = endOf(separator) ?? null
  const value = nodeOf(member, valueStart ?? keyRange.end, isFlow)
  return {
    key: keyText(key),
    keyRange,
    range: { start, end: Math.max(valueStart ?? keyRange.end, value.range.end) },
    valueStart,
    value,
  }
}

function keyText(key: unknown): string {
  if (!isScalar(key)) return String(key)
  const { value } = key
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : (key.source ?? '')
}

function endOf(token: CST.SourceToken | undefined): number | undefined {
  return token === undefined ? undefined : token.offset + token.source.length
}

function rangeOf(node: Node | null, at: number): TextRange {
  const range = node?.range
  return range ? { start: range[0], end: range[1] } : { start: at, end: at }
}
