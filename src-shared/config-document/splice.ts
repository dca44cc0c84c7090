/** Replaces a piece of a text. Offsets are those of the text before. */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Makes changes that do not overlap, in any order. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  let result = ''
  let at = 0
  for (const splice of splices.toSorted((one, other) => one.start - other.start)) {
    result += text.slice(at, splice.start) + splice.text
    at = splice.end
  }
  return result + text.slice(at)
}
