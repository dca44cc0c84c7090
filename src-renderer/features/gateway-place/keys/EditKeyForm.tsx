import { type FormEvent, useState } from 'react'

import type { AppError } from '#shared/app-error.ts'
import type { SavedKey, VirtualKey } from '#shared/virtual-key.ts'

import { errorOf, request } from '../../../app/bridge.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import fields from '../fields.module.css'
import { changesOfKeyForm, formOfKey, keyFormErrors } from './key-form.ts'
import styles from './EditKeyForm.module.css'
import { keyName } from './key-state.ts'
import { KeyFields } from './KeyFields.tsx'

interface EditKeyFormProps {
  readonly virtualKey: VirtualKey
  readonly gatewayId: string
  readonly onClose: () => void
  readonly onSaved: (saved: SavedKey) => void
}

/** Changes a key; only what was changed is sent. */
export function EditKeyForm({ virtualKey, gatewayId, onClose, onSaved }: EditKeyFormProps) {
  // The form is of the key as it was when editing began; the list may read it anew meanwhile.
  const [key] = useState(virtualKey)
  const [form, setForm] = useState(() => formOfKey(key))
  const [wasTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const errors = keyFormErrors(form, key)
  const changes = changesOfKeyForm(form, key)
  const count = Object.keys(changes).length

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (isBusy || Object.keys(errors).length > 0 || count === 0) return
    setBusy(true)
    setError(null)
    try {
      const saved = await request('virtual-key:update', { gatewayId, hash: key.hash, changes })
      showToast({
        text:
          saved.disagreements.length === 0
            ? `Saved ${keyName(saved.key)}.`
            : `Saved ${keyName(saved.key)}; the gateway made something else of it.`,
        tone: 'positive',
      })
      onSaved(saved)
    } catch (cause) {
      setError(errorOf(cause))
      setBusy(false)
    }
  }
  return (
    <form
      className={fields['form']}
      aria-label={`Edit ${keyName(key)}`}
      noValidate
      onSubmit={(event) => void submit(event)}
    >
      <KeyFields
        form={form}
        virtualKey={key}
        errors={wasTried ? errors : {}}
        onChange={(changed) => setForm((current) => ({ ...current, ...changed }))}
      />
      {error !== null && <ErrorCard error={error} />}
      <div className={styles['foot']}>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" type="submit" busy={isBusy} disabled={count === 0}>
          Save
        </Button>
      </div>
    </form>
  )
}
