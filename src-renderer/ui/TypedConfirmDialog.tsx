import { type FormEvent, type ReactNode, useId, useState } from 'react'

import type { AppError } from '#shared/app-error.ts'

import { errorOf } from '../app/bridge.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorCard } from './ErrorCard.tsx'
import { TextField } from './TextField.tsx'
import styles from './TypedConfirmDialog.module.css'

interface TypedConfirmDialogProps {
  readonly title: string
  /** What is lost. */
  readonly children: ReactNode
  /** What has to be typed. */
  readonly word: string
  /** What `word` is, such as "the key’s alias". */
  readonly wordName: string
  readonly action: string
  /** Does it; what it throws is shown and the dialog stays. */
  readonly onConfirm: () => Promise<void>
  readonly onClose: () => void
}

/** Asks before something goes that cannot be brought back: the name of it has to be typed. */
export function TypedConfirmDialog(props: TypedConfirmDialogProps) {
  const { title, children, word, wordName, action, onConfirm, onClose } = props
  const formId = useId()
  const [typed, setTyped] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const isRight = typed.trim() === word

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!isRight || isBusy) return
    setBusy(true)
    setError(null)
    try {
      await onConfirm()
      onClose()
    } catch (cause) {
      setError(errorOf(cause))
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={title}
      open
      staysOnOutsideClick
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" type="submit" form={formId} busy={isBusy} disabled={!isRight}>
            {action}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles['form']} noValidate onSubmit={(event) => void submit(event)}>
        <div className={styles['text']}>{children}</div>
        <TextField
          label={`Type ${wordName} to confirm`}
          hint={<span className={styles['word']}>{word}</span>}
          value={typed}
          data-autofocus=""
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {error !== null && <ErrorCard error={error} />}
      </form>
    </Dialog>
  )
}
