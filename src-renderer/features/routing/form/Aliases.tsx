import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'

import type { ModelAlias } from '#shared/routing-file/routing-file.ts'
import { removeAlias, setAlias } from '#shared/routing-file/routing-edits.ts'

import { Button } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { FormGroup } from './FormGroup.tsx'
import { useRoutingForm } from './routing-context.ts'
import styles from './RoutingForm.module.css'

/** Other names models can be asked for by. */
export function Aliases() {
  const { file, edit } = useRoutingForm()
  const [name, setName] = useState('')
  const [firstModel] = file.modelNames
  const wish = name.trim()
  const isTaken = file.aliases.some((alias) => alias.name === wish) || file.modelNames.includes(wish)
  return (
    <FormGroup title="Aliases">
      {file.aliases.map((alias) => (
        <AliasRow key={alias.name} alias={alias} />
      ))}
      {firstModel !== undefined && (
        <form
          className={styles['new']}
          onSubmit={(event) => {
            event.preventDefault()
            if (wish !== '' && !isTaken && edit(setAlias(wish, firstModel, false))) setName('')
          }}
        >
          <TextField
            label="New alias"
            placeholder="gpt-4"
            error={isTaken ? 'This name is taken.' : null}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" icon={<Plus aria-hidden="true" />} disabled={wish === '' || isTaken}>
            Add
          </Button>
        </form>
      )}
    </FormGroup>
  )
}

function AliasRow({ alias: { name, target, isHidden } }: { readonly alias: ModelAlias }) {
  const { file, edit } = useRoutingForm()
  const names = file.modelNames.includes(target) ? file.modelNames : [target, ...file.modelNames]
  return (
    <div className={styles['alias']}>
      <span className={styles['name']}>{name}</span>
      <Select
        label={`What ${name} stands for`}
        isLabelHidden
        options={names.map((value) => ({ value, label: value || 'nothing' }))}
        value={target}
        onChange={(next) => edit(setAlias(name, next, isHidden))}
      />
      <Checkbox checked={isHidden} onChange={(isOn) => edit(setAlias(name, target, isOn))}>
        Not listed
      </Checkbox>
      <IconButton
        label={`Remove the alias ${name}`}
        size="small"
        onClick={() => edit(removeAlias(file, name))}
      >
        <Trash2 aria-hidden="true" />
      </IconButton>
    </div>
  )
}
