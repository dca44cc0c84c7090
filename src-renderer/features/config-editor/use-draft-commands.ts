import { flushSync } from 'react-dom'

import { useShortcut } from '../../app/shortcuts.ts'
import { useSnapshot } from './file-desk.ts'
import type { EditedDraft } from './text-draft.ts'

/** Keys for what every editor of a config file can do. Answers with the way to its review, which begins only where there are changes. */
export function useDraftCommands(
  scope: 'engine' | 'routing',
  draft: EditedDraft,
  onReview: () => void,
): () => void {
  const { canUndo, canRedo } = useSnapshot(draft)
  const review = (): void => {
    finishFields()
    if (draft.snapshot.isDirty) onReview()
  }
  useShortcut(`${scope}.review`, 'Mod+S', 'Review and save changes', review)
  useShortcut(`${scope}.undo`, 'Mod+Z', 'Undo', () => draft.undo(), canUndo)
  useShortcut(`${scope}.redo`, 'Mod+Shift+Z', 'Redo', () => draft.redo(), canRedo)
  return review
}

/** Leaves the field that has the focus, so that what was typed into it counts. */
function finishFields(): void {
  const { activeElement } = document
  if (activeElement instanceof HTMLInputElement) flushSync(() => activeElement.blur())
}
