import type { EngineFile } from '#shared/engine.ts'

import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
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
    <ConfirmDialog
      title={`Take ${engine.name} off the list?`}
      description={
        isDirty
          ? `Your unsaved changes go. The file ${engine.displayPath} itself stays as it is.`
          : `The file ${engine.displayPath} itself stays as it is.`
      }
      action="Take it off"
      isDangerous={isDirty}
      onConfirm={forget}
      onClose={onClose}
    />
  )
}
