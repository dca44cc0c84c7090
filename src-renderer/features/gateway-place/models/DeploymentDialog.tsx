import { useState } from 'react'

import type { AppError } from '#shared/app-error.ts'
import type { Deployment, DeploymentDisagreement } from '#shared/deployment.ts'

import { errorOf, request } from '../../../app/bridge.ts'
import { Button } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { Field } from '../../../ui/Field.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import fields from '../fields.module.css'
import {
  changesOfForm,
  deploymentErrors,
  type DeploymentForm,
  draftOfForm,
  formOfDeployment,
} from './deployment-form.ts'
import { capabilityName, knownCapabilities, knownModes, modeName } from './model-words.ts'

interface DeploymentDialogProps {
  readonly gatewayId: string
  /** The deployment to change; null adds one. */
  readonly deployment: Deployment | null
  readonly onClose: () => void
  /** It is on the gateway, under this public name. */
  readonly onSaved: (model: string) => void
}

/** Adds a deployment to the gateway's database, or changes one there. */
export function DeploymentDialog({ gatewayId, deployment, onClose, onSaved }: DeploymentDialogProps) {
  const [form, setForm] = useState(() => formOfDeployment(deployment))
  const [wasTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const [disagreements, setDisagreements] = useState<readonly DeploymentDisagreement[]>([])
  const errors = deploymentErrors(form)
  const change = (changes: Partial<DeploymentForm>): void =>
    setForm((current) => ({ ...current, ...changes }))

  const save = async (): Promise<void> => {
    if (deployment === null) {
      return saved(await request('deployment:add', { gatewayId, draft: draftOfForm(form) }))
    }
    const changes = changesOfForm(form, deployment)
    if (Object.keys(changes).length === 0) return onClose()
    saved(await request('deployment:update', { gatewayId, id: deployment.id, changes }))
  }
  const saved = (outcome: { readonly disagreements: readonly DeploymentDisagreement[] }): void => {
    const model = form.model.trim()
    onSaved(model)
    if (outcome.disagreements.length > 0) {
      setDisagreements(outcome.disagreements)
      return
    }
    showToast({
      text: deployment === null ? `${model} is on the gateway now.` : `Saved ${model} on the gateway.`,
      tone: 'positive',
    })
    onClose()
  }
  const submit = async (): Promise<void> => {
    setTried(true)
    if (isBusy || Object.keys(errors).length > 0) return
    setBusy(true)
    setError(null)
    try {
      await save()
    } catch (cause) {
      setError(errorOf(cause))
    }
    setBusy(false)
  }
  const field = (name: Exclude<keyof DeploymentForm, 'capabilities'>, label: string, hint?: string) => (
    <TextField
      label={label}
      hint={hint}
      error={wasTried ? (errors[name] ?? null) : null}
      value={form[name]}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  )

  if (disagreements.length > 0)
    return <Disagreed disagreements={disagreements} model={form.model.trim()} onClose={onClose} />
  return (
    <FormDialog
      title={deployment === null ? 'Add a model' : `Edit ${deployment.providerModel ?? deployment.model}`}
      description="It goes into the gateway’s database and can be called at once."
      size="large"
      action={deployment === null ? 'Add model' : 'Save'}
      isBusy={isBusy}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={fields['grid']}>
        {field('model', 'Public name', 'What is called, from chat and engines.')}
        {field(
          'providerModel',
          'Provider’s model',
          'As LiteLLM writes it, such as anthropic/claude-opus-4-6.',
        )}
        {field('apiBase', 'Address', 'Leave empty for the provider’s own.')}
        <TextField
          label="Provider’s key"
          type="password"
          hint={
            deployment === null
              ? 'Or os.environ/NAME for one in the gateway’s environment.'
              : 'Leave empty to keep the one it has.'
          }
          value={form.apiKey}
          onChange={(event) => change({ apiKey: event.currentTarget.value })}
        />
      </div>
      <fieldset className={fields['group']}>
        <legend>What is left empty is as LiteLLM’s own list has it</legend>
        <div className={fields['three']}>
          <Select
            label="Mode"
            options={modeOptions(form.mode)}
            value={form.mode}
            onChange={(mode) => change({ mode })}
          />
          {field('contextWindow', 'Context, tokens')}
          {field('maxOutputTokens', 'Longest answer')}
          {field('tpmLimit', 'Tokens per minute')}
          {field('rpmLimit', 'Requests per minute')}
        </div>
      </fieldset>
      <fieldset className={fields['group']}>
        <legend>US dollars per million tokens</legend>
        <div className={fields['narrow']}>
          {field('priceInput', 'Input')}
          {field('priceOutput', 'Output')}
          {field('priceCacheRead', 'Cache read')}
          {field('priceCacheWrite', 'Cache write')}
        </div>
      </fieldset>
      <details className={fields['more']}>
        <summary>Capabilities</summary>
        <div className={fields['ticks']}>
          {knownCapabilities.map((capability) => (
            <Checkbox
              key={capability}
              checked={form.capabilities.includes(capability)}
              onChange={(isTicked) =>
                change({
                  capabilities: isTicked
                    ? [...form.capabilities, capability]
                    : form.capabilities.filter((other) => other !== capability),
                })
              }
            >
              {capabilityName(capability)}
            </Checkbox>
          ))}
        </div>
      </details>
      <details className={fields['more']}>
        <summary>Further settings</summary>
        <ParamsField
          value={form.params}
          error={wasTried ? (errors.params ?? null) : null}
          onChange={(params) => change({ params })}
        />
      </details>
      {error !== null && <ErrorCard error={error} />}
    </FormDialog>
  )
}

interface ParamsFieldProps {
  readonly value: string
  readonly error: string | null
  readonly onChange: (value: string) => void
}

function ParamsField({ value, error, onChange }: ParamsFieldProps) {
  return (
    <Field
      label="litellm_params"
      hint="One in a line, as name = value. One that is taken out here stays on the gateway."
      error={error}
    >
      {(control) => (
        <textarea
          {...control}
          className={fields['area']}
          rows={3}
          spellCheck={false}
          placeholder="aws_region_name = eu-central-1"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

function Disagreed({
  disagreements,
  model,
  onClose,
}: {
  readonly disagreements: readonly DeploymentDisagreement[]
  readonly model: string
  readonly onClose: () => void
}) {
  return (
    <Dialog
      title={`${model} is saved, but not quite as asked`}
      open
      onClose={onClose}
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className={fields['form']}>
        {disagreements.map(({ field, note }) => (
          <Note key={field} tone="warning">
            {note}
          </Note>
        ))}
      </div>
    </Dialog>
  )
}

function modeOptions(present: string): readonly { readonly value: string; readonly label: string }[] {
  const modes = present === '' || knownModes.includes(present) ? knownModes : [...knownModes, present]
  return [
    { value: '', label: 'LiteLLM’s own' },
    ...modes.map((mode) => ({ value: mode, label: modeName(mode) })),
  ]
}
