import { useState } from 'react'

import { EngineEditError } from '#shared/engine-config/edits/edit-guard.ts'
import { addProvider } from '#shared/engine-config/edits/provider-edits.ts'
import { PROVIDERS_PATH } from '#shared/engine-config/providers-in-file.ts'

import { FormDialog } from '../../../ui/FormDialog.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { formPlaceAsked } from '../view-store.ts'
import { useForm } from './form-context.ts'

/** Adds a provider by hand; its models come after it. */
export function AddProviderDialog({ onClose }: { readonly onClose: () => void }) {
  const { definition, draft, edit } = useForm()
  const [id, setId] = useState('')
  const [baseUrl, setBaseUrl] = useState('')
  const [api, setApi] = useState(definition.apis[0] ?? '')
  const [error, setError] = useState<{ readonly field: 'id' | 'baseUrl'; readonly text: string } | null>(null)
  const submit = (): void => {
    if (baseUrl.trim() === '') {
      setError({ field: 'baseUrl', text: 'A provider needs an address.' })
      return
    }
    const { document } = draft.analyseNow()
    if (document === null) return
    try {
      const provider = { id: id.trim(), baseUrl: baseUrl.trim(), api, models: [] }
      const edits = addProvider(document, definition, provider)
      edit(() => edits)
      formPlaceAsked([...PROVIDERS_PATH, provider.id, 'models'])
      onClose()
    } catch (cause) {
      if (!(cause instanceof EngineEditError)) throw cause
      setError({ field: 'id', text: cause.message })
    }
  }
  return (
    <FormDialog title="Add a provider" action="Add provider" onSubmit={submit} onClose={onClose}>
      <TextField
        label="Id"
        value={id}
        placeholder="my-proxy"
        hint="Models are referred to as id/model. Lower case, without a slash."
        error={error?.field === 'id' ? error.text : null}
        data-code=""
        onChange={(event) => setId(event.currentTarget.value)}
      />
      <TextField
        label="Base URL"
        value={baseUrl}
        placeholder="http://localhost:4000"
        error={error?.field === 'baseUrl' ? error.text : null}
        data-code=""
        onChange={(event) => setBaseUrl(event.currentTarget.value)}
      />
      <Select
        label="API"
        options={definition.apis.map((value) => ({ value, label: value }))}
        value={api}
        hint="LiteLLM speaks openai-completions."
        onChange={setApi}
      />
    </FormDialog>
  )
}
