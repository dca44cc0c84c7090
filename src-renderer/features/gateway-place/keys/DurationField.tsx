import { useState } from 'react'

import type { Duration } from '#shared/duration.ts'

import { Select } from '../../../ui/Select.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { durationWords } from '../gateway-format.ts'
import styles from './DurationField.module.css'

interface DurationFieldProps {
  readonly label: string
  readonly presets: readonly Duration[]
  /** Further choices before the presets, such as never. */
  readonly others: readonly { readonly value: string; readonly label: string }[]
  readonly value: string
  readonly hint?: string | undefined
  readonly error: string | null
  readonly onChange: (value: string) => void
}

const OTHER = 'other'

/** A length of time from a list, or typed. */
export function DurationField({ label, presets, others, value, hint, error, onChange }: DurationFieldProps) {
  const isListed = presets.includes(value) || others.some((other) => other.value === value)
  const [isTyping, setTyping] = useState(!isListed)
  return (
    <div className={styles['field']}>
      <Select
        label={label}
        options={[
          ...others,
          ...presets.map((preset) => ({ value: preset, label: durationWords(preset) })),
          { value: OTHER, label: 'Other…' },
        ]}
        value={isTyping ? OTHER : value}
        hint={hint}
        error={isTyping ? null : error}
        onChange={(chosen) => {
          setTyping(chosen === OTHER)
          onChange(chosen === OTHER ? '' : chosen)
        }}
      />
      {isTyping && (
        <TextField
          label={`${label}, as 12h or 30d`}
          isLabelHidden
          placeholder="12h, 30d, 1mo"
          value={value}
          error={error}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </div>
  )
}
