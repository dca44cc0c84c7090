import type { Gateway } from '#shared/gateway.ts'
import type { Model } from '#shared/model.ts'

import { useAppState } from '../../../app/app-store.ts'

/** The gateway in use while it is connected; null otherwise. */
export function useConnectedGateway(): {
  readonly gateway: Gateway
  readonly models: readonly Model[]
} | null {
  const gateways = useAppState((state) => state.gateways)
  const connection = useAppState((state) => state.connection)
  const models = useAppState((state) => state.models)
  if (connection.state !== 'connected') return null
  const gateway = gateways.find(({ id }) => id === connection.gatewayId)
  return gateway === undefined ? null : { gateway, models }
}
