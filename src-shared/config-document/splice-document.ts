import { type ConfigDocument, configDocument, isReadAlike, readConfigDocument } from './config-document.ts'
import type { ConfigValue } from './config-edit.ts'
import { ConfigEditError } from './config-edit-error.ts'
import type { ConfigContainer, ConfigNode } from './config-node.ts'
import { readJson5, setMember } from './json5-reader.ts'
import { type Splice, applySplices } from './splice.ts'

/**
 * The document after changes inside the innermost of the containers that lead to them, outermost first.
 *
 * Only the window from the item before the changes to the item behind them is read again, between stand-ins for the two,
 * and json5 must read it alike. That proves the whole: both ends of the window are ends of tokens at which the container
 * goes on as before, and the rest of the text stays byte for byte.
 *
 * @throws ConfigSyntaxError or ConfigEditError when the changed window is not what json5 reads
 */
export function spliceDocument(
  document: ConfigDocument,
  containers: readonly ConfigContainer[],
  splices: readonly Splice[],
): ConfigDocument {
  if (splices.length === 0) return document
  const text = applySplices(document.text, splices)
  const container = containers.at(-1)
  if (container === undefined) return readConfigDocument(text)
  const shift = text.length - document.text.length
  let child = splicedNode(text, container, splices, shift)
  for (let depth = containers.length - 2; depth >= 0; depth -= 1) {
    const outer = containers[depth]
    const index = outer?.items.indexOf(containers[depth + 1]?.node ?? child) ?? -1
    if (outer !== undefined) child = withChild(outer, index, child, shift)
  }
  return configDocument(text, child)
}

function withChild(container: ConfigContainer, index: number, child: ConfigNode, shift: number): ConfigNode {
  const { items, node } = container
  const behind = items.slice(index + 1).map((item) => moved(item, shift))
  const comma = child.comma === -1 ? -1 : child.comma + shift
  return withItems(node, [...items.slice(0, index), { ...child, comma }, ...behind], shift)
}

function splicedNode(
  text: string,
  { node, items, start, isObject }: ConfigContainer,
  splices: readonly Splice[],
  shift: number,
): ConfigNode {
  const first = Math.min(...splices.map((splice) => splice.start)) - start
  const last = Math.max(...splices.map((splice) => splice.end)) - start
  const before = items.findLastIndex((item) => item.end <= first)
  const found = items.findIndex((item) => item.start >= last)
  const behind = found === -1 ? items.length : found
  const from = items[before]?.end ?? 1
  const to = items[behind]?.start ?? node.end - node.valueStart - 1
  const window = readWindow(text.slice(start + from, start + to + shift), from, {
    isObject,
    hasBefore: before >= 0,
    hasBehind: behind < items.length,
  })
  const neighbour = items.slice(Math.max(before, 0), before + 1)
  return withItems(
    node,
    [
      ...items.slice(0, Math.max(before, 0)),
      ...neighbour.map((item) => ({ ...item, comma: window.commaBefore })),
      ...window.items,
      ...items.slice(behind).map((item) => moved(item, shift)),
    ],
    shift,
  )
}

/** What a window's text stands between. */
interface WindowPlace {
  readonly isObject: boolean
  readonly hasBefore: boolean
  readonly hasBehind: boolean
}

/** The items of a window that begins at an offset of its container, and the comma it has for the item before; -1 for none. */
function readWindow(
  window: string,
  start: number,
  place: WindowPlace,
  standInKey = '_',
): { items: readonly ConfigNode[]; commaBefore: number } {
  const [opening, closing, standIn] = place.isObject ? ['{', '}', `${standInKey}:''`] : ['[', ']', "''"]
  const ahead = opening + (place.hasBefore ? standIn : '')
  const text = ahead + window + (place.hasBehind ? standIn : '') + closing
  const { items, value } = readJson5(text)
  const shift = start - ahead.length
  const all = (items ?? []).map((item) => moved(item, shift))
  const own = all.slice(place.hasBefore ? 1 : 0, place.hasBehind ? -1 : undefined)
  if (own.some((item) => item.key === standInKey)) return readWindow(window, start, place, `${standInKey}_`)
  if (!isReadAlike(text, value)) throw new ConfigEditError('The change would not be JSON5.', [])
  return { items: own, commaBefore: place.hasBefore ? (all[0]?.comma ?? -1) : -1 }
}

/** The node with other items, its end moved. */
function withItems(node: ConfigNode, items: readonly ConfigNode[], shift: number): ConfigNode {
  const hasDuplicates = items.some((item) => item.hasDuplicates)
  const end = node.end + shift
  if (Array.isArray(node.value))
    return { ...node, end, items, value: items.map((item) => item.value), hasDuplicates }
  const value: Record<string, ConfigValue> = {}
  for (const item of items) setMember(value, item.key ?? '', item.value)
  const isRepeating = Object.keys(value).length < items.length
  return { ...node, end, items, value, hasDuplicates: hasDuplicates || isRepeating }
}

function moved(item: ConfigNode, shift: number): ConfigNode {
  if (shift === 0) return item
  return {
    ...item,
    start: item.start + shift,
    keyEnd: item.keyEnd + shift,
    valueStart: item.valueStart + shift,
    end: item.end + shift,
    comma: item.comma === -1 ? -1 : item.comma + shift,
  }
}
