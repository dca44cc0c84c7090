import type { ConfigValue } from './config-edit.ts'
import { MAX_DEPTH } from './config-path.ts'

export type ConfigObject = { readonly [key: string]: ConfigValue }

export function isConfigObject(value: ConfigValue | undefined): value is ConfigObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isConfigArray(value: ConfigValue | undefined): value is readonly ConfigValue[] {
  return Array.isArray(value)
}

/** The member of an object under its own key; undefined when there is none, also for what objects inherit. */
export function ownMember(object: ConfigObject, key: string): ConfigValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/** Whether two values are the same: NaN equals NaN, 0 is not -0, the order of keys does not count. */
export function isSameValue(one: ConfigValue, other: ConfigValue): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (isConfigArray(one)) {
    return (
      isConfigArray(other) &&
      one.length === other.length &&
      one.every((element, index) => isSameValue(element, other[index] ?? null))
    )
  }
  if (isConfigArray(other)) return false
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => hasSameMember(one, other, key))
}

function hasSameMember(one: ConfigObject, other: ConfigObject, key: string): boolean {
  const member = ownMember(one, key)
  const otherMember = ownMember(other, key)
  return member !== undefined && otherMember !== undefined && isSameValue(member, otherMember)
}

/** Why a value cannot stand in a config document at this depth, as the end of a sentence; null when it can. */
export function valueFault(value: unknown, depth: number): string | null {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return null
    case 'object':
      break
    default:
      return `${typeof value} cannot be written as JSON5`
  }
  if (value === null) return null
  if (depth >= MAX_DEPTH) return `it would be nested more than ${MAX_DEPTH} levels deep`
  const prototype: unknown = Object.getPrototypeOf(value)
  const isPlain = Array.isArray(value) || prototype === Object.prototype || prototype === null
  if (!isPlain) return 'only plain objects and lists can be written as JSON5'
  const parts: unknown[] = Array.isArray(value) ? Array.from(value) : Object.values(value)
  for (const part of parts) {
    const fault = valueFault(part, depth + 1)
    if (fault !== null) return fault
  }
  return null
}
