import { useMemo } from 'react'

import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
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
    <Dialog
      title="Discard your changes?"
      description={`${lines}. The draft goes back to ${name} as it was read; Undo brings your changes back.`}
      size="small"
      open
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" onClick={discard}>
            Discard changes
          </Button>
        </>
      }
    />
  )
}
