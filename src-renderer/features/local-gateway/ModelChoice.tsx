import { ChevronRight } from 'lucide-react'
import { useState } from 'react'

import type { KeyState } from '#shared/gateway.ts'
import type { LocalGateway, LocalModel } from '#shared/local-gateway.ts'

import { useAppState } from '../../app/app-store.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './LocalGateway.module.css'
import { localModel, localProviders, modelsOf, withModel, type LocalProvider } from './providers.ts'
import { SecretField } from './SecretField.tsx'
import { setUp } from './set-up.ts'

const noKey: KeyState = { source: 'none', isSet: false, lastFour: null }

/** The models of the generated config file, by provider, and the providers' keys. */
export function ModelChoice({ models }: { readonly models: readonly LocalModel[] }) {
  const variables = useAppState((state) => state.localGateway.variables)
  return (
    <div className={styles['rows']}>
      {localProviders.map((provider) => (
        <Provider key={provider.id} provider={provider} models={models} variables={variables} />
      ))}
    </div>
  )
}

interface ProviderProps {
  readonly provider: LocalProvider
  readonly models: readonly LocalModel[]
  readonly variables: LocalGateway['variables']
}

function Provider({ provider, models, variables }: ProviderProps) {
  const chosen = modelsOf(provider, models)
  const key = variables.find(({ name }) => name === provider.variable)?.key ?? noKey
  const choose = (typed: string, isChosen: boolean): void => {
    const next = withModel(models, localModel(provider, typed), isChosen)
    void setUp({ config: { type: 'generated', models: next } })
  }
  const offered = provider.models.map((name) => localModel(provider, name))
  const typed = chosen.filter(({ model }) => !offered.some((other) => other.model === model))
  return (
    <details className={styles['provider']} open={chosen.length > 0 || undefined}>
      <summary className={styles['summary']}>
        <ChevronRight aria-hidden="true" />
        <span className={styles['providerName']}>{provider.name}</span>
        {chosen.length > 0 && (
          <span className={styles['muted']}>
            {chosen.length === 1 ? '1 model' : `${String(chosen.length)} models`}
          </span>
        )}
        {chosen.length > 0 && provider.variable !== null && !key.isSet && (
          <Badge tone="warning">No key</Badge>
        )}
      </summary>
      <div className={styles['providerBody']}>
        <div className={styles['models']}>
          {[...offered, ...typed].map(({ model, name }) => (
            <Checkbox
              key={model}
              checked={chosen.some((other) => other.model === model)}
              onChange={(isChosen) => choose(name, isChosen)}
            >
              {name}
            </Checkbox>
          ))}
        </div>
        <AnotherModel provider={provider} onAdd={(name) => choose(name, true)} />
        {provider.variable !== null && chosen.length > 0 && (
          <SecretField
            variable={provider.variable}
            label={`${provider.name} key`}
            placeholder={provider.variable}
            state={key}
          />
        )}
      </div>
    </details>
  )
}

function AnotherModel({
  provider,
  onAdd,
}: {
  readonly provider: LocalProvider
  readonly onAdd: (name: string) => void
}) {
  const [name, setName] = useState('')
  return (
    <form
      className={styles['secret']}
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() === '') return
        onAdd(name.trim())
        setName('')
      }}
    >
      <TextField
        className={styles['grow']}
        label={`Another model of ${provider.name}`}
        isLabelHidden
        placeholder={provider.models.length === 0 ? 'Name of a model' : 'Name of another model'}
        maxLength={150}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={styles['secretButtons']}>
        <Button type="submit" disabled={name.trim() === ''} aria-label={`Add a model of ${provider.name}`}>
          Add
        </Button>
      </div>
    </form>
  )
}
