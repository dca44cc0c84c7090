import { useMemo } from 'react'

import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import type { ReadyEngine } from '../../engines/engine-store.ts'
import { fileName } from '../words.ts'
import { changedLines, changedLinesWord } from './changed-lines.ts'

interface DiscardDialogProps {
  readonly opened: ReadyEngine
  readonly onClose: () => void
}

/** Asks before a draft goes back to its file. */
export function DiscardDialog({ opened: { draft, document }, onClose }: DiscardDialogProps) {
  const lines = useMemo(() => changedLinesWord(changedLines(draft.savedText, draft.text)), [draft])
  const discard = (): void => {
    draft.discard()
    onClose()
  }
  return (
    <Dialog
      title="Discard your changes?"
      description={`${lines}. The draft goes back to ${fileName(document.engine.path)} as it was read; Undo brings your changes back.`}
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
