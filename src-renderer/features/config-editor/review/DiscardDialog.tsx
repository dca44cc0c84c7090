import { useMemo } from 'react'

import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { changedLines, changedLinesWord } from './changed-lines.ts'

interface DiscardDialogProps {
  /** The file's. */
  readonly name: string
  readonly draft: { readonly savedText: string; readonly text: string; discard(): void }
  readonly onClose: () => void
}

/** Asks before a draft goes back to its file. */
export function DiscardDialog({ name, draft, onClose }: DiscardDialogProps) {
  const lines = useMemo(() => changedLinesWord(changedLines(draft.savedText, draft.text)), [draft])
  const discard = (): void => {
    draft.discard()
    onClose()
  }
  return (
    <ConfirmDialog
      title="Discard your changes?"
      description={`${lines}. The draft goes back to ${name} as it was read; Undo brings your changes back.`}
      action="Discard changes"
      onConfirm={discard}
      onClose={onClose}
    />
  )
}
