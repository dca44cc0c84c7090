import { Search, X } from 'lucide-react'
import type { KeyboardEvent, Ref } from 'react'

import { IconButton } from './IconButton.tsx'
import styles from './SearchField.module.css'

interface SearchFieldProps {
  /** The accessible name, also what stands in the empty field. */
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
  readonly ref?: Ref<HTMLInputElement>
}

/** A field that narrows down what is shown below it. Escape empties it. */
export function SearchField({ label, value, onChange, onKeyDown, ref }: SearchFieldProps) {
  return (
    <div className={styles['search']}>
      <Search aria-hidden="true" />
      <input
        ref={ref}
        type="text"
        className={styles['field']}
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.preventDefault()
            onChange('')
          } else onKeyDown?.(event)
        }}
      />
      {value !== '' && (
        <IconButton label="Clear the search" size="small" onClick={() => onChange('')}>
          <X aria-hidden="true" />
        </IconButton>
      )}
    </div>
  )
}
