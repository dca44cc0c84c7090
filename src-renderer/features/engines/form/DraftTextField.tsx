import type { ReactNode } from 'react'

import type { ConfigPath, ConfigValue } from '#shared/config-document/config-edit.ts'

import { TextField } from '../../../ui/TextField.tsx'
import { useForm } from './form-context.ts'
import { formPlace } from './form-place.ts'
import { FieldProblems } from './FieldProblems.tsx'
import { type Commit, useCommittedText } from '../../config-editor/use-committed-text.ts'

interface DraftTextFieldProps {
  readonly label: string
  readonly isLabelHidden?: boolean
  /** Where the value stands. */
  readonly path: ConfigPath
  readonly value: ConfigValue | undefined
  readonly placeholder?: string | undefined
  readonly hint?: ReactNode
  /** Whether the member stays when the field is emptied, since the engine asks for it. */
  readonly isRequired?: boolean
  readonly isCode?: boolean
  readonly className?: string | undefined
  /** What is done with a finished text instead of writing it to the path. */
  readonly onCommit?: Commit
}

/** A text of the config file. */
export function DraftTextField({
  label,
  path,
  value,
  isRequired = false,
  isCode = false,
  onCommit,
  ...rest
}: DraftTextFieldProps) {
  const { edit, isDisabled } = useForm()
  const write: Commit = (text) => {
    edit(() =>
      text.trim() === '' && !isRequired
        ? [{ type: 'delete', path }]
        : [{ type: 'set', path, value: text.trim() }],
    )
    return null
  }
  const isText = value === undefined || typeof value === 'string'
  const { error, ...field } = useCommittedText(
    isText ? (value ?? '') : JSON.stringify(value),
    onCommit ?? write,
  )
  return (
    <div {...formPlace(path)}>
      <TextField
        {...rest}
        {...field}
        label={label}
        error={error}
        disabled={isDisabled || !isText}
        data-code={isCode || undefined}
      />
      <FieldProblems path={path} />
    </div>
  )
}
