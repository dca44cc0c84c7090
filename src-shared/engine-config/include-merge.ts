import type { ConfigValue } from '../config-document/config-edit.ts'

import { isConfigArray, isConfigObject, type ConfigObject } from '../config-document/config-value.ts'

/** The key whose object another file stands in for. Source: engine config contract §2.1. */
export const INCLUDE_KEY = '$include'

/** Keys stand beside an `$include` of something that is no object. */
export class IncludeShapeError extends Error {
  constructor() {
    super('What is included must be an object, since other keys stand beside the $include')
    this.name = 'IncludeShapeError'
  }
}

/**
 * What an object with an `$include` stands for: the included contents in their order, a later one over an earlier one, and
 * the object's other keys over them all. Throws IncludeShapeError.
 */
export function combineInclude(included: readonly ConfigValue[], siblings: ConfigObject): ConfigValue {
  const [first, ...rest] = included
  if (first === undefined) return siblings
  const base = rest.reduce(mergeConfig, first)
  if (Object.keys(siblings).length === 0) return base
  if (!isConfigObject(base)) throw new IncludeShapeError()
  return mergeConfig(base, siblings)
}

/** One value over another: objects merge key by key, arrays follow each other, anything else is replaced. */
export function mergeConfig(base: ConfigValue, over: ConfigValue): ConfigValue {
  if (isConfigArray(base) && isConfigArray(over)) return [...base, ...over]
  if (!isConfigObject(base) || !isConfigObject(over)) return over
  const merged = new Map<string, ConfigValue>(Object.entries(base))
  for (const [key, value] of Object.entries(over)) {
    const previous = merged.get(key)
    merged.set(key, previous === undefined ? value : mergeConfig(previous, value))
  }
  return Object.fromEntries(merged)
}
