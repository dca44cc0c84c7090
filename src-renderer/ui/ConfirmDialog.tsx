import type { ReactNode } from 'react'

import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'

interface ConfirmDialogProps {
  readonly title: string
  /** What follows from it, and whether it can be undone. */
  readonly description: string
  readonly size?: 'small' | 'medium'
  readonly action: string
  /** False where nothing is lost; true when left out. */
  readonly isDangerous?: boolean
  readonly isBusy?: boolean
  readonly onConfirm: () => void | Promise<void>
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** Asks before something goes. */
export function ConfirmDialog({
  size = 'small',
  action,
  isDangerous = true,
  isBusy = false,
  onConfirm,
  onClose,
  ...dialog
}: ConfirmDialogProps) {
  return (
    <Dialog
      {...dialog}
      size={size}
      open
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant={isDangerous ? 'danger' : 'primary'} busy={isBusy} onClick={() => void onConfirm()}>
            {action}
          </Button>
        </>
      }
    />
  )
}
