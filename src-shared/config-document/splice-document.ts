import { type ConfigDocument, configDocument, readConfigDocument } from './config-document.ts'
import type { ConfigValue } from './config-edit.ts'
import { type ConfigContainer, type ConfigNode, moveNode, moveOffset } from './config-node.ts'
import { setMember } from './json5-reader.ts'
import { readWindow } from './read-window.ts'
import { type Splice, applySplices } from './splice.ts'

/**
 * The document after changes inside the innermost of the containers that lead to them, outermost first.
 *
 * Only the window from the item before the changes to the item behind them is read again. That is enough: both ends of
 * the window are ends of tokens at which the container goes on as before, and the rest of the text stays byte for byte.
 *
 * @throws ConfigSyntaxError when the changed window is not JSON5
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
  const { items, start, isObject } = container
  const shift = text.length - document.text.length
  const first = Math.min(...splices.map((splice) => splice.start)) - start
  const last = Math.max(...splices.map((splice) => splice.end)) - start
  const behindIndex = items.findIndex((item) => item.start >= last)
  const before = items.slice(0, items.findLastIndex((item) => item.end <= first) + 1)
  const behind = behindIndex === -1 ? [] : items.slice(behindIndex)
  const from = before.at(-1)?.end ?? 1
  const to = (behind[0]?.start ?? container.close - start) + shift
  const window = readWindow(text.slice(start + from, start + to), {
    isObject,
    hasBefore: before.length > 0,
    hasBehind: behind.length > 0,
  })
  return rebuilt(text, containers, shift, [
    ...before.slice(0, -1),
    ...before.slice(-1).map((item) => ({ ...item, comma: moveOffset(window.commaBefore, from) })),
    ...window.items.map((item) => moveNode(item, from)),
    ...behind.map((item) => moveNode(item, shift)),
  ])
}

/**
 * The document with another key written for an item of the innermost container. Its value is not read again, however
 * large it is.
 *
 * @throws ConfigSyntaxError when what is written is not a key
 */
export function rekeyDocument(
  document: ConfigDocument,
  containers: readonly ConfigContainer[],
  item: ConfigNode,
  written: string,
): ConfigDocument {
  const container = containers.at(-1)
  const items = container?.items ?? []
  const start = container?.start ?? 0
  const key = { start: start + item.start, end: start + item.keyEnd, text: written }
  const shift = written.length - (key.end - key.start)
  const colon = document.text.slice(key.end, start + item.valueStart)
  const place = { isObject: true, hasBefore: false, hasBehind: false }
  const [renamed] = readWindow(`${written}${colon}''`, place).items
  const index = items.indexOf(item)
  return rebuilt(applySplices(document.text, [key]), containers, shift, [
    ...items.slice(0, index),
    { ...moveNode(item, shift), key: renamed?.key ?? null, start: item.start },
    ...items.slice(index + 1).map((behind) => moveNode(behind, shift)),
  ])
}

/** The document of a text whose innermost container has other items; what stands behind it moved by `shift`. */
function rebuilt(
  text: string,
  containers: readonly ConfigContainer[],
  shift: number,
  items: readonly ConfigNode[],
): ConfigDocument {
  let root: ConfigNode | null = null
  let inner: ConfigNode | null = null
  for (const { node, items: old } of containers.toReversed()) {
    root = root === null ? withItems(node, items, shift) : withItem(node, old, inner, root, shift)
    inner = node
  }
  return root === null ? readConfigDocument(text) : configDocument(text, root)
}

/** The node with a new item, whose end moved, in the place of an old one. */
function withItem(
  node: ConfigNode,
  items: readonly ConfigNode[],
  old: ConfigNode | null,
  item: ConfigNode,
  shift: number,
): ConfigNode {
  const index = items.findIndex((each) => each === old)
  const behind = items.slice(index + 1).map((each) => moveNode(each, shift))
  return withItems(
    node,
    [...items.slice(0, index), { ...item, comma: moveOffset(item.comma, shift) }, ...behind],
    shift,
  )
}

/** The node with other items and a moved end. */
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
