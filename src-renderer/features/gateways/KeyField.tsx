import { useId } from 'react'

import type { KeyStore } from '#shared/app-state.ts'
import type { Gateway } from '#shared/gateway.ts'

import { SegmentedControl } from '../../ui/SegmentedControl.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { keyModes } from './gateway-form.ts'
import type { FallbackStore, GatewayForm, KeyMode } from './gateway-form.ts'
import { maskedKey } from './key-state.ts'
import styles from './KeyField.module.css'

interface KeyFieldProps {
  readonly form: GatewayForm
  /** The gateway that is being changed; null for a new one. */
  readonly gateway: Gateway | null
  readonly keyStore: KeyStore
  readonly hasEnvironmentKey: boolean
  readonly error: string | null
  readonly onChange: (changes: Partial<GatewayForm>) => void
}

/** Where a gateway's key comes from and, for a pasted one, where it goes. */
export function KeyField({ form, gateway, keyStore, hasEnvironmentKey, error, onChange }: KeyFieldProps) {
  const labels: Record<KeyMode, string> = {
    keep: `Keep ${gateway === null ? '' : maskedKey(gateway.key)}`.trim(),
    paste: gateway?.key.isSet === true ? 'New key' : 'Paste a key',
    environment: 'From environment',
    none: 'No key',
  }
  return (
    <div className={styles['field']}>
      <div className={styles['head']}>
        <span className={styles['label']} aria-hidden="true">
          Key
        </span>
        <SegmentedControl
          label="Key"
          options={keyModes(gateway, hasEnvironmentKey).map((value) => ({ value, label: labels[value] }))}
          value={form.keyMode}
          onChange={(keyMode) => onChange({ keyMode })}
        />
      </div>
      {form.keyMode === 'paste' ? (
        <>
          <TextField
            label="LiteLLM key"
            isLabelHidden
            type="password"
            placeholder="sk-…"
            value={form.key}
            error={error}
            hint={keyStore === 'none' ? undefined : 'Encrypted with your system’s key store.'}
            onChange={(event) => onChange({ key: event.currentTarget.value })}
          />
          {keyStore === 'none' && (
            <FallbackChoice
              value={form.fallbackStore}
              onChange={(fallbackStore) => onChange({ fallbackStore })}
            />
          )}
        </>
      ) : (
        <p className={styles['note']}>{modeNote(form.keyMode, hasEnvironmentKey)}</p>
      )}
    </div>
  )
}

function modeNote(mode: Exclude<KeyMode, 'paste'>, hasEnvironmentKey: boolean): string {
  if (mode === 'keep') return 'The key stays as it is.'
  if (mode === 'none') return 'For gateways that run without a master key.'
  return hasEnvironmentKey
    ? 'LITELLM_API_KEY found in the environment. It is used from memory and never stored.'
    : 'LITELLM_API_KEY is not set in Litedesk’s environment at the moment.'
}

interface FallbackChoiceProps {
  readonly value: FallbackStore
  readonly onChange: (value: FallbackStore) => void
}

/** What to do with a pasted key where the system has no key store; nothing weak happens unasked. */
function FallbackChoice({ value, onChange }: FallbackChoiceProps) {
  const name = useId()
  return (
    <fieldset className={styles['fallback']}>
      <legend className={styles['legend']}>This computer offers no key store</legend>
      {fallbacks.map((fallback) => (
        <div key={fallback.value} className={styles['option']}>
          <input
            id={`${name}-${fallback.value}`}
            type="radio"
            name={name}
            className={styles['radio']}
            checked={fallback.value === value}
            aria-describedby={`${name}-${fallback.value}-text`}
            onChange={() => onChange(fallback.value)}
          />
          <div>
            <label htmlFor={`${name}-${fallback.value}`}>{fallback.label}</label>
            <p id={`${name}-${fallback.value}-text`} className={styles['optionText']}>
              {fallback.text}
            </p>
          </div>
        </div>
      ))}
    </fieldset>
  )
}

const fallbacks: readonly {
  readonly value: FallbackStore
  readonly label: string
  readonly text: string
}[] = [
  { value: 'session', label: 'Keep until I quit', text: 'In memory only; you paste it again next time.' },
  {
    value: 'weak-store',
    label: 'Store with weak protection',
    text: 'The key is encrypted with a key kept in a file next to it, so anyone who can read your files can read it.',
  },
]
