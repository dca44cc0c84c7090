import { settingOf } from '#shared/routing-file/routing-file.ts'
import { setSetting } from '#shared/routing-file/routing-edits.ts'

import { Select } from '../../../ui/Select.tsx'
import { Switch } from '../../../ui/Switch.tsx'
import { CommittedField } from './committed-field.tsx'
import { numberText, readNumber, readVariable, variableText } from './field-text.ts'
import { FormGroup } from './FormGroup.tsx'
import { notWritten, useRoutingForm } from './routing-context.ts'
import styles from './RoutingForm.module.css'

/** LiteLLM's own words. Source: LiteLLM `RoutingStrategy`. */
const strategies = [
  { value: '', label: 'LiteLLM’s default' },
  { value: 'simple-shuffle', label: 'By turns, weighted' },
  { value: 'least-busy', label: 'The least busy' },
  { value: 'usage-based-routing-v2', label: 'The least used' },
  { value: 'latency-based-routing', label: 'The fastest' },
  { value: 'cost-based-routing', label: 'The cheapest' },
] as const

/** Retries, timeouts, the master key and the database. */
export function ProxySettings() {
  return (
    <>
      <FormGroup title="Retries and timeouts">
        <div className={styles['fields']}>
          <NumberSetting label="Retries" section="litellm_settings" name="num_retries" />
          <NumberSetting
            label="Timeout"
            hint="In seconds, for each request."
            section="litellm_settings"
            name="request_timeout"
          />
          <NumberSetting
            label="Failures before a pause"
            hint="Of one deployment, in a minute."
            section="router_settings"
            name="allowed_fails"
          />
          <NumberSetting label="Pause" hint="In seconds." section="router_settings" name="cooldown_time" />
          <Strategy />
        </div>
      </FormGroup>
      <FormGroup title="Proxy">
        <div className={styles['fields']}>
          <VariableSetting
            label="Variable with the master key"
            name="master_key"
            placeholder="LITELLM_MASTER_KEY"
          />
          <VariableSetting
            label="Variable with the database’s address"
            name="database_url"
            placeholder="DATABASE_URL"
          />
        </div>
        <StoreModels />
      </FormGroup>
    </>
  )
}

interface SettingProps {
  readonly label: string
  readonly hint?: string
  readonly section: 'litellm_settings' | 'router_settings'
  readonly name: string
}

function NumberSetting({ section, name, ...rest }: SettingProps) {
  const { file, edit } = useRoutingForm()
  return (
    <CommittedField
      {...rest}
      value={numberText(settingOf(file.value, section, name))}
      onCommit={(typed) => {
        const read = readNumber(typed)
        if ('error' in read) return read.error
        return edit(setSetting(section, name, read.value)) ? null : notWritten
      }}
    />
  )
}

function VariableSetting({
  label,
  name,
  placeholder,
}: {
  readonly label: string
  readonly name: string
  readonly placeholder: string
}) {
  const { file, edit } = useRoutingForm()
  const { text, hint } = variableText(settingOf(file.value, 'general_settings', name))
  return (
    <CommittedField
      label={label}
      isCode
      placeholder={placeholder}
      hint={hint ?? 'Written as os.environ/NAME.'}
      value={text}
      onCommit={(typed) => {
        const read = readVariable(typed)
        if ('error' in read) return read.error
        return edit(setSetting('general_settings', name, read.value)) ? null : notWritten
      }}
    />
  )
}

function Strategy() {
  const { file, edit } = useRoutingForm()
  const written = settingOf(file.value, 'router_settings', 'routing_strategy')
  const value = typeof written === 'string' ? written : ''
  const known = strategies.some((strategy) => strategy.value === value)
  return (
    <Select<string>
      label="Between deployments of one name"
      options={known ? strategies : [...strategies, { value, label: value }]}
      value={value}
      onChange={(next) => edit(setSetting('router_settings', 'routing_strategy', next === '' ? null : next))}
    />
  )
}

function StoreModels() {
  const { file, edit } = useRoutingForm()
  return (
    <Switch
      label="Models added later are stored in the database"
      checked={settingOf(file.value, 'general_settings', 'store_model_in_db') === true}
      onChange={(isOn) => edit(setSetting('general_settings', 'store_model_in_db', isOn))}
    />
  )
}
