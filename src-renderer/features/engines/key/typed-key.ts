import type { EngineKeyInput } from '#shared/engine.ts'

import { getAppState } from '../../../app/app-store.ts'

/** Which key is to be stored, as far as it was said. */
export interface TypedKey {
  /** `present`: the engine has one, and keeps it. */
  readonly source: 'gateway' | 'typed' | 'present'
  readonly text: string
}

/** The key as main wants it; null while there is none, or none to be stored. That of the gateway never leaves main. */
export function keyInputOf({ source, text }: TypedKey): EngineKeyInput | null {
  if (source === 'typed') return text.trim() === '' ? null : { source: 'typed', key: text.trim() }
  const { connection, gateways } = getAppState()
  if (source === 'present') return null
  if (connection.state !== 'connected') return null
  const gateway = gateways.find(({ id }) => id === connection.gatewayId)
  return gateway?.key.isSet === true ? { source: 'gateway', gatewayId: gateway.id } : null
}
