import type { ConfigValue } from './config-edit.ts'
import { isSameValue } from './config-value.ts'
import { matchLists } from './list-match.ts'

/** One change of a list; its indexes are those at its turn. */
export type ListChange =
  | { readonly type: 'delete'; readonly index: number }
  | { readonly type: 'move'; readonly index: number; readonly to: number }
  | { readonly type: 'change'; readonly index: number; readonly value: ConfigValue }
  | { readonly type: 'insert'; readonly index: number; readonly value: ConfigValue }

/**
 * The changes that lead from one list to another, to be made in order. Elements both lists have stay or are moved, never
 * written again, so that their comments live on.
 */
export function listChanges(from: readonly ConfigValue[], to: readonly ConfigValue[]): ListChange[] {
  const limit = Math.min(from.length, to.length)
  let head = 0
  while (head < limit && isSameElement(from, head, to, head)) head += 1
  let tail = 0
  while (tail < limit - head && isSameElement(from, from.length - 1 - tail, to, to.length - 1 - tail))
    tail += 1
  return middleChanges(from.slice(head, from.length - tail), to.slice(head, to.length - tail), head)
}

function isSameElement(
  from: readonly ConfigValue[],
  at: number,
  to: readonly ConfigValue[],
  target: number,
): boolean {
  return isSameValue(from[at] ?? null, to[target] ?? null)
}

/** Deletes, then moves, then changes what stays, then inserts from the front. */
function middleChanges(from: readonly ConfigValue[], to: readonly ConfigValue[], head: number): ListChange[] {
  const targets = matchLists(from, to)
  const sources = new Map<number, number>()
  const changes: ListChange[] = []
  for (let index = from.length - 1; index >= 0; index -= 1) {
    const target = targets[index]
    if (target === undefined) changes.push({ type: 'delete', index: head + index })
    else sources.set(target, index)
  }
  changes.push(
    ...moves(
      targets.filter((target) => target !== undefined),
      head,
    ),
  )
  const kept = [...sources.keys()].sort((one, other) => one - other)
  for (const [index, target] of kept.entries()) {
    if (isSameElement(from, sources.get(target) ?? 0, to, target)) continue
    changes.push({ type: 'change', index: head + index, value: to[target] ?? null })
  }
  for (const [index, value] of to.entries()) {
    if (!sources.has(index)) changes.push({ type: 'insert', index: head + index, value })
  }
  return changes
}

/** Moves that bring numbers into order; the longest run that is in order already stays. */
function moves(numbers: readonly number[], head: number): ListChange[] {
  const placed = new Set(longestIncrease(numbers))
  const current = [...numbers]
  const changes: ListChange[] = []
  for (const number of numbers.filter((each) => !placed.has(each)).sort((one, other) => one - other)) {
    const index = current.indexOf(number)
    current.splice(index, 1)
    const to = current.findLastIndex((other) => other < number && placed.has(other)) + 1
    current.splice(to, 0, number)
    placed.add(number)
    if (index !== to) changes.push({ type: 'move', index: head + index, to: head + to })
  }
  return changes
}

/** A longest run of numbers, not necessarily neighbours, that grow. */
function longestIncrease(numbers: readonly number[]): number[] {
  /** For each length of run the index of the smallest number that can end it. */
  const ends: number[] = []
  const previous: number[] = []
  for (const [index, number] of numbers.entries()) {
    let length = ends.length
    while (length > 0 && (numbers[ends[length - 1] ?? 0] ?? 0) > number) length -= 1
    previous[index] = length === 0 ? -1 : (ends[length - 1] ?? -1)
    ends[length] = index
  }
  const run: number[] = []
  for (let index = ends.at(-1) ?? -1; index !== -1; index = previous[index] ?? -1)
    run.unshift(numbers[index] ?? 0)
  return run
}
