import { type EditorState, type Extension, type Range, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'

/** Marks the part of the text that the form is at; null marks none. */
export const setPlace = StateEffect.define<{ readonly from: number; readonly to: number } | null>({
  map: (place, changes) =>
    place === null ? null : { from: changes.mapPos(place.from), to: changes.mapPos(place.to, 1) },
})

/** Lines of a place that are marked at most; a longer one would be most of the text. */
const maxLines = 200

const part = Decoration.mark({ class: 'cm-place' })
const line = Decoration.line({ class: 'cm-placeLine' })

/** Shows where in the text the form is. */
export function placeMark(): Extension {
  return StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(marks, transaction) {
      const wanted = transaction.effects.findLast((effect) => effect.is(setPlace))
      if (wanted === undefined) return marks.map(transaction.changes)
      return wanted.value === null ? Decoration.none : marksOf(transaction.state, wanted.value)
    },
    provide: (field) => EditorView.decorations.from(field),
  })
}

/** A part of one line, or whole lines. */
function marksOf(state: EditorState, { from, to }: { from: number; to: number }): DecorationSet {
  const first = state.doc.lineAt(from)
  if (to <= first.to) return from === to ? Decoration.none : Decoration.set(part.range(from, to))
  const last = Math.min(state.doc.lineAt(to).number, first.number + maxLines)
  const lines: Range<Decoration>[] = []
  for (let number = first.number; number <= last; number += 1)
    lines.push(line.range(state.doc.line(number).from))
  return Decoration.set(lines)
}
