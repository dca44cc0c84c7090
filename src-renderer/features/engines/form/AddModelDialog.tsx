import { useState } from 'react'

import { EngineEditError } from '#shared/engine-config/edits/edit-guard.ts'
import { addModels } from '#shared/engine-config/edits/model-edits.ts'
import { providerIn } from '#shared/engine-config/providers-in-file.ts'

import { FormDialog } from '../../../ui/FormDialog.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { formPlaceAsked } from '../view-store.ts'
import { useForm } from './form-context.ts'

interface AddModelDialogProps {
  readonly providerId: string
  readonly onClose: () => void
}

/** Adds a model by its id; the rest of it is filled in afterwards. */
export function AddModelDialog({ providerId, onClose }: AddModelDialogProps) {
  const { draft, edit } = useForm()
  const [id, setId] = useState('')
  const [name, setName] = useState('')
  const [error, setError] = useState<string | null>(null)
  const submit = (): void => {
    const modelId = id.trim()
    const { document } = draft.analyseNow()
    const provider = document === null ? undefined : providerIn(document.value, providerId)
    if (document === null || provider === undefined) return
    if (modelId === '') return setError('A model needs an id.')
    if (provider.models.some((model) => model.id === modelId))
      return setError(`${providerId} has a model “${modelId}” already.`)
    try {
      const models = [{ id: modelId, name: name.trim() || modelId }]
      const edits = addModels(document, { providerId, models })
      edit(() => edits)
      formPlaceAsked([...provider.path, 'models', provider.models.length])
      onClose()
    } catch (cause) {
      if (!(cause instanceof EngineEditError)) throw cause
      setError(cause.message)
    }
  }
  return (
    <FormDialog title={`Add a model to ${providerId}`} action="Add model" onSubmit={submit} onClose={onClose}>
      <TextField
        label="Id"
        value={id}
        placeholder="gpt-4o"
        hint="As the provider calls it."
        error={error}
        data-code=""
        onChange={(event) => setId(event.currentTarget.value)}
      />
      <TextField
        label="Name"
        value={name}
        placeholder={id.trim() || 'GPT-4o'}
        hint="As people read it; the id when left empty."
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
