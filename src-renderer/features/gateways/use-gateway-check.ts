import { useEffect, useState } from 'react'

import type { GatewayDraft } from '#shared/gateway.ts'

import { errorOf, request } from '../../app/bridge.ts'
import { applyStep, brokenCheck, finishedCheck, hasPassed, startedCheck } from './gateway-check.ts'
import type { GatewayCheck } from './gateway-check.ts'

interface GatewayChecking {
  /** null before the first check and after `forget`. */
  readonly check: GatewayCheck | null
  readonly isSaving: boolean
  /** Checks a draft and saves it when nothing failed. */
  readonly checkAndSave: (draft: GatewayDraft) => Promise<void>
  /** Saves a draft whatever the check said. */
  readonly save: (draft: GatewayDraft) => Promise<void>
  /** The form has changed, so what was found no longer holds. */
  readonly forget: () => void
}

/** Runs *Connect* for a form. `onSaved` is called once main has stored the gateway and made it active. */
export function useGatewayCheck(onSaved: () => void): GatewayChecking {
  const [check, setCheck] = useState<GatewayCheck | null>(null)
  const [isSaving, setSaving] = useState(false)

  useEffect(
    () =>
      window.bridge.on('gateway:checked', ({ checkId, step }) =>
        setCheck((current) => (current === null ? null : applyStep(current, checkId, step))),
      ),
    [],
  )

  const save = async (draft: GatewayDraft): Promise<void> => {
    setSaving(true)
    try {
      await request('gateway:save', draft)
      onSaved()
    } catch (cause) {
      setCheck((current) => brokenCheck(current ?? startedCheck(''), errorOf(cause)))
    } finally {
      setSaving(false)
    }
  }
  const checkAndSave = async (draft: GatewayDraft): Promise<void> => {
    const started = startedCheck(crypto.randomUUID())
    setCheck(started)
    try {
      const finished = finishedCheck(started, await request('gateway:check', { checkId: started.id, draft }))
      setCheck((current) => (current?.id === started.id ? finished : current))
      if (hasPassed(finished)) await save(draft)
    } catch (cause) {
      setCheck((current) => (current?.id === started.id ? brokenCheck(current, errorOf(cause)) : current))
    }
  }
  return { check, isSaving, checkAndSave, save, forget: () => setCheck(null) }
}
