import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { closeWithoutSaving, unsavedNames } from './unsaved-work.ts'

/** Asks what becomes of changes that closing the window would lose. */
export function UnsavedDialog({ onClose }: { readonly onClose: () => void }) {
  const names = new Intl.ListFormat('en').format(unsavedNames())
  return (
    <Dialog
      title="Close without saving?"
      description={`Your changes to ${names} are not saved yet. Closing loses them; the file itself stays as it is.`}
      size="small"
      open
      onClose={onClose}
      footer={
        <>
          <Button variant="danger" onClick={closeWithoutSaving}>
            Close without saving
          </Button>
          <Button variant="primary" data-autofocus="" onClick={onClose}>
            Keep editing
          </Button>
        </>
      }
    />
  )
}
