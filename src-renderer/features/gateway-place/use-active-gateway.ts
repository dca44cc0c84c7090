import type { AppError } from '#shared/app-error.ts'
import type { Gateway } from '#shared/gateway.ts'

import { useAppState } from '../../app/app-store.ts'

/** The gateway the place is about, and whether it can be asked. */
export type ActiveGateway =
  | { readonly phase: 'none' }
  | { readonly phase: 'connecting'; readonly gateway: Gateway }
  | { readonly phase: 'failed'; readonly gateway: Gateway; readonly error: AppError }
  | { readonly phase: 'ready'; readonly gateway: Gateway }

export function useActiveGateway(): ActiveGateway {
  const gateway = useAppState(({ gateways, activeGatewayId }) =>
    gateways.find(({ id }) => id === activeGatewayId),
  )
  const connection = useAppState((state) => state.connection)
  if (gateway === undefined || connection.state === 'none') return { phase: 'none' }
  if (connection.state === 'failed') return { phase: 'failed', gateway, error: connection.error }
  if (connection.state === 'connected' && connection.gatewayId === gateway.id)
    return { phase: 'ready', gateway }
  return { phase: 'connecting', gateway }
}
