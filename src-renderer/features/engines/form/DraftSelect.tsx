import type { ReactNode } from 'react'

import type { ConfigPath, ConfigValue } from '#shared/config-document/config-edit.ts'

import { Select } from '../../../ui/Select.tsx'
import { useForm } from './form-context.ts'
import { formPlace } from './form-place.ts'
import { FieldProblems } from './FieldProblems.tsx'

/** A value the engine knows, and how it is shown. */
export interface DraftOption {
  readonly value: ConfigValue
  readonly label: string
}

interface DraftSelectProps {
  readonly label: string
  readonly path: ConfigPath
  readonly value: ConfigValue | undefined
  readonly options: readonly DraftOption[]
  /** The choice that leaves the value out; null when the engine asks for one. */
  readonly unset: string | null
  readonly hint?: ReactNode
}

/** One of the values the engine knows. A value it does not know stays in sight until another is chosen. */
export function DraftSelect({ label, path, value, options, unset, hint }: DraftSelectProps) {
  const { edit, isDisabled } = useForm()
  const isForeign = value !== undefined && !options.some((option) => option.value === value)
  const shown = [
    ...(unset === null && value !== undefined ? [] : [{ value: '', label: unset ?? 'Choose…' }]),
    ...options.map((option) => ({ value: JSON.stringify(option.value), label: option.label })),
    ...(isForeign ? [{ value: JSON.stringify(value), label: `${JSON.stringify(value)} (not known)` }] : []),
  ]
  return (
    <div {...formPlace(path)}>
      <Select
        label={label}
        options={shown}
        value={value === undefined ? '' : JSON.stringify(value)}
        disabled={isDisabled}
        hint={hint}
        onChange={(chosen) => {
          const option = options.find((candidate) => JSON.stringify(candidate.value) === chosen)
          edit(() =>
            option === undefined ? [{ type: 'delete', path }] : [{ type: 'set', path, value: option.value }],
          )
        }}
      />
      <FieldProblems path={path} />
    </div>
  )
}

/** On and off for a switch of the config file. */
export const onOff: readonly DraftOption[] = [
  { value: true, label: 'On' },
  { value: false, label: 'Off' },
]
