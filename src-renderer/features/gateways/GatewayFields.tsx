import type { Gateway } from '#shared/gateway.ts'

import { useAppState } from '../../app/app-store.ts'
import { TextField } from '../../ui/TextField.tsx'
import type { FormErrors, GatewayForm } from './gateway-form.ts'
import styles from './GatewayFields.module.css'
import { KeyField } from './KeyField.tsx'

interface GatewayFieldsProps {
  readonly form: GatewayForm
  /** The gateway that is being changed; null for a new one. */
  readonly gateway: Gateway | null
  readonly errors: FormErrors
  readonly onChange: (changes: Partial<GatewayForm>) => void
}

/** The fields of a gateway, without a form around them. */
export function GatewayFields({ form, gateway, errors, onChange }: GatewayFieldsProps) {
  const keyStore = useAppState((state) => state.keyStore)
  const hasEnvironmentKey = useAppState((state) => state.hasEnvironmentKey)
  return (
    <div className={styles['fields']}>
      <TextField
        label="Address"
        inputMode="url"
        placeholder="http://localhost:4000"
        maxLength={2048}
        value={form.baseUrl}
        error={errors.baseUrl}
        onChange={(event) => onChange({ baseUrl: event.currentTarget.value })}
      />
      <KeyField
        form={form}
        gateway={gateway}
        keyStore={keyStore}
        hasEnvironmentKey={hasEnvironmentKey}
        error={errors.key}
        onChange={onChange}
      />
      <TextField
        label="Name"
        placeholder="Optional, such as “Work”"
        maxLength={80}
        value={form.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
    </div>
  )
}
