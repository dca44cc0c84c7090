import { useId } from 'react'
import type { ComponentProps, ReactNode } from 'react'

import { classNames } from './class-names.ts'
import styles from './TextField.module.css'

interface TextFieldProps extends ComponentProps<'input'> {
  readonly label: string
  /** Leaves the label to screen readers, where something else in sight names the field. */
  readonly isLabelHidden?: boolean
  readonly hint?: ReactNode | undefined
  /** What is wrong with the value; takes the hint's place. */
  readonly error?: string | null
}

/** A labelled line of text. */
export function TextField({
  label,
  isLabelHidden = false,
  hint,
  error = null,
  className,
  id,
  ...rest
}: TextFieldProps) {
  const ownId = useId()
  const inputId = id ?? ownId
  const noteId = `${inputId}-note`
  const note = error ?? hint
  return (
    <div className={classNames(styles['field'], className)}>
      <label htmlFor={inputId} className={isLabelHidden ? styles['hidden'] : styles['label']}>
        {label}
      </label>
      <input
        spellCheck={false}
        autoComplete="off"
        {...rest}
        id={inputId}
        className={styles['input']}
        aria-invalid={error === null ? undefined : true}
        aria-describedby={note === undefined ? undefined : noteId}
      />
      {note !== undefined && (
        <p id={noteId} className={error === null ? styles['hint'] : styles['error']}>
          {note}
        </p>
      )}
    </div>
  )
}
