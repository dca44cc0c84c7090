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

/** One of some that need not all be in sight. */
export function Select<Value extends string>({
  options,
  value,
  disabled = false,
  onChange,
  ...field
}: SelectProps<Value>) {
  return (
    <Field {...field}>
      {(control) => (
        <select
          {...control}
          className={styles['select']}
          value={value}
          disabled={disabled}
          onChange={({ currentTarget }) => {
            const chosen = options.find((option) => option.value === currentTarget.value)
            if (chosen !== undefined) onChange(chosen.value)
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
