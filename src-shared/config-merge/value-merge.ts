import { diff3Merge } from 'node-diff3'

import type { ConfigValue } from '../config-document/config-edit.ts'
import {
  elementIds,
  isArray,
  isObject,
  isSameValue,
  memberOf,
  type ConfigArray,
  type ConfigObject,
} from './config-value.ts'

/** The three sides of a merge at one place; undefined where there is nothing. */
export interface Sides<Value = ConfigValue | undefined> {
  readonly base: Value
  readonly ours: Value
  readonly theirs: Value
}

class Collision extends Error {}

/** Both sides' changes of a value; null when they do not fit together. */
export function mergeValues(sides: Sides<ConfigValue>): { readonly value: ConfigValue } | null {
  try {
    const value = merge(sides)
    return value === undefined ? null : { value }
  } catch (cause) {
    if (cause instanceof Collision) return null
    throw cause
  }
}

function merge({ base, ours, theirs }: Sides): ConfigValue | undefined {
  if (isSameValue(ours, theirs) || isSameValue(base, theirs)) return ours
  if (isSameValue(base, ours)) return theirs
  if (isObject(ours) && isObject(theirs)) {
    if (isObject(base)) return mergeObjects({ base, ours, theirs })
    // Both have made it where nothing was.
    if (base === undefined) return mergeObjects({ base: {}, ours, theirs })
  }
  if (isArray(base) && isArray(ours) && isArray(theirs)) return mergeArrays({ base, ours, theirs })
  throw new Collision()
}

function mergeObjects({ base, ours, theirs }: Sides<ConfigObject>): ConfigObject {
  const keys = new Set([...Object.keys(theirs), ...Object.keys(ours)])
  const members: [string, ConfigValue][] = []
  for (const key of keys) {
    const value = merge({
      base: memberOf(base, key),
      ours: memberOf(ours, key),
      theirs: memberOf(theirs, key),
    })
    if (value !== undefined) members.push([key, value])
  }
  return Object.fromEntries(members)
}

function mergeArrays(sides: Sides<ConfigArray>): ConfigArray {
  const ids = { base: elementIds(sides.base), ours: elementIds(sides.ours), theirs: elementIds(sides.theirs) }
  const { base, ours, theirs } = ids
  if (base !== null && ours !== null && theirs !== null) return mergeByIds(sides, { base, ours, theirs })
  return mergeSequences(sides)
}

/** Lists of models and the like: each element by itself, in an order that keeps the one that was changed. */
function mergeByIds(sides: Sides<ConfigArray>, ids: Sides<readonly string[]>): ConfigArray {
  const byId = {
    base: elementsById(sides.base, ids.base),
    ours: elementsById(sides.ours, ids.ours),
    theirs: elementsById(sides.theirs, ids.theirs),
  }
  const merged: ConfigValue[] = []
  for (const id of mergeOrders(ids)) {
    const element = merge({ base: byId.base.get(id), ours: byId.ours.get(id), theirs: byId.theirs.get(id) })
    if (element !== undefined) merged.push(element)
  }
  return merged
}

function elementsById(array: ConfigArray, ids: readonly string[]): Map<string, ConfigValue> {
  return new Map(array.map((element, index) => [ids[index] ?? '', element]))
}

/** All ids of both sides: the leading side's order, with what only the other has after its neighbour there. */
function mergeOrders({ base, ours, theirs }: Sides<readonly string[]>): string[] {
  const common = new Set(base.filter((id) => ours.includes(id) && theirs.includes(id)))
  const orderOf = (ids: readonly string[]) => ids.filter((id) => common.has(id)).join('\n')
  const isOursMoved = orderOf(ours) !== orderOf(base)
  const isTheirsMoved = orderOf(theirs) !== orderOf(base)
  if (isOursMoved && isTheirsMoved && orderOf(ours) !== orderOf(theirs)) throw new Collision()
  const [leading, other] = isOursMoved ? [ours, theirs] : [theirs, ours]
  const order = [...leading]
  for (const [index, id] of other.entries()) {
    if (order.includes(id)) continue
    const neighbour = other[index - 1]
    let place = neighbour === undefined ? 0 : order.indexOf(neighbour) + 1
    // What both have put at one place stands in the order of the sides.
    while (place < order.length && !other.includes(order[place] ?? '')) place += 1
    order.splice(place, 0, id)
  }
  return order
}

/** Any other list, such as fallbacks, whose order means something: by its neighbours, as lines of a text are merged. */
function mergeSequences({ base, ours, theirs }: Sides<ConfigArray>): ConfigArray {
  const known: ConfigValue[] = []
  const numberOf = (value: ConfigValue) => {
    const index = known.findIndex((candidate) => isSameValue(candidate, value))
    return index === -1 ? known.push(value) - 1 : index
  }
  const merged: ConfigValue[] = []
  for (const part of diff3Merge(ours.map(numberOf), base.map(numberOf), theirs.map(numberOf))) {
    if (part.ok === undefined) throw new Collision()
    for (const index of part.ok) merged.push(known[index] ?? null)
  }
  return merged
}
