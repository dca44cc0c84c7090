import { useState } from 'react'
import type { FormEvent } from 'react'

import type { Gateway, GatewayDraft } from '#shared/gateway.ts'

import { getAppState } from '../../app/app-store.ts'
import { draftOf, formErrors, formOf } from './gateway-form.ts'
import type { FormErrors, GatewayForm } from './gateway-form.ts'
import type { GatewayCheck } from './gateway-check.ts'
import { useGatewayCheck } from './use-gateway-check.ts'

interface GatewayFormState {
  readonly form: GatewayForm
  /** Empty until the first attempt to send, so that nobody is told off while typing. */
  readonly errors: FormErrors
  readonly check: GatewayCheck | null
  readonly isBusy: boolean
  readonly changed: (changes: Partial<GatewayForm>) => void
  /** For a form's onSubmit: checks the gateway and saves it when nothing failed. */
  readonly submitted: (event: FormEvent) => void
  readonly savedAnyway: () => void
}

const noErrors: FormErrors = { baseUrl: null, key: null }

/** A gateway's form from first letter to saved. `onSaved` is called once main has stored it and made it active. */
export function useGatewayForm(gateway: Gateway | null, onSaved: () => void): GatewayFormState {
  const [form, setForm] = useState(() => formOf(gateway, getAppState().hasEnvironmentKey))
  const [wasTried, setTried] = useState(false)
  const { check, isSaving, checkAndSave, save, forget } = useGatewayCheck(onSaved)
  const isBusy = isSaving || check?.isRunning === true

  const send = (action: (draft: GatewayDraft) => Promise<void>): void => {
    setTried(true)
    const { baseUrl, key } = formErrors(form)
    if (isBusy || baseUrl !== null || key !== null) return
    void action(draftOf(form, getAppState().keyStore))
  }
  return {
    form,
    errors: wasTried ? formErrors(form) : noErrors,
    check,
    isBusy,
    changed: (changes) => {
      setForm((current) => ({ ...current, ...changes }))
      if (!isBusy) forget()
    },
    submitted: (event) => {
      event.preventDefault()
      send(checkAndSave)
    },
    savedAnyway: () => send(save),
  }
}
