import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'

import type { ConfigPath } from '#shared/config-document/config-edit.ts'
import { ownMember } from '#shared/config-document/config-value.ts'
import type { RoutedDeployment } from '#shared/routing-file/routing-file.ts'
import {
  moveDeployment,
  removeDeployment,
  renameModel,
  setDeployment,
} from '#shared/routing-file/routing-edits.ts'

import { Badge } from '../../../ui/Badge.tsx'
import { Button } from '../../../ui/Button.tsx'
import { ExpandButton } from '../../../ui/ExpandButton.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { SortableList } from '../../../ui/SortableList.tsx'
import { countOf } from '../../config-editor/words.ts'
import { AddDeploymentDialog } from './AddDeploymentDialog.tsx'
import { CommittedField } from './committed-field.tsx'
import { numberText, readNumber, readVariable, variableText } from './field-text.ts'
import { FormGroup } from './FormGroup.tsx'
import { notWritten, useRoutingForm } from './routing-context.ts'
import styles from './RoutingForm.module.css'

/** Drawing many hundreds takes longer than anybody wants to wait. */
const FIRST_SHOWN = 100

/** The models of the file, in its order; of very many the first, until all are asked for. */
export function Deployments() {
  const { file, edit } = useRoutingForm()
  const [isAdding, setAdding] = useState(false)
  const [isWhole, setWhole] = useState(false)
  const { deployments } = file
  const shown = isWhole ? deployments : deployments.slice(0, FIRST_SHOWN)
  return (
    <FormGroup
      title="Models"
      note={countOf(deployments.length, 'deployment')}
      action={
        <Button size="small" icon={<Plus aria-hidden="true" />} onClick={() => setAdding(true)}>
          Add a model
        </Button>
      }
    >
      <SortableList
        label="Models"
        items={shown}
        idOf={(deployment) => idOf(deployment, deployments)}
        nameOf={({ modelName, model }) => modelName || model || 'Model without a name'}
        onMove={(from, to) => edit(moveDeployment(from, to))}
        className={styles['rows']}
        itemClassName={styles['row']}
      >
        {(deployment) => <DeploymentRow deployment={deployment} />}
      </SortableList>
      {shown.length < deployments.length && (
        <Button className={styles['all']} onClick={() => setWhole(true)}>
          Show all {deployments.length} models
        </Button>
      )}
      {isAdding && <AddDeploymentDialog onAdded={() => setWhole(true)} onClose={() => setAdding(false)} />}
    </FormGroup>
  )
}

/** The same while it moves: a deployment has no name of its own. */
function idOf({ modelName, model, index }: RoutedDeployment, all: readonly RoutedDeployment[]): string {
  const same = all.filter((other) => other.modelName === modelName && other.model === model)
  return `${modelName} ${model} ${same.findIndex((other) => other.index === index)}`
}

function DeploymentRow({ deployment }: { readonly deployment: RoutedDeployment }) {
  const { file, edit } = useRoutingForm()
  const [isOpen, setOpen] = useState(false)
  const { index, modelName, model } = deployment
  const shared = file.deployments.filter((other) => other.modelName === modelName)
  const place = shared.findIndex((other) => other.index === index) + 1
  return (
    <div className={styles['deployment']}>
      <div className={styles['line']}>
        <ExpandButton className={styles['toggle']} isOpen={isOpen} onToggle={() => setOpen(!isOpen)}>
          <span className={styles['name']}>{modelName || 'No name'}</span>
          <span className={styles['model']}>{model || 'no model'}</span>
        </ExpandButton>
        {shared.length > 1 && modelName !== '' && (
          <Badge>
            {place} of {shared.length}
          </Badge>
        )}
        <IconButton
          label={`Remove ${modelName || 'the model'}`}
          size="small"
          onClick={() => edit(removeDeployment(index))}
        >
          <Trash2 aria-hidden="true" />
        </IconButton>
      </div>
      {isOpen && <DeploymentFields deployment={deployment} />}
    </div>
  )
}

function DeploymentFields({
  deployment: { index, modelName, model, params },
}: {
  readonly deployment: RoutedDeployment
}) {
  const { file, edit } = useRoutingForm()
  const key = variableText(ownMember(params, 'api_key'))
  const set = (field: ConfigPath, value: string | number | null): string | null =>
    edit(setDeployment(index, field, value)) ? null : notWritten
  const text = (name: string): string => {
    const value = ownMember(params, name)
    return typeof value === 'string' ? value : ''
  }
  const number = (label: string, name: string, hint?: string) => (
    <CommittedField
      label={label}
      {...(hint === undefined ? {} : { hint })}
      value={numberText(ownMember(params, name))}
      onCommit={(typed) => {
        const read = readNumber(typed)
        return 'error' in read ? read.error : set(['litellm_params', name], read.value)
      }}
    />
  )
  return (
    <div className={styles['fields']}>
      <CommittedField
        label="Public name"
        value={modelName}
        onCommit={(typed) => {
          if (typed.trim() === '') return 'A model needs a name.'
          return edit(renameModel(file, index, typed.trim())) ? null : notWritten
        }}
      />
      <CommittedField
        label="Provider and model"
        isCode
        value={model}
        onCommit={(typed) =>
          typed.trim() === '' ? 'Such as openai/gpt-4o.' : set(['litellm_params', 'model'], typed.trim())
        }
      />
      <CommittedField
        label="Variable with the key"
        isCode
        hint={key.hint ?? 'Written as os.environ/NAME.'}
        value={key.text}
        onCommit={(typed) => {
          const read = readVariable(typed)
          return 'error' in read ? read.error : set(['litellm_params', 'api_key'], read.value)
        }}
      />
      <CommittedField
        label="Address"
        isCode
        placeholder="the provider’s own"
        value={text('api_base')}
        onCommit={(typed) => set(['litellm_params', 'api_base'], typed.trim() === '' ? null : typed.trim())}
      />
      {number('Requests a minute', 'rpm')}
      {number('Tokens a minute', 'tpm')}
      {number('Timeout', 'timeout', 'In seconds.')}
    </div>
  )
}
