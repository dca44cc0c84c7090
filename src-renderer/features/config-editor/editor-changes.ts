import { type ChangeSet, Text } from '@codemirror/state'

import { type LineBreak, positionAt } from './line-breaks.ts'
import { textChanges } from './text-changes.ts'

/** A piece of an editor's document replaced. */
export interface EditorChange {
  readonly from: number
  readonly to: number
  readonly insert: Text
}

/** The changes that turn an editor's document into a text. */
export function changesTo(doc: Text, text: string, lineBreak: LineBreak): readonly EditorChange[] {
  const before = doc.sliceString(0, undefined, lineBreak)
  return textChanges(before, text).map(({ from, to, insert }) => ({
    from: positionAt(doc, from, lineBreak),
    to: positionAt(doc, to, lineBreak),
    insert: Text.of(insert.split(lineBreak)),
  }))
}

/** Whether two sets of changes of a document touch the same line or neighbouring ones. */
export function areNear(doc: Text, changes: readonly EditorChange[], others: ChangeSet): boolean {
  return changes.some(({ from, to }) => {
    const start = doc.line(Math.max(1, doc.lineAt(from).number - 1)).from
    const end = doc.line(Math.min(doc.lines, doc.lineAt(to).number + 1)).to
    return others.touchesRange(start, end) !== false
  })
}

/** Where the first of some changes is in the document they lead to; null when there are none. */
export function firstChanged(changes: ChangeSet): number | null {
  let place: number | null = null
  changes.iterChangedRanges((_fromA, _toA, fromB) => {
    place ??= fromB
  })
  return place
}
