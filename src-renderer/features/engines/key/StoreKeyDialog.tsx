import { useState } from 'react'

import type { AppError } from '#shared/app-error.ts'
import type { EngineKeyPlace } from '#shared/engine.ts'

import { errorOf, request } from '../../../app/bridge.ts'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { documentCame } from '../engine-store.ts'
import { useForm } from '../form/form-context.ts'
import { KeyFields } from './KeyFields.tsx'
import { keyInputOf, type TypedKey } from './typed-key.ts'

interface StoreKeyDialogProps {
  readonly providerId: string
  readonly onClose: () => void
}

/** Stores a provider's key where the engine finds it, from the connected gateway or typed. */
export function StoreKeyDialog({ providerId, onClose }: StoreKeyDialogProps) {
  const { engine } = useForm()
  const [key, setKey] = useState<TypedKey>({ source: 'gateway', text: '' })
  const [place, setPlace] = useState<EngineKeyPlace>('state-env-file')
  const [error, setError] = useState<AppError | null>(null)
  const [isBusy, setBusy] = useState(false)
  const input = keyInputOf(key)

  const submit = async (): Promise<void> => {
    if (input === null) return
    setBusy(true)
    setError(null)
    try {
      const document = await request('engine:store-key', { id: engine.id, providerId, place, key: input })
      documentCame(document)
      showToast({
        text:
          place === 'state-env-file'
            ? `Key stored in the engine’s .env`
            : `Key stored as profile ${providerId}:default`,
        tone: 'positive',
      })
      onClose()
    } catch (cause) {
      setError(errorOf(cause))
      setBusy(false)
    }
  }
  return (
    <FormDialog
      title={`Store a key for ${providerId}`}
      action="Store the key"
      isBusy={isBusy}
      isDisabled={input === null}
      onSubmit={submit}
      onClose={onClose}
    >
      <KeyFields
        providerId={providerId}
        value={key}
        present={null}
        place={place}
        onChange={setKey}
        onPlace={setPlace}
      />
      {error !== null && <ErrorCard error={error} />}
    </FormDialog>
  )
}
