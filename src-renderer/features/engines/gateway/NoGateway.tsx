import { Unplug } from 'lucide-react'

import { useAppState } from '../../../app/app-store.ts'
import { requestOrToast } from '../../../app/bridge.ts'
import { connectionWord } from '../../../app/connection-word.ts'
import { useNavigation } from '../../../app/navigation-store.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'

/** Says that no gateway is connected, and what to do about it. */
export function NoGateway() {
  const connection = useAppState((state) => state.connection)
  const openPlace = useNavigation((navigation) => navigation.openPlace)
  const hasFailed = connection.state === 'failed'
  return (
    <EmptyState
      icon={<Unplug />}
      title={connection.state === 'connecting' ? 'Connecting to the gateway…' : 'No gateway is connected'}
      text={
        hasFailed
          ? `${connectionWord(connection)}: ${connection.error.message}`
          : 'The models, their limits and prices come from a LiteLLM gateway.'
      }
      action={
        connection.state === 'connecting' ? undefined : (
          <>
            {hasFailed && (
              <>
                <Button onClick={() => void requestOrToast('gateway:reconnect', undefined)}>
                  Try again
                </Button>{' '}
              </>
            )}
            <Button variant="primary" onClick={() => openPlace('settings', 'gateways')}>
              Open gateways
            </Button>
          </>
        )
      }
    />
  )
}
