import type { ReactNode } from 'react'

import { TextField } from '../../../ui/TextField.tsx'
import { type Commit, useCommittedText } from '../../config-editor/use-committed-text.ts'

interface CommittedFieldProps {
  readonly label: string
  readonly value: string
  readonly hint?: ReactNode
  readonly placeholder?: string
  readonly isLabelHidden?: boolean
  readonly isCode?: boolean
  readonly onCommit: Commit
}

/** A line of text that counts when it is finished. */
export function CommittedField({
  value,
  onCommit,
  isCode = false,
  hint,
  placeholder,
  ...rest
}: CommittedFieldProps) {
  const { value: shown, error, ...events } = useCommittedText(value, onCommit)
  return (
    <TextField
      {...rest}
      {...events}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(isCode ? { style: { fontFamily: 'var(--font-mono)' } } : {})}
      hint={hint}
      value={shown}
      error={error}
    />
  )
}
