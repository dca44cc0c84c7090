import { PlugZap, ServerCog } from 'lucide-react'
import type { ReactNode } from 'react'

import type { AppError } from '#shared/app-error.ts'
import { useAppState } from '../../app/app-store.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { openGateways } from '../../app/open-gateways.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import styles from './GatewayReady.module.css'

/** Shows its children when there is somebody to ask, or soon will be; else why not, and what helps. */
export function GatewayReady({ children }: { readonly children: ReactNode }) {
  const connection = useAppState((state) => state.connection)
  const hasModels = useAppState((state) => state.models.length > 0)

  if (connection.state === 'failed') return <Disconnected error={connection.error} />
  if (connection.state === 'none')
    return (
      <EmptyState
        icon={<PlugZap />}
        title="No gateway"
        text="Connect a LiteLLM gateway to chat with its models."
        action={
          <Button variant="primary" onClick={openGateways}>
            Connect a gateway
          </Button>
        }
      />
    )
  if (connection.state === 'connected' && !hasModels)
    return (
      <EmptyState
        icon={<ServerCog />}
        title="This gateway offers no models"
        text="Add a model to the gateway, or use a key that may see more of them."
        action={
          <div className={styles['actions']}>
            <Button variant="primary" onClick={reconnect}>
              Look again
            </Button>
            <Button onClick={openGateways}>Gateways</Button>
          </div>
        }
      />
    )
  return children
}

function Disconnected({ error }: { readonly error: AppError }) {
  return (
    <div className={styles['failed']}>
      <ErrorCard
        error={error}
        actions={
          <>
            <Button variant="primary" size="small" onClick={reconnect}>
              Retry
            </Button>
            <Button size="small" onClick={openGateways}>
              Gateways
            </Button>
          </>
        }
      />
    </div>
  )
}

function reconnect() {
  void requestOrToast('gateway:reconnect', undefined)
}
