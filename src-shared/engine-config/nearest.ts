/**
 * The candidate that is most likely meant by a misspelt word; null when none is like it. At most a quarter of the longer
 * one's letters may differ, and one always may; case does not count.
 */
export function nearestOf(word: string, candidates: Iterable<string>): string | null {
  let nearest: string | null = null
  let least = Number.POSITIVE_INFINITY
  for (const candidate of candidates) {
    const limit = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 4))
    if (Math.abs(word.length - candidate.length) > limit) continue
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance <= limit && distance < least) {
      nearest = candidate
      least = distance
    }
  }
  return nearest
}

/** Letters put in, left out, changed or swapped with their neighbour on the way from one word to the other. */
export function editDistance(word: string, other: string): number {
  const [first, second] = differingParts(word, other)
  let beforeLast: number[] = []
  let last = Array.from({ length: second.length + 1 }, (_, index) => index)
  for (let row = 1; row <= first.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= second.length; column += 1) {
      const isSame = first[row - 1] === second[column - 1]
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      )
      const isSwap = first[row - 1] === second[column - 2] && first[row - 2] === second[column - 1]
      if (row > 1 && column > 1 && isSwap) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1)
      current.push(cost)
    }
    beforeLast = last
    last = current
  }
  return last[second.length] ?? 0
}

/** What is left of two words without the beginning and the end they share, which cost nothing. */
function differingParts(word: string, other: string): [string, string] {
  const shorter = Math.min(word.length, other.length)
  let start = 0
  while (start < shorter && word[start] === other[start]) start += 1
  let end = 0
  while (end < shorter - start && word.at(-1 - end) === other.at(-1 - end)) end += 1
  return [word.slice(start, word.length - end), other.slice(start, other.length - end)]
}
