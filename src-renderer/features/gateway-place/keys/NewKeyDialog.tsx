import { useState } from 'react'

import type { AppError } from '#shared/app-error.ts'
import type { Gateway } from '#shared/gateway.ts'
import type { CreatedKey } from '#shared/virtual-key.ts'

import { errorOf, request } from '../../../app/bridge.ts'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { HandOverDialog } from './HandOverDialog.tsx'
import { draftOfKeyForm, formOfKey, keyFormErrors } from './key-form.ts'
import { KeyFields } from './KeyFields.tsx'

interface NewKeyDialogProps {
  readonly gateway: Gateway
  readonly onClose: () => void
}

/** Makes a virtual key, then offers where it may go. */
export function NewKeyDialog({ gateway, onClose }: NewKeyDialogProps) {
  const [form, setForm] = useState(() => formOfKey(null))
  const [wasTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const [created, setCreated] = useState<CreatedKey | null>(null)
  const errors = keyFormErrors(form, null)

  const submit = async (): Promise<void> => {
    setTried(true)
    if (isBusy || Object.keys(errors).length > 0) return
    setBusy(true)
    setError(null)
    try {
      setCreated(await request('virtual-key:create', { gatewayId: gateway.id, draft: draftOfKeyForm(form) }))
    } catch (cause) {
      setError(errorOf(cause))
      setBusy(false)
    }
  }
  if (created !== null) return <HandOverDialog created={created} gateway={gateway} onClose={onClose} />
  const isTaken = error?.kind === 'alias-taken'
  return (
    <FormDialog
      title="New virtual key"
      size="large"
      action="Create key"
      isBusy={isBusy}
      onSubmit={submit}
      onClose={onClose}
    >
      <KeyFields
        form={form}
        virtualKey={null}
        errors={{ ...(wasTried ? errors : {}), ...(isTaken ? { alias: error.message } : {}) }}
        onChange={(changes) => {
          setForm((current) => ({ ...current, ...changes }))
          if (isTaken && changes.alias !== undefined) setError(null)
        }}
      />
      {error !== null && !isTaken && <ErrorCard error={error} />}
    </FormDialog>
  )
}
