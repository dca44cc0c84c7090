import { Plus, X } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useState } from 'react'

import type { ConfigPath, ConfigValue } from '#shared/config-document/config-edit.ts'
import { isConfigObject } from '#shared/config-document/config-value.ts'

import { Button } from '../../../ui/Button.tsx'
import { focusWhenShown } from '../../../ui/focus-when-shown.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { FieldProblems } from './FieldProblems.tsx'
import fields from './fields.module.css'
import { useForm } from './form-context.ts'
import { formPlace } from './form-place.ts'
import styles from './HeadersField.module.css'
import { keepOwnUndo } from './own-undo.ts'
import { SecretTextField } from './SecretTextField.tsx'

interface HeadersFieldProps {
  readonly path: ConfigPath
  readonly value: ConfigValue | undefined
}

/** Headers sent along with every request, as names and values. */
export function HeadersField({ path, value }: HeadersFieldProps) {
  const { edit, isDisabled } = useForm()
  const headers = isConfigObject(value) ? Object.entries(value) : []
  const [isAdding, setAdding] = useState(false)
  return (
    <fieldset {...formPlace(path)}>
      <legend className={fields['label']}>Headers</legend>
      {headers.map(([name, text]) => (
        <div key={name} className={styles['header']}>
          <span className={styles['name']} title={name}>
            {name}
          </span>
          <SecretTextField label={`Value of ${name}`} isLabelHidden path={[...path, name]} value={text} />
          <IconButton
            label={`Remove the header ${name}`}
            size="small"
            disabled={isDisabled}
            onClick={() =>
              edit(() => [{ type: 'delete', path: headers.length === 1 ? path : [...path, name] }])
            }
          >
            <X aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      {isAdding ? (
        <NewHeader
          names={headers.map(([name]) => name)}
          onAdd={(name, text) => {
            edit(() => [{ type: 'set', path: [...path, name], value: text }])
            setAdding(false)
          }}
          onCancel={() => setAdding(false)}
        />
      ) : (
        <Button
          variant="ghost"
          size="small"
          icon={<Plus aria-hidden="true" />}
          disabled={isDisabled}
          className={styles['add']}
          onClick={() => setAdding(true)}
        >
          Add a header
        </Button>
      )}
      <FieldProblems path={path} />
    </fieldset>
  )
}

interface NewHeaderProps {
  readonly names: readonly string[]
  readonly onAdd: (name: string, value: string) => void
  readonly onCancel: () => void
}

function NewHeader({ names, onAdd, onCancel }: NewHeaderProps) {
  const [name, setName] = useState('')
  const [value, setValue] = useState('')
  const [error, setError] = useState<string | null>(null)
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onCancel()
    keepOwnUndo(event)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const wanted = name.trim()
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(wanted)) return setError('Letters, digits and hyphens.')
    if (names.some((other) => other.toLowerCase() === wanted.toLowerCase()))
      return setError('It is there already.')
    onAdd(wanted, value.trim())
  }
  return (
    <form className={styles['new']} noValidate onSubmit={submit}>
      <TextField
        label="Header name"
        isLabelHidden
        placeholder="X-Team"
        value={name}
        error={error}
        ref={focusWhenShown}
        onKeyDown={handleKey}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextField
        label="Header value"
        isLabelHidden
        placeholder="Value, or ${VARIABLE}"
        value={value}
        onKeyDown={handleKey}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <Button size="small" type="submit">
        Add
      </Button>
      <Button variant="ghost" size="small" onClick={onCancel}>
        Cancel
      </Button>
    </form>
  )
}
