import type { TextPlace } from '../engine.ts'

const LINE_BREAK = /\r\n?|\n/g

/** Finds places in one text, as `placeAt` does, without reading it anew each time. */
export function lineIndex(text: string): (offset: number) => TextPlace {
  let starts: readonly number[] | null = null
  return (offset) => {
    starts ??= [0, ...Array.from(text.matchAll(LINE_BREAK), ({ 0: whole, index }) => index + whole.length)]
    const line = lastAtOrBefore(starts, offset)
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 }
  }
}

/** The index of the last number that is not above the limit; the numbers ascend. */
function lastAtOrBefore(numbers: readonly number[], limit: number): number {
  let low = 0
  let high = numbers.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((numbers[middle] ?? 0) <= limit) low = middle
    else high = middle - 1
  }
  return low
}
