import type { Text } from '@codemirror/state'

/** What ends a line in the editor: how a text is split, and joined again without losing a character. */
export type LineBreak = '\n' | '\r\n'

/**
 * The separator that splits a text into lines and gives it back unchanged. A text that mixes line ends is split at `\n`, so
 * that its `\r` stay where they are.
 */
export function lineBreakOf(text: string): LineBreak {
  const isWindows = text.includes('\r\n') && !/(?<!\r)\n|\r(?!\n)/.test(text)
  return isWindows ? '\r\n' : '\n'
}

/** A pasted text with the line ends of the text it goes into. */
export function withLineBreak(text: string, lineBreak: LineBreak): string {
  return text.replaceAll(/\r\n?|\n/g, lineBreak)
}

/** The position in an editor's document of an offset in its text; the editor counts every line break as one. */
export function positionAt(doc: Text, offset: number, lineBreak: LineBreak): number {
  if (lineBreak === '\n') return Math.min(offset, doc.length)
  let first = 1
  let last = doc.lines
  while (first < last) {
    const middle = Math.ceil((first + last) / 2)
    if (offsetAt(doc, doc.line(middle).from, lineBreak) <= offset) first = middle
    else last = middle - 1
  }
  const line = doc.line(first)
  return Math.min(line.to, line.from + offset - offsetAt(doc, line.from, lineBreak))
}

/** The offset in the text of a position in the editor's document. */
export function offsetAt(doc: Text, position: number, lineBreak: LineBreak): number {
  return lineBreak === '\n' ? position : position + doc.lineAt(position).number - 1
}
