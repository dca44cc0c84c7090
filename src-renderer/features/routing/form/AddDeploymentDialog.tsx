import { useState } from 'react'

import { addDeployment } from '#shared/routing-file/routing-edits.ts'

import { FormDialog } from '../../../ui/FormDialog.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { readVariable } from './field-text.ts'
import { useRoutingForm } from './routing-context.ts'

interface AddDeploymentDialogProps {
  readonly onAdded: () => void
  readonly onClose: () => void
}

/** Asks for what a new model needs. */
export function AddDeploymentDialog({ onAdded, onClose }: AddDeploymentDialogProps) {
  const { file, edit } = useRoutingForm()
  const [model, setModel] = useState('')
  const [name, setName] = useState<string | null>(null)
  const [variable, setVariable] = useState('')
  const [address, setAddress] = useState('')
  const shownName = name ?? model.split('/').at(-1) ?? ''
  const read = readVariable(variable)
  const isReady = model.trim() !== '' && shownName.trim() !== '' && 'value' in read

  const add = (): void => {
    if (!isReady) return
    const keyVariable = read.value?.replace(/^os\.environ\//, '') ?? null
    const wish = {
      modelName: shownName.trim(),
      model: model.trim(),
      apiBase: address.trim() === '' ? null : address.trim(),
      keyVariable,
    }
    if (!edit(addDeployment(file, wish))) return
    onAdded()
    onClose()
  }
  return (
    <FormDialog
      title="Add a model"
      description="It stands last in the file; nothing is written before you save."
      action="Add"
      isDisabled={!isReady}
      onSubmit={add}
      onClose={onClose}
    >
      <TextField
        label="Provider and model"
        placeholder="openai/gpt-4o"
        data-autofocus=""
        value={model}
        onChange={(event) => setModel(event.currentTarget.value)}
      />
      <TextField
        label="Public name"
        hint="What it is asked for by. Deployments that share a name share the load."
        value={shownName}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextField
        label="Variable with the key"
        placeholder="OPENAI_API_KEY"
        hint="The key itself stays out of the file."
        error={'error' in read ? read.error : null}
        value={variable}
        onChange={(event) => setVariable(event.currentTarget.value)}
      />
      <TextField
        label="Address"
        placeholder="the provider’s own"
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
