import type { ConfigValue } from './config-edit.ts'
import { isConfigObject, isSameValue, ownMember } from './config-value.ts'

/**
 * For each element of one list, the index it has in another; undefined for those that are not in it. Equal elements are
 * matched first, then objects that are alike, and when as many are left on both sides, those in order.
 */
export function matchLists(from: readonly ConfigValue[], to: readonly ConfigValue[]): (number | undefined)[] {
  const targets = Array.from<number | undefined>({ length: from.length })
  const free = matchEqual(from, to, targets)
  matchAlike(from, to, targets, free)
  const left = unmatched(targets)
  if (left.length === free.size)
    for (const [order, target] of [...free].entries()) targets[left[order] ?? 0] = target
  return targets
}

/** Returns the indexes of the second list that stay without a match. */
function matchEqual(
  from: readonly ConfigValue[],
  to: readonly ConfigValue[],
  targets: (number | undefined)[],
): Set<number> {
  const places = new Map<string, number[]>()
  for (const [index, value] of from.entries()) {
    const text = JSON.stringify(value)
    const same = places.get(text)
    if (same === undefined) places.set(text, [index])
    else same.push(index)
  }
  const free = new Set<number>()
  for (const [target, value] of to.entries()) {
    const candidates = places.get(JSON.stringify(value)) ?? []
    // JSON writes NaN and the infinities as null, and -0 as 0.
    const place = candidates.findIndex((index) => isSameValue(from[index] ?? null, value))
    const [index] = place === -1 ? [] : candidates.splice(place, 1)
    if (index === undefined) free.add(target)
    else targets[index] = target
  }
  return free
}

function matchAlike(
  from: readonly ConfigValue[],
  to: readonly ConfigValue[],
  targets: (number | undefined)[],
  free: Set<number>,
): void {
  const left = unmatched(targets)
  if (left.length * free.size > MAX_COMPARISONS) return
  const pairs = left.flatMap((index) =>
    [...free].map((target) => ({ index, target, likeness: likeness(from[index], to[target]) })),
  )
  for (const { index, target } of pairs
    .filter((pair) => pair.likeness >= ALIKE)
    .sort((one, other) => other.likeness - one.likeness)) {
    if (targets[index] === undefined && free.delete(target)) targets[index] = target
  }
}

/** Share of members two objects have in common; the first member counts half, as objects of lists begin with their name. */
function likeness(one: ConfigValue | undefined, other: ConfigValue | undefined): number {
  if (!isConfigObject(one) || !isConfigObject(other)) return 0
  const keys = Object.keys(one)
  const same = keys.filter((key) => {
    const member = ownMember(other, key)
    return member !== undefined && isSameValue(member, ownMember(one, key) ?? null)
  })
  const share = same.length / Math.max(keys.length, Object.keys(other).length, 1)
  return share + (keys[0] !== undefined && keys[0] === same[0] ? ALIKE : 0)
}

function unmatched(targets: readonly (number | undefined)[]): number[] {
  return [...targets.keys()].filter((index) => targets[index] === undefined)
}

const ALIKE = 0.5

/** Longer lists of new elements are matched in order only. */
const MAX_COMPARISONS = 10_000
