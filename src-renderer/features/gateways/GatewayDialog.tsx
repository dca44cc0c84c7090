import { useId } from 'react'

import type { Gateway } from '#shared/gateway.ts'

import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { CheckSteps } from './CheckSteps.tsx'
import { hasPassed } from './gateway-check.ts'
import styles from './GatewayDialog.module.css'
import { GatewayFields } from './GatewayFields.tsx'
import { useGatewayForm } from './use-gateway-form.ts'

interface GatewayDialogProps {
  /** The gateway to change; null adds one. */
  readonly gateway: Gateway | null
  readonly onClose: () => void
}

/** Adds or changes a gateway, checking it on the way. */
export function GatewayDialog({ gateway, onClose }: GatewayDialogProps) {
  const formId = useId()
  const { form, errors, check, isBusy, changed, submitted, savedAnyway } = useGatewayForm(gateway, onClose)
  const hasTrouble = check !== null && !isBusy && !hasPassed(check)
  return (
    <Dialog
      title={gateway === null ? 'Add a gateway' : `Edit ${gateway.name}`}
      open
      staysOnOutsideClick
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {hasTrouble && <Button onClick={savedAnyway}>Save anyway</Button>}
          <Button variant="primary" type="submit" form={formId} busy={isBusy}>
            {hasTrouble ? 'Check again' : 'Check and save'}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submitted}>
        <GatewayFields form={form} gateway={gateway} errors={errors} onChange={changed} />
        {check !== null && (
          <div className={styles['check']}>
            <CheckSteps check={check} />
          </div>
        )}
      </form>
    </Dialog>
  )
}
