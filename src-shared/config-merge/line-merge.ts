import { diff3Merge } from 'node-diff3'

import type { Sides } from './sides.ts'

/** Comparing takes this many steps at most; two ends of a large file that have both changed are not compared by lines. */
const MAX_STEPS = 4_000_000

/** Both sides' changes of a text, line by line; null where they touch the same or neighbouring lines. */
export function mergeLines(sides: Sides<string>): string | null {
  const lines = { base: linesOf(sides.base), ours: linesOf(sides.ours), theirs: linesOf(sides.theirs) }
  const all = [lines.base, lines.ours, lines.theirs] as const
  const start = sharedCount(all, (array, index) => array[index])
  const rest = all.map((array) => array.slice(start))
  const end = sharedCount(rest, (array, index) => array[array.length - 1 - index])
  const [base = [], ours = [], theirs = []] = rest.map((array) => array.slice(0, array.length - end))
  if (base.length * Math.max(ours.length, theirs.length) > MAX_STEPS) return null
  const merged: string[] = lines.base.slice(0, start)
  for (const part of diff3Merge(ours, base, theirs)) {
    if (part.ok === undefined) return null
    for (const line of part.ok) merged.push(line)
  }
  return [...merged, ...lines.base.slice(lines.base.length - end)].join('')
}

/** With their endings, so that a file's own endings stay. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/)
}

function sharedCount(
  arrays: readonly (readonly string[])[],
  at: (array: readonly string[], index: number) => string | undefined,
): number {
  const [first = []] = arrays
  const shortest = Math.min(...arrays.map((array) => array.length))
  let count = 0
  while (count < shortest) {
    const line = at(first, count)
    if (arrays.some((array) => at(array, count) !== line)) break
    count += 1
  }
  return count
}
