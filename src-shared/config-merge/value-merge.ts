import { diff3Merge } from 'node-diff3'

import type { ConfigValue } from '../config-document/config-edit.ts'
import {
  isConfigArray,
  isConfigObject,
  isSameValue,
  ownMember,
  type ConfigObject,
} from '../config-document/config-value.ts'
import { elementIds } from './element-ids.ts'
import type { Sides } from './sides.ts'
import { ValueNumbers } from './value-numbers.ts'

/** A value, or undefined where there is none. */
type Maybe = ConfigValue | undefined
type ConfigList = readonly ConfigValue[]

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

function merge({ base, ours, theirs }: Sides<Maybe>): Maybe {
  if (isSame(ours, theirs) || isSame(base, theirs)) return ours
  if (isSame(base, ours)) return theirs
  if (isConfigObject(ours) && isConfigObject(theirs)) {
    if (isConfigObject(base)) return mergeObjects({ base, ours, theirs })
    // Both have made it where nothing was.
    if (base === undefined) return mergeObjects({ base: {}, ours, theirs })
  }
  if (isConfigArray(base) && isConfigArray(ours) && isConfigArray(theirs))
    return mergeArrays({ base, ours, theirs })
  throw new Collision()
}

function mergeObjects({ base, ours, theirs }: Sides<ConfigObject>): ConfigObject {
  const keys = new Set([...Object.keys(theirs), ...Object.keys(ours)])
  const members: [string, ConfigValue][] = []
  for (const key of keys) {
    const value = merge({
      base: ownMember(base, key),
      ours: ownMember(ours, key),
      theirs: ownMember(theirs, key),
    })
    if (value !== undefined) members.push([key, value])
  }
  return Object.fromEntries(members)
}

function mergeArrays(sides: Sides<ConfigList>): ConfigList {
  const ids = { base: elementIds(sides.base), ours: elementIds(sides.ours), theirs: elementIds(sides.theirs) }
  const { base, ours, theirs } = ids
  if (base !== null && ours !== null && theirs !== null) return mergeByIds(sides, { base, ours, theirs })
  return mergeSequences(sides)
}

/** Lists of models and the like: each element by itself, in an order that keeps the one that was changed. */
function mergeByIds(sides: Sides<ConfigList>, ids: Sides<readonly string[]>): ConfigList {
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

function elementsById(array: ConfigList, ids: readonly string[]): Map<string, ConfigValue> {
  return new Map(array.map((element, index) => [ids[index] ?? '', element]))
}

/** All ids of both sides: the leading side's order, with what only the other has after its neighbour there. */
function mergeOrders({ base, ours, theirs }: Sides<readonly string[]>): string[] {
  const common = new Set(base.filter((id) => ours.includes(id) && theirs.includes(id)))
  const orderOf = (ids: readonly string[]) => JSON.stringify(ids.filter((id) => common.has(id)))
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
function mergeSequences({ base, ours, theirs }: Sides<ConfigList>): ConfigList {
  const values = new ValueNumbers()
  const [ourNumbers, baseNumbers, theirNumbers] = [ours, base, theirs].map((list) => values.numbersOf(list))
  const merged: ConfigValue[] = []
  for (const part of diff3Merge<number>(ourNumbers ?? [], baseNumbers ?? [], theirNumbers ?? [])) {
    if (part.ok === undefined) throw new Collision()
    for (const number of part.ok) merged.push(values.valueOf(number))
  }
  return merged
}

function isSame(one: Maybe, other: Maybe): boolean {
  return one === undefined || other === undefined ? one === other : isSameValue(one, other)
}
