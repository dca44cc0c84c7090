import { type ReactNode, useId } from 'react'

import { classNames } from './class-names.ts'
import styles from './Field.module.css'

/** How a field is called, and what is said of it. */
export interface FieldWords {
  readonly label: string
  /** Leaves the label to screen readers, where something else in sight names the field. */
  readonly isLabelHidden?: boolean | undefined
  readonly hint?: ReactNode | undefined
  /** What is wrong with the value; takes the hint's place. */
  readonly error?: string | null | undefined
}

interface FieldProps extends FieldWords {
  /** The control's; made up when left out. */
  readonly id?: string | undefined
  readonly className?: string | undefined
  /** Draws the control, which takes these attributes. */
  readonly children: (control: {
    readonly id: string
    readonly 'aria-invalid': true | undefined
    readonly 'aria-describedby': string | undefined
  }) => ReactNode
}

/** A control with its label above, and below it a hint or what is wrong. */
export function Field({
  label,
  isLabelHidden = false,
  hint,
  error = null,
  id: givenId,
  className,
  children,
}: FieldProps) {
  const ownId = useId()
  const id = givenId ?? ownId
  const noteId = `${id}-note`
  const note = error ?? hint
  return (
    <div className={classNames(styles['field'], className)}>
      <label htmlFor={id} className={isLabelHidden ? styles['hidden'] : styles['label']}>
        {label}
      </label>
      {children({
        id,
        'aria-invalid': error === null ? undefined : true,
        'aria-describedby': note === undefined ? undefined : noteId,
      })}
      {note !== undefined && (
        <p id={noteId} className={error === null ? styles['hint'] : styles['error']}>
          {note}
        </p>
      )}
    </div>
  )
}
