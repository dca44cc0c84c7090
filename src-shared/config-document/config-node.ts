import type { ConfigPath, ConfigValue } from './config-edit.ts'

/**
 * A value of a document with its place. Offsets are UTF-16 units from the opening bracket of the container, those of the
 * root from the start of the text: a change moves only what follows it in the containers around it, so the rest of the
 * tree is shared between a document and its edited successor.
 */
export interface ConfigNode {
  /** Null for array elements and the root. */
  readonly key: string | null
  /** Where the key starts, or the value where there is no key. */
  readonly start: number
  /** End of the key; the same as `start` where there is none. */
  readonly keyEnd: number
  readonly valueStart: number
  readonly end: number
  /** Where the comma after it is; -1 when there is none. */
  readonly comma: number
  readonly value: ConfigValue
  /** Members or elements in the text's order, repeated keys included; null for scalars. */
  readonly items: readonly ConfigNode[] | null
  /** Whether a key is repeated in it or in anything inside. */
  readonly hasDuplicates: boolean
}

/** An object or array of a document, found in its text. */
export interface ConfigContainer {
  readonly node: ConfigNode
  readonly items: readonly ConfigNode[]
  readonly isObject: boolean
  /** Offset of the opening bracket in the text. */
  readonly start: number
  /** Offset of the closing bracket in the text. */
  readonly close: number
}

/** The container a node is, given where its own container starts; null for scalars. */
export function containerOf(node: ConfigNode, base: number): ConfigContainer | null {
  if (node.items === null) return null
  return {
    node,
    items: node.items,
    isObject: !Array.isArray(node.value),
    start: base + node.valueStart,
    close: base + node.end - 1,
  }
}

/** Index of the item a path's step leads to, the last one where a key is repeated; -1 when there is none. */
export function indexOfStep(container: ConfigContainer, step: string | number): number {
  if (typeof step === 'number') return !container.isObject && step in container.items ? step : -1
  return container.isObject ? container.items.findLastIndex((item) => item.key === step) : -1
}

/** A value on a path: its node and the containers that lead to it, outermost first. */
export interface LocatedNode {
  readonly node: ConfigNode
  /** What the node's offsets count from. */
  readonly base: number
  readonly containers: readonly ConfigContainer[]
}

/** Follows a path; null when it leads nowhere. */
export function locate(root: ConfigNode, path: ConfigPath): LocatedNode | null {
  const containers: ConfigContainer[] = []
  let node = root
  let base = 0
  for (const step of path) {
    const container = containerOf(node, base)
    const next = container?.items[indexOfStep(container, step)]
    if (!container || !next) return null
    containers.push(container)
    node = next
    base = container.start
  }
  return { node, base, containers }
}

/** The node further on in its container. */
export function moveNode(node: ConfigNode, shift: number): ConfigNode {
  if (shift === 0) return node
  return {
    ...node,
    start: node.start + shift,
    keyEnd: node.keyEnd + shift,
    valueStart: node.valueStart + shift,
    end: node.end + shift,
    comma: moveOffset(node.comma, shift),
  }
}

/** -1 stands for no offset. */
export function moveOffset(offset: number, shift: number): number {
  return offset === -1 ? -1 : offset + shift
}
