import { type FormEvent, useState } from 'react'

import type { EngineKeyPlace } from '#shared/engine.ts'
import type { KeyHandOver } from '#shared/virtual-key.ts'

import { Button } from '../../../ui/Button.tsx'
import { Select } from '../../../ui/Select.tsx'
import { useDriftReport } from '../drift-report.ts'
import styles from './HandOverForm.module.css'

interface ForEngineProps {
  readonly baseUrl: string
  readonly isBusy: boolean
  readonly onHandOver: (wish: Extract<KeyHandOver, { to: 'engine' }>) => void
}

const places: readonly { readonly value: EngineKeyPlace; readonly label: string; readonly hint: string }[] = [
  {
    value: 'state-env-file',
    label: 'The engine’s .env file',
    hint: 'The config file only refers to it. A running engine reads it when it starts again.',
  },
  {
    value: 'auth-profile',
    label: 'A stored profile',
    hint: 'Of the main agent. It wins over .env and the config file.',
  },
]

/** Stores a new key for a provider, in an engine's file, that points at this gateway. */
export function ForEngine({ baseUrl, isBusy, onHandOver }: ForEngineProps) {
  const engines = useDriftReport((reading) => reading.value?.engines)
  const targets = (engines ?? []).flatMap(({ engineId, engineName, providerIds }) =>
    providerIds.map((providerId) => ({
      value: JSON.stringify([engineId, providerId]),
      label: `${engineName}: ${providerId}`,
      engineId,
      providerId,
    })),
  )
  const [value, setValue] = useState(targets[0]?.value ?? '')
  const [place, setPlace] = useState<EngineKeyPlace>('state-env-file')
  const target = targets.find((one) => one.value === value) ?? targets[0]
  if (target === undefined)
    return (
      <p className={styles['none']}>
        No engine’s file has a provider at {baseUrl}. Add a model of this gateway to an engine first; its key
        can be stored in Engines later.
      </p>
    )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!isBusy) onHandOver({ to: 'engine', engineId: target.engineId, providerId: target.providerId, place })
  }
  return (
    <form className={styles['form']} aria-label="Store for an engine" noValidate onSubmit={submit}>
      <Select label="Engine and provider" options={targets} value={target.value} onChange={setValue} />
      <Select
        label="Where it goes"
        options={places}
        value={place}
        hint={places.find((one) => one.value === place)?.hint}
        onChange={setPlace}
      />
      <div>
        <Button type="submit" variant="primary" size="small" busy={isBusy}>
          Store the key
        </Button>
      </div>
    </form>
  )
}
