import { useState } from 'react'

import { Field, type FieldWords } from './Field.tsx'
import styles from './Select.module.css'

export interface SelectOption<Value extends string> {
  readonly value: Value
  readonly label: string
}

interface SelectProps<Value extends string> extends FieldWords {
  readonly options: readonly SelectOption<Value>[]
  readonly value: Value
  readonly disabled?: boolean
  readonly className?: string | undefined
  readonly onChange: (value: Value) => void
}

/** Of more options only the chosen one is drawn before somebody reaches for the field: forms have hundreds of such fields. */
const ALWAYS_DRAWN = 100

/** One of some that need not all be in sight. */
export function Select<Value extends string>({
  options,
  value,
  disabled = false,
  onChange,
  ...field
}: SelectProps<Value>) {
  const [isReached, setReached] = useState(false)
  const reach = (): void => setReached(true)
  const drawn = isReached || options.length <= ALWAYS_DRAWN ? options : chosenOf(options, value)
  return (
    <Field {...field}>
      {(control) => (
        <select
          {...control}
          className={styles['select']}
          value={value}
          disabled={disabled}
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
      )}
    </Field>
  )
}

function chosenOf<Value extends string>(
  options: readonly SelectOption<Value>[],
  value: Value,
): readonly SelectOption<Value>[] {
  const chosen = options.find((option) => option.value === value) ?? options[0]
  return chosen === undefined ? [] : [chosen]
}
