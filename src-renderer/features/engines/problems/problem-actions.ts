import type { ConfigProblem } from '#shared/engine-config/config-problem.ts'

import type { ConfigDraft } from '../draft/config-draft.ts'
import { editFailed } from '../../config-editor/edit-failure.ts'
import { problemMended } from '../engine-store.ts'
import { hasFormPlace } from '../form/form-place.ts'
import { formPlaceAsked, tabChosen } from '../view-store.ts'

/** Brings the place of a problem into sight: in the form where it has one, else in the text, or in the text at all events. */
export function goToProblem(draft: ConfigDraft, { path, range }: ConfigProblem, isInText: boolean): void {
  const { document } = draft.analyseNow()
  if (!isInText && document !== null && hasFormPlace(path)) {
    formPlaceAsked(path)
    return
  }
  tabChosen('text')
  // The text may only now be drawn.
  if (range !== null) requestAnimationFrame(() => draft.goTo(range.start, range.end))
}

/** Repairs a problem: in the draft where it lies in the file, else where it lies. */
export async function fixProblem(
  engineId: string,
  draft: ConfigDraft,
  { fix }: ConfigProblem,
): Promise<void> {
  if (fix === null) return
  if ('mend' in fix) await problemMended(engineId, fix.mend)
  else editFailed(() => draft.edit(fix.edits))
}
