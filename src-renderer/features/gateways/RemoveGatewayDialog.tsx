import { useState } from 'react'

import type { Gateway } from '#shared/gateway.ts'

import { requestOrToast } from '../../app/bridge.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { removalText } from './gateway-removal.ts'

interface RemoveGatewayDialogProps {
  readonly gateway: Gateway
  /** Without it no gateway is left, and the window goes back to its first page. */
  readonly isLast: boolean
  readonly onClose: () => void
}

/** Asks before a gateway and its key go. */
export function RemoveGatewayDialog({ gateway, isLast, onClose }: RemoveGatewayDialogProps) {
  const [isRemoving, setRemoving] = useState(false)
  const remove = async (): Promise<void> => {
    setRemoving(true)
    await requestOrToast('gateway:remove', { id: gateway.id })
    onClose()
  }
  return (
    <ConfirmDialog
      title={`Remove ${gateway.name}?`}
      description={removalText(gateway, isLast)}
      action="Remove gateway"
      isBusy={isRemoving}
      onConfirm={remove}
      onClose={onClose}
    />
  )
}
