import { z } from 'zod'

import { AppFailure } from '#shared/app-error.ts'
import type { Usd } from '#shared/money.ts'

import { getFromGateway, type GatewayAddress } from '../gateway/gateway-client.ts'
import { picoOfNumber, usdOf } from './pico-usd.ts'

/** What the gateway says of a key and its budget. */
export interface KeyBudget {
  /** SHA-256 in hex. */
  readonly hash: string
  readonly alias: string | null
  readonly spend: Usd
  readonly maxBudget: Usd | null
  readonly softBudget: Usd | null
  /** As it was set: `30d`, `monthly` …; null for a budget that is never reset. */
  readonly duration: string | null
  /** ISO 8601 UTC. */
  readonly resetAt: string | null
}

const Amount = z
  .number()
  .nullish()
  .transform((usd) => (usd === null || usd === undefined ? null : usdOf(picoOfNumber(usd))))
const KeyInfo = z.object({
  key: z.string(),
  info: z.object({
    key_alias: z.string().nullish(),
    spend: Amount,
    max_budget: Amount,
    budget_duration: z.string().nullish(),
    budget_reset_at: z.string().nullish(),
    litellm_budget_table: z.object({ soft_budget: Amount, max_budget: Amount }).nullish(),
  }),
})

/**
 * Asks for a key by its hash, or for the caller's own for null. null where there is no such row, as for a master key, and
 * where the caller may not ask. Throws AppFailure for what may pass.
 */
export async function readKeyBudget(
  address: GatewayAddress,
  hash: string | null,
  signal: AbortSignal,
): Promise<KeyBudget | null> {
  const query = hash === null ? '' : `?${new URLSearchParams({ key: hash }).toString()}`
  try {
    const { json } = await getFromGateway(address, `/key/info${query}`, { signal })
    const parsed = KeyInfo.safeParse(json)
    if (!parsed.success) return null
    const { key, info } = parsed.data
    return {
      hash: hash ?? key,
      alias: info.key_alias ?? null,
      spend: info.spend ?? '0',
      maxBudget: info.max_budget ?? info.litellm_budget_table?.max_budget ?? null,
      softBudget: info.litellm_budget_table?.soft_budget ?? null,
      duration: info.budget_duration ?? null,
      resetAt: info.budget_reset_at ?? null,
    }
  } catch (cause) {
    if (cause instanceof AppFailure && isFinal(cause)) return null
    throw cause
  }
}

function isFinal({ error }: AppFailure): boolean {
  return ['not-found', 'forbidden', 'unauthorized', 'no-database'].includes(error.kind)
}
