import { z } from 'zod'

import type { VirtualKey } from '#shared/virtual-key.ts'

import { getFromGateway, type GatewayAddress } from '../gateway/gateway-client.ts'
import { KeyRow, keyOfRow } from './key-row.ts'

const OwnKey = z.object({ key: z.string().min(1), info: KeyRow })

/** The key that asks, as the gateway has it; null for an answer that is not LiteLLM's. Throws AppFailure, 404 for a master key. */
export async function readOwnKey(address: GatewayAddress, signal?: AbortSignal): Promise<VirtualKey | null> {
  const answer = await getFromGateway(address, '/key/info', signal ? { signal } : {})
  const own = OwnKey.safeParse(answer.json)
  return own.success ? keyOfRow(own.data.key, own.data.info) : null
}
