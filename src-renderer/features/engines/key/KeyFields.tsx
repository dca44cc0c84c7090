import { useEffect } from 'react'

import type { EngineKeyPlace } from '#shared/engine.ts'
import { GATEWAY_KEY_VARIABLE, GATEWAY_PROVIDER_ID } from '#shared/engine-config/litellm-provider.ts'

import { SegmentedControl } from '../../../ui/SegmentedControl.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { useConnectedGateway } from '../gateway/use-gateway.ts'
import styles from './KeyFields.module.css'
import type { TypedKey } from './typed-key.ts'

interface KeyFieldsProps {
  readonly providerId: string
  readonly value: TypedKey
  /** Where the engine finds a key already, which may stay; null when there is none or it is to be replaced. */
  readonly present: string | null
  readonly place: EngineKeyPlace
  readonly onChange: (key: TypedKey) => void
  readonly onPlace: (place: EngineKeyPlace) => void
}

/** Which key, and where it goes. */
export function KeyFields({ providerId, value, present, place, onChange, onPlace }: KeyFieldsProps) {
  const gateway = useConnectedGateway()?.gateway ?? null
  const hasGatewayKey = gateway?.key.isSet === true
  const isOffered =
    (value.source === 'gateway' && hasGatewayKey) || (value.source === 'present' && present !== null)
  const source = isOffered ? value.source : 'typed'
  useEffect(() => {
    if (source !== value.source) onChange({ ...value, source })
  }, [source, value, onChange])
  return (
    <div className={styles['fields']}>
      <div className={styles['group']}>
        <div className={styles['head']}>
          <span className={styles['label']} aria-hidden="true">
            Which key
          </span>
          {(hasGatewayKey || present !== null) && (
            <SegmentedControl
              label="Which key"
              options={[
                ...(present === null ? [] : [{ value: 'present' as const, label: 'The one it has' }]),
                ...(hasGatewayKey ? [{ value: 'gateway' as const, label: 'The gateway’s' }] : []),
                { value: 'typed', label: 'Another' },
              ]}
              value={source}
              onChange={(next) => onChange({ ...value, source: next })}
            />
          )}
        </div>
        {source === 'present' && <p className={styles['note']}>{present}</p>}
        {source === 'gateway' && (
          <p className={styles['note']}>
            The key Litedesk uses for {gateway?.name}
            {gateway?.key.lastFour != null && `, …${gateway.key.lastFour}`}. It goes from Litedesk’s store
            straight into the file.
          </p>
        )}
        {source === 'typed' && (
          <TextField
            label="LiteLLM key"
            isLabelHidden
            type="password"
            placeholder="sk-…"
            value={value.text}
            hint={gateway !== null && !hasGatewayKey ? `${gateway.name} is used without a key.` : undefined}
            onChange={(event) => onChange({ ...value, text: event.currentTarget.value })}
          />
        )}
      </div>
      <fieldset className={styles['group']} hidden={source === 'present'}>
        <legend className={styles['label']}>Where it goes</legend>
        {places(providerId).map((option) => (
          <label key={option.value} className={styles['option']}>
            <input
              type="radio"
              name="key-place"
              checked={option.value === place}
              onChange={() => onPlace(option.value)}
            />
            <span>
              {option.label}
              <span className={styles['note']}>{option.text}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </div>
  )
}

/** Source: engine config contract §6, "where the API key may live". */
function places(providerId: string) {
  const name = providerId === GATEWAY_PROVIDER_ID ? `As ${GATEWAY_KEY_VARIABLE}` : 'As a variable of its own'
  return [
    {
      value: 'state-env-file',
      label: 'The engine’s .env file',
      text: `${name}; the config file only refers to it. A running engine reads it when it starts again.`,
    },
    {
      value: 'auth-profile',
      label: 'A stored profile',
      text: `As ${providerId}:default of the main agent. It wins over .env and the config file.`,
    },
  ] as const
}
