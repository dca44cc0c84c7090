import { type ReactNode, useState } from 'react'

import type { AppError } from '#shared/app-error.ts'

import { errorOf } from '../app/bridge.ts'
import { ErrorCard } from './ErrorCard.tsx'
import { FormDialog } from './FormDialog.tsx'
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
  const [typed, setTyped] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const isRight = typed.trim() === word

  const submit = async (): Promise<void> => {
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
    <FormDialog
      title={title}
      action={action}
      isDangerous
      isBusy={isBusy}
      isDisabled={!isRight}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={styles['text']}>{children}</div>
      <TextField
        label={`Type ${wordName} to confirm`}
        hint={<span className={styles['word']}>{word}</span>}
        value={typed}
        data-autofocus=""
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {error !== null && <ErrorCard error={error} />}
    </FormDialog>
  )
}
