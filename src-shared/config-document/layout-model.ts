import type { ConfigValue } from './config-edit.ts'
import { type ConfigContainer, type ConfigNode, containerOf } from './config-node.ts'

/** A container of the text whose layout a new value copies. */
export interface LayoutModel {
  readonly container: ConfigContainer
  readonly isOneLine: boolean
  /** UTF-16 units it takes, brackets included. */
  readonly length: number
}

/**
 * What a new value at an index of the innermost container looks like: the value of the same key in objects beside that
 * container, or else the nearest sibling of its kind. Null for scalars, and where there is nothing to copy.
 */
export function layoutModel(
  text: string,
  containers: readonly ConfigContainer[],
  index: number,
  key: string | null,
  value: ConfigValue,
): LayoutModel | null {
  const container = containers.at(-1)
  const outer = containers.at(-2)
  if (container === undefined) return null
  if (key !== null && outer !== undefined) {
    const own = outer.items.findIndex((item) => item === container.node)
    for (const cousin of nearest(outer, own)) {
      const found = modelIn(text, containerOf(cousin, outer.start), key, value)
      if (found !== null) return found
    }
  }
  for (const sibling of nearest(container, index)) {
    const found = modelOf(text, sibling, container.start, value)
    if (found !== null) return found
  }
  return null
}

/** The part of a model that a member or element of the value copies. */
export function innerModel(
  text: string,
  model: LayoutModel | null,
  key: string | null,
  value: ConfigValue,
): LayoutModel | null {
  return model === null ? null : modelIn(text, model.container, key, value)
}

function modelIn(
  text: string,
  container: ConfigContainer | null,
  key: string | null,
  value: ConfigValue,
): LayoutModel | null {
  const candidates = container?.items.slice(0, key === null ? NEAREST : undefined) ?? []
  for (const item of candidates) {
    const found = item.key === key ? modelOf(text, item, container?.start ?? 0, value) : null
    if (found !== null) return found
  }
  return null
}

function modelOf(text: string, node: ConfigNode, base: number, value: ConfigValue): LayoutModel | null {
  const container = containerOf(node, base)
  if (container === null || container.items.length === 0) return null
  if (typeof value !== 'object' || value === null || Array.isArray(value) === container.isObject) return null
  const source = text.slice(container.start, container.close + 1)
  return { container, isOneLine: !/[\n\r]/.test(source), length: source.length }
}

/** Items around an index, the one before it first. */
function nearest({ items }: ConfigContainer, index: number): ConfigNode[] {
  const before = items.slice(Math.max(0, index - NEAREST), index).toReversed()
  return [...before, ...items.slice(index + 1, index + 1 + NEAREST), ...items.slice(index, index + 1)]
}

const NEAREST = 20
