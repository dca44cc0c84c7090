import type { ReactNode } from 'react'

import type { ConfigPath, ConfigValue } from '#shared/config-document/config-edit.ts'

import { TextField } from '../../../ui/TextField.tsx'
import { useForm } from './form-context.ts'
import { formPlace } from './form-place.ts'
import { FieldProblems } from './FieldProblems.tsx'
import { parseNumber } from './number-text.ts'
import { useCommittedText } from '../../config-editor/use-committed-text.ts'

interface DraftNumberFieldProps {
  readonly label: string
  readonly path: ConfigPath
  readonly value: ConfigValue | undefined
  /** What the engine takes when there is no value. */
  readonly placeholder?: string
  readonly hint?: ReactNode
  /** Whether 0 is a value; the engine refuses it for sizes. */
  readonly allowsZero?: boolean
  readonly isWhole?: boolean
}

/** A number of the config file; emptied, it goes, and the engine takes its own. */
export function DraftNumberField({
  label,
  path,
  value,
  allowsZero = false,
  isWhole = false,
  ...rest
}: DraftNumberFieldProps) {
  const { edit, isDisabled } = useForm()
  const shown = value === undefined ? '' : typeof value === 'number' ? String(value) : JSON.stringify(value)
  const { error, ...field } = useCommittedText(shown, (text) => {
    if (text.trim() === '') {
      edit(() => [{ type: 'delete', path }])
      return null
    }
    const number = parseNumber(text)
    if (number === null) return 'Write a number, such as 128000 or 128k.'
    if (number < 0 || (number === 0 && !allowsZero)) return allowsZero ? 'Not below 0.' : 'More than 0.'
    if (isWhole && !Number.isInteger(number)) return 'A whole number.'
    edit(() => [{ type: 'set', path, value: number }])
    return null
  })
  return (
    <div {...formPlace(path)}>
      <TextField {...rest} {...field} label={label} error={error} inputMode="decimal" disabled={isDisabled} />
      <FieldProblems path={path} />
    </div>
  )
}
