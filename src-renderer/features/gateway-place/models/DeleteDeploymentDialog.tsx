import type { Deployment } from '#shared/deployment.ts'

import { request } from '../../../app/bridge.ts'
import { showToast } from '../../../ui/toast-store.ts'
import { TypedConfirmDialog } from '../../../ui/TypedConfirmDialog.tsx'

interface DeleteDeploymentDialogProps {
  readonly gatewayId: string
  readonly deployment: Deployment
  /** Whether the public name goes with it. */
  readonly isLast: boolean
  readonly onClose: () => void
}

/** Asks before a deployment goes for good. */
export function DeleteDeploymentDialog({
  gatewayId,
  deployment,
  isLast,
  onClose,
}: DeleteDeploymentDialogProps) {
  const { model, providerModel, id } = deployment
  return (
    <TypedConfirmDialog
      title={`Delete ${providerModel ?? model}?`}
      word={model}
      wordName="the public name"
      action="Delete for good"
      onConfirm={async () => {
        await request('deployment:delete', { gatewayId, id })
        showToast({ text: `Deleted ${providerModel ?? model} from the gateway.`, tone: 'positive' })
      }}
      onClose={onClose}
    >
      <p>
        {isLast
          ? `It is the only deployment of ${model}: the name goes from the gateway, and every call to it fails, from all keys and engines.`
          : `${model} stays, served by its other deployments.`}
      </p>
      <p>Its provider key and settings cannot be brought back.</p>
    </TypedConfirmDialog>
  )
}
