import type { YamlItem } from './yaml-node.ts'
import { columnOf, lineStart } from './yaml-writing.ts'

/** The whole lines an item takes, with the comment lines right above it that stand in its column. */
export interface ItemLines {
  readonly start: number
  readonly end: number
  /** Where the first of its comments begins, or it itself. */
  readonly contentStart: number
}

/** Whether nothing but spaces stands before an item on its line. */
export function startsItsLine(text: string, { range }: YamlItem): boolean {
  return /^\uFEFF?[ \t]*$/.test(text.slice(lineStart(text, range.start), range.start))
}

/** The lines of a block item; comments above count down to the end of the item before it, or to `floor`. */
export function itemLines(text: string, item: YamlItem, previous: YamlItem | null, floor = 0): ItemLines {
  const column = columnOf(text, item.range.start)
  const lowest = previous === null ? floor : lineEnd(text, previous.range.end).offset
  let start = lineStart(text, item.range.start)
  let contentStart = item.range.start
  while (start > lowest) {
    const above = lineStart(text, start - 1)
    const line = text.slice(above, start)
    const indent = line.search(/\S/)
    if (above < lowest || line[indent] !== '#' || indent !== column) break
    start = above
    contentStart = above + indent
  }
  return { start, end: lineEnd(text, item.range.end).offset, contentStart }
}

/** With one of the blank lines around, where removing would leave two of them, or one at the end. */
export function withGap(text: string, { start, end }: Pick<ItemLines, 'start' | 'end'>) {
  const before = /(?:^|\n)([ \t]*\r?\n)$/.exec(text.slice(0, start))?.[1]
  const isBlankBehind = /^[ \t]*(?:\r?\n|$)/.test(text.slice(end))
  return before !== undefined && isBlankBehind ? { start: start - before.length, end } : { start, end }
}

/** Where the line of an offset ends, behind its line break; an offset at the start of a line behind a block ends it. */
export function lineEnd(
  text: string,
  offset: number,
): { readonly offset: number; readonly isBroken: boolean } {
  if (offset > 0 && text[offset - 1] === '\n') return { offset, isBroken: true }
  const at = text.indexOf('\n', offset)
  return at === -1 ? { offset: text.length, isBroken: false } : { offset: at + 1, isBroken: true }
}
