/** A source of repeatable numbers: the same seed gives the same sequence. */
export interface SeededRandom {
  /** The next number, at least 0 and below 1. */
  next(): number
  /** A whole number, at least 0 and below `limit`. */
  below(limit: number): number
  /** One of the items, which must not be empty. */
  pick<T>(items: readonly [T, ...T[]]): T
}

/** Starts a sequence from a seed; text is hashed to a number first. */
export function seededRandom(seed: number | string): SeededRandom {
  let state = typeof seed === 'number' ? seed >>> 0 : hashText(seed)

  // mulberry32: small, fast, and good enough to choose words.
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  function below(limit: number): number {
    return Math.floor(next() * limit)
  }

  function pick<T>(items: readonly [T, ...T[]]): T {
    return items[below(items.length)] ?? items[0]
  }

  return { next, below, pick }
}

/** FNV-1a over UTF-16 code units, as an unsigned 32-bit number. */
function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}
