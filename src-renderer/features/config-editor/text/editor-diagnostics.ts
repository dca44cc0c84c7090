import type { Diagnostic } from '@codemirror/lint'

import type { ConfigEdit } from '#shared/config-document/config-edit.ts'

import type { DraftProblem } from '../text-draft.ts'

/**
 * The problems that have a place in the text, as the editor underlines them. `at` turns an offset into a position, `edit`
 * makes a repair; null where none can be made.
 */
export function diagnosticsOf(
  problems: readonly DraftProblem[],
  at: (offset: number) => number,
  edit: ((edits: readonly ConfigEdit[]) => void) | null,
): Diagnostic[] {
  return problems.flatMap(({ range, severity, message, fix }) => {
    if (range === null) return []
    const edits = fix?.edits
    const actions = fix && edits && edit ? [{ name: fix.label, apply: () => edit(edits) }] : []
    return [{ from: at(range.start), to: at(range.end), severity, message, actions }]
  })
}
