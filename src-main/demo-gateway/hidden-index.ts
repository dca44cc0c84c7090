import type { SeededRandom } from './seeded-random.ts'

/** Indexes are smaller than this. */
export const INDEX_LIMIT = 2 ** 24

/** Odd, so that multiplying by it modulo 2^24 can be undone. */
const SCATTER = 0x9e3779
const GATHER = inverseOf(SCATTER)
const UUID = /[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-([\da-f]{12})/

/** A version 4 UUID that hides an index below INDEX_LIMIT, so that a row can be found by its id without looking at the others. */
export function uuidWith(random: SeededRandom, index: number, mark: number): string {
  const hidden = Math.imul(index, SCATTER) & 0xffffff
  return [
    hex(random.below(2 ** 32), 8),
    hex(random.below(2 ** 16), 4),
    `4${hex(random.below(2 ** 12), 3)}`,
    `8${hex(random.below(2 ** 12), 3)}`,
    `${hex(mark, 2)}${hex(hidden, 6)}${hex(random.below(2 ** 16), 4)}`,
  ].join('-')
}

/** The index an id hides; null for an id that is none of ours. */
export function indexIn(id: string): number | null {
  const digits = UUID.exec(id)?.[1]
  if (digits === undefined) return null
  return Math.imul(Number.parseInt(digits.slice(2, 8), 16), GATHER) & 0xffffff
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}

/** What undoes a multiplication by an odd number modulo 2^24; each step doubles the bits that are right. */
function inverseOf(odd: number): number {
  let inverse = odd
  for (let bits = 3; bits < 24; bits *= 2) inverse = Math.imul(inverse, 2 - Math.imul(odd, inverse))
  return inverse & 0xffffff
}
