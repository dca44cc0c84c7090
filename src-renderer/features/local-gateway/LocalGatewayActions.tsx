import { Play, Square } from 'lucide-react'

import { useAppState } from '../../app/app-store.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { Button } from '../../ui/Button.tsx'
import { startLocalGateway } from './set-up.ts'

/** Start and stop, whichever makes sense. */
export function LocalGatewayActions() {
  const state = useAppState(({ localGateway }) => localGateway.status.state)
  const canStart = useAppState(
    ({ localGateway: { programs, setup } }) =>
      programs.length > 0 && (setup.config.type === 'file' || setup.config.models.length > 0),
  )
  if (state === 'running' || state === 'starting' || state === 'waiting') {
    return (
      <Button
        icon={<Square aria-hidden="true" />}
        onClick={() => void requestOrToast('local-gateway:stop', undefined)}
      >
        Stop
      </Button>
    )
  }
  return (
    <Button
      variant="primary"
      icon={<Play aria-hidden="true" />}
      disabled={!canStart || state === 'installing' || state === 'finding'}
      busy={state === 'stopping'}
      onClick={() => void startLocalGateway()}
    >
      Start
    </Button>
  )
}
