import { Chunk } from '@codemirror/merge'
import { Text } from '@codemirror/state'

import { countOf } from '../words.ts'

/** How many lines a change takes away and how many it puts there. */
export interface ChangedLines {
  readonly removed: number
  readonly added: number
}

/** Longest a comparison may take before it goes by whole stretches, in ms. */
export const compareTimeoutMs = 500

/** Counts the lines that differ between two texts. */
export function changedLines(before: string, after: string): ChangedLines {
  const [left, right] = [textOf(before), textOf(after)]
  const chunks = Chunk.build(left, right, { timeout: compareTimeoutMs })
  return chunks.reduce(
    (sum, { fromA, toA, endA, fromB, toB, endB }) => ({
      removed: sum.removed + linesBetween(left, fromA, toA, endA),
      added: sum.added + linesBetween(right, fromB, toB, endB),
    }),
    { removed: 0, added: 0 },
  )
}

/** "3 lines added, 1 removed", or what else there is to say. */
export function changedLinesWord({ removed, added }: ChangedLines): string {
  if (removed === 0 && added === 0) return 'No line changed'
  if (removed === added) return `${linesWord(added)} changed`
  if (removed === 0) return `${linesWord(added)} added`
  if (added === 0) return `${linesWord(removed)} removed`
  return `${linesWord(added)} added, ${removed.toLocaleString('en-US')} removed`
}

function linesWord(count: number): string {
  return countOf(count, 'line')
}

function textOf(text: string): Text {
  return Text.of(text.split(/\r\n?|\n/))
}

function linesBetween(doc: Text, from: number, to: number, end: number): number {
  return from === to ? 0 : doc.lineAt(end).number - doc.lineAt(from).number + 1
}
