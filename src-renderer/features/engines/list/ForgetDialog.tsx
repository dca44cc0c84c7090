import type { EngineFile } from '#shared/engine.ts'

import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { fileForgotten } from '../engine-store.ts'
import { useOpenedDraft } from '../use-engine.ts'

interface ForgetDialogProps {
  readonly engine: EngineFile
  readonly onClose: () => void
}

/** Asks before a chosen file is taken off the list, since what was not saved of it goes. */
export function ForgetDialog({ engine, onClose }: ForgetDialogProps) {
  const isDirty = useOpenedDraft(engine.id)?.isDirty === true
  const forget = (): void => {
    onClose()
    void fileForgotten(engine)
  }
  return (
    <Dialog
      title={`Take ${engine.name} off the list?`}
      description={
        isDirty
          ? `Your unsaved changes go. The file ${engine.displayPath} itself stays as it is.`
          : `The file ${engine.displayPath} itself stays as it is.`
      }
      size="small"
      open
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant={isDirty ? 'danger' : 'primary'} onClick={forget}>
            Take it off
          </Button>
        </>
      }
    />
  )
}
