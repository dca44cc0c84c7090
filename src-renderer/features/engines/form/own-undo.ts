import type { KeyboardEvent } from 'react'

import { matchesCombo } from '../../../ui/key-combo.ts'

/** Leaves undo and redo to a field whose text is no part of the draft. */
export function keepOwnUndo(event: KeyboardEvent): void {
  const { platform } = window.bridge
  const isOwn = ['Mod+Z', 'Mod+Shift+Z', 'Mod+Y'].some((combo) => matchesCombo(combo, event, platform))
  if (isOwn) event.stopPropagation()
}
