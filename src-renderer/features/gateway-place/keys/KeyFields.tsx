import { budgetDurations, keyLifetimes } from '#shared/duration.ts'
import type { VirtualKey } from '#shared/virtual-key.ts'

import { TextField } from '../../../ui/TextField.tsx'
import { useCatalogue } from '../catalogue.ts'
import fields from '../fields.module.css'
import { DurationField } from './DurationField.tsx'
import { KEEP, type KeyForm, type KeyFormErrors } from './key-form.ts'
import { ModelTicks } from './ModelTicks.tsx'

interface KeyFieldsProps {
  readonly form: KeyForm
  /** The key that is changed; null for a new one. */
  readonly virtualKey: VirtualKey | null
  readonly errors: KeyFormErrors
  readonly onChange: (changes: Partial<KeyForm>) => void
}

const noModels: readonly never[] = []

/** Everything that can be decided about a virtual key. */
export function KeyFields({ form, virtualKey, errors, onChange }: KeyFieldsProps) {
  const groups = useCatalogue((reading) => reading.value?.groups ?? noModels)
  const text = (
    field: 'alias' | 'maxBudget' | 'tpmLimit' | 'rpmLimit' | 'parallelLimit' | 'userId' | 'teamId',
    label: string,
    placeholder: string,
    hint?: string,
  ) => (
    <TextField
      label={label}
      placeholder={placeholder}
      hint={hint}
      error={errors[field] ?? null}
      value={form[field]}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
    />
  )
  return (
    <>
      {text('alias', 'Alias', 'team-web', 'What the key is known by, in lists and in spend logs.')}
      <ModelTicks
        names={groups.map(({ name }) => name)}
        isConfined={form.isConfined}
        ticked={form.models}
        error={errors.models ?? null}
        onChange={onChange}
      />
      <div className={fields['grid']}>
        {text('maxBudget', 'Budget, US dollars', 'No limit')}
        <DurationField
          label="Budget begins anew"
          presets={budgetDurations}
          others={periodChoices(virtualKey)}
          value={form.budgetDuration}
          hint={form.maxBudget.trim() === '' ? 'Matters with a budget only.' : undefined}
          error={errors.budgetDuration ?? null}
          onChange={(budgetDuration) => onChange({ budgetDuration })}
        />
      </div>
      <div className={fields['three']}>
        {text('tpmLimit', 'Tokens / minute', 'No limit')}
        {text('rpmLimit', 'Requests / minute', 'No limit')}
        {text('parallelLimit', 'Requests at one time', 'No limit')}
      </div>
      <div className={fields['three']}>
        <DurationField
          label="Lifetime"
          presets={keyLifetimes}
          others={virtualKey === null ? [forEver] : [{ value: KEEP, label: 'As it is' }, forEver]}
          value={form.lifetime}
          hint={virtualKey === null ? undefined : 'Counted from now.'}
          error={errors.lifetime ?? null}
          onChange={(lifetime) => onChange({ lifetime })}
        />
        {text('userId', 'User id', 'Nobody')}
        {text('teamId', 'Team id', 'None')}
      </div>
    </>
  )
}

const forEver = { value: '', label: 'For ever' }

/** A word that only the gateway knows, such as `monthly`, can stay; it is never offered for a new key. */
function periodChoices(
  key: VirtualKey | null,
): readonly { readonly value: string; readonly label: string }[] {
  const never = { value: '', label: 'Never' }
  const present = key?.budgetDuration ?? null
  const isPreset = budgetDurations.some((preset) => preset === present)
  return present === null || present === '' || isPreset
    ? [never]
    : [never, { value: present, label: `As it is: ${present}` }]
}
