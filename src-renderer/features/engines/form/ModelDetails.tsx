import { isConfigObject } from '#shared/config-document/config-value.ts'
import type { ModelInFile } from '#shared/engine-config/providers-in-file.ts'

import { ApiField } from './ApiField.tsx'
import { CompatFields } from './CompatFields.tsx'
import { Disclosure } from './Disclosure.tsx'
import { DraftNumberField } from './DraftNumberField.tsx'
import { DraftSelect, onOff } from './DraftSelect.tsx'
import { DraftTextField } from './DraftTextField.tsx'
import { expandedKey } from './expanded-store.ts'
import { FieldProblems } from './FieldProblems.tsx'
import fields from './fields.module.css'
import { useForm } from './form-context.ts'
import { HeadersField } from './HeadersField.tsx'
import { InputKinds } from './InputKinds.tsx'
import styles from './ModelDetails.module.css'
import { ModelIdField } from './ModelIdField.tsx'

interface ModelDetailsProps {
  readonly providerId: string
  readonly model: ModelInFile
}

const costs = [
  { key: 'input', label: 'Input' },
  { key: 'output', label: 'Output' },
  { key: 'cacheRead', label: 'Cache read' },
  { key: 'cacheWrite', label: 'Cache write' },
] as const

/** Every field of a model. What is left empty shows what the engine takes then. */
export function ModelDetails({ providerId, model }: ModelDetailsProps) {
  const { engine } = useForm()
  const { path, entry } = model
  const cost = isConfigObject(entry['cost']) ? entry['cost'] : {}
  const rare = ['headers', 'compat'].filter((key) => entry[key] !== undefined)
  return (
    <div className={styles['details']}>
      <FieldProblems path={path} />
      <div className={fields['grid']}>
        <ModelIdField providerId={providerId} model={model} />
        <DraftTextField label="Name" path={[...path, 'name']} value={entry['name']} isRequired />
      </div>
      <div className={fields['narrow']}>
        <DraftNumberField
          label="Context window"
          path={[...path, 'contextWindow']}
          value={entry['contextWindow']}
          placeholder="200000"
          hint="Tokens. Below 16,000 the engine refuses."
        />
        <DraftNumberField
          label="Max output"
          path={[...path, 'maxTokens']}
          value={entry['maxTokens']}
          placeholder="8192"
          hint="Tokens, at most the window."
        />
        <DraftSelect
          label="Reasoning"
          path={[...path, 'reasoning']}
          value={entry['reasoning']}
          options={onOff}
          unset="Off"
        />
        <InputKinds path={[...path, 'input']} value={entry['input']} />
      </div>
      <fieldset>
        <legend className={fields['label']}>Price in USD for a million tokens</legend>
        <div className={fields['quarters']}>
          {costs.map(({ key, label }) => (
            <DraftNumberField
              key={key}
              label={label}
              path={[...path, 'cost', key]}
              value={cost[key]}
              placeholder="0"
              allowsZero
            />
          ))}
        </div>
        <FieldProblems path={[...path, 'cost']} />
      </fieldset>
      <Disclosure
        label="API, headers and compatibility"
        note={[...(entry['api'] === undefined ? [] : ['api']), ...rare].join(', ') || null}
        expandedKey={`${expandedKey(engine.id, path)} more`}
      >
        <div className={fields['grid']}>
          <ApiField path={[...path, 'api']} value={entry['api']} unset="As the provider" />
        </div>
        <HeadersField path={[...path, 'headers']} value={entry['headers']} />
        <CompatFields path={[...path, 'compat']} value={entry['compat']} />
      </Disclosure>
    </div>
  )
}
