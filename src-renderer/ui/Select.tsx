import { useId, useState } from 'react'
import type { ReactNode } from 'react'

import { classNames } from './class-names.ts'
import styles from './Select.module.css'

export interface SelectOption<Value extends string> {
  readonly value: Value
  readonly label: string
}

interface SelectProps<Value extends string> {
  readonly label: string
  /** Leaves the label to screen readers, where something else in sight names the field. */
  readonly isLabelHidden?: boolean
  readonly options: readonly SelectOption<Value>[]
  readonly value: Value
  readonly disabled?: boolean
  readonly hint?: ReactNode | undefined
  /** What is wrong with the value; takes the hint's place. */
  readonly error?: string | null
  readonly className?: string | undefined
  readonly onChange: (value: Value) => void
}

/** Of more options only the chosen one is drawn before somebody reaches for the field: forms have hundreds of such fields. */
const ALWAYS_DRAWN = 100

/** One of some that need not all be in sight. */
export function Select<Value extends string>({
  label,
  isLabelHidden = false,
  options,
  value,
  disabled = false,
  hint,
  error = null,
  className,
  onChange,
}: SelectProps<Value>) {
  const id = useId()
  const note = error ?? hint
  const [isReached, setReached] = useState(false)
  const reach = (): void => setReached(true)
  const drawn = isReached || options.length <= ALWAYS_DRAWN ? options : chosenOf(options, value)
  return (
    <div className={classNames(styles['field'], className)}>
      <label htmlFor={id} className={isLabelHidden ? styles['hidden'] : styles['label']}>
        {label}
      </label>
      <select
        id={id}
        className={styles['select']}
        value={value}
        disabled={disabled}
        aria-invalid={error === null ? undefined : true}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onPointerEnter={reach}
        onPointerDown={reach}
        onFocus={reach}
        onChange={({ currentTarget }) => {
          const chosen = options.find((option) => option.value === currentTarget.value)
          if (chosen !== undefined) onChange(chosen.value)
        }}
      >
        {drawn.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {note !== undefined && (
        <p id={`${id}-note`} className={error === null ? styles['hint'] : styles['error']}>
          {note}
        </p>
      )}
    </div>
  )
}

function chosenOf<Value extends string>(
  options: readonly SelectOption<Value>[],
  value: Value,
): readonly SelectOption<Value>[] {
  const chosen = options.find((option) => option.value === value) ?? options[0]
  return chosen === undefined ? [] : [chosen]
}
