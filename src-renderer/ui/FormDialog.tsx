import { type ReactNode, useId } from 'react'

import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import styles from './FormDialog.module.css'

interface FormDialogProps {
  readonly title: string
  readonly description?: ReactNode
  readonly size?: 'small' | 'medium' | 'large'
  /** What the button says that submits the form. */
  readonly action: string
  readonly isDangerous?: boolean
  readonly isBusy?: boolean
  readonly isDisabled?: boolean
  readonly onSubmit: () => void | Promise<void>
  readonly onClose: () => void
  /** The form's fields, one below the other. */
  readonly children: ReactNode
}

/** A dialog that is a form: it is left by Cancel or sent by its one other button. A click beside it keeps what was typed. */
export function FormDialog({
  action,
  isDangerous = false,
  isBusy = false,
  isDisabled = false,
  onSubmit,
  onClose,
  children,
  ...dialog
}: FormDialogProps) {
  const formId = useId()
  return (
    <Dialog
      {...dialog}
      open
      staysOnOutsideClick
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant={isDangerous ? 'danger' : 'primary'}
            type="submit"
            form={formId}
            busy={isBusy}
            disabled={isDisabled}
          >
            {action}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          void onSubmit()
        }}
      >
        {children}
      </form>
    </Dialog>
  )
}
