import type { ConfigPath, ConfigValue } from '#shared/config-document/config-edit.ts'

import { DraftSelect } from './DraftSelect.tsx'
import { useForm } from './form-context.ts'

interface ApiFieldProps {
  readonly path: ConfigPath
  readonly value: ConfigValue | undefined
  readonly unset: string
}

/** The protocol a provider or a model is spoken to in; the engine knows some. */
export function ApiField({ path, value, unset }: ApiFieldProps) {
  const { definition } = useForm()
  return (
    <DraftSelect
      label="API"
      path={path}
      value={value}
      options={definition.apis.map((api) => ({ value: api, label: api }))}
      unset={unset}
    />
  )
}
