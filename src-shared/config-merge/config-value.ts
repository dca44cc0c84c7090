import type { ConfigValue } from '../config-document/config-edit.ts'

export type ConfigObject = Readonly<Record<string, ConfigValue>>
export type ConfigArray = readonly ConfigValue[]

export function isArray(value: ConfigValue | undefined): value is ConfigArray {
  return Array.isArray(value)
}

export function isObject(value: ConfigValue | undefined): value is ConfigObject {
  return typeof value === 'object' && value !== null && !isArray(value)
}

/** A member of an object itself, whatever its name; undefined when there is none. */
export function memberOf(object: ConfigObject, key: string): ConfigValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/** Whether two values mean the same; the order of an object's members does not count. Undefined is a value that is missing. */
export function isSameValue(one: ConfigValue | undefined, other: ConfigValue | undefined): boolean {
  if (isArray(one) && isArray(other)) {
    return one.length === other.length && one.every((element, index) => isSameValue(element, other[index]))
  }
  if (isObject(one) && isObject(other)) {
    const keys = Object.keys(one)
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && isSameValue(one[key], other[key]))
    )
  }
  return one === other || (Number.isNaN(one) && Number.isNaN(other))
}

/**
 * The `id` of each element, where every element is an object that has one and no two are the same, as in a list of models
 * or agents; null for any other array.
 */
export function elementIds(array: ConfigArray): string[] | null {
  const ids: string[] = []
  for (const element of array) {
    const id = isObject(element) ? memberOf(element, 'id') : undefined
    if (typeof id !== 'string') return null
    ids.push(id)
  }
  return new Set(ids).size === ids.length ? ids : null
}
