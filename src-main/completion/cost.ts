import Big from 'big.js'

import type { Cost, Usage } from '#shared/conversation.ts'
import { sumOfCosts } from '#shared/cost-sum.ts'
import type { Model } from '#shared/model.ts'

const TOKENS_PER_PRICE = 1_000_000

/**
 * What an answer cost: the gateway's own figure when it sent one (`usage.cost`, USD), else tokens times the listed price,
 * else null. Reasoning tokens are part of the output; cached input is priced as ordinary input, so an estimate may be high.
 */
export function costOf(usage: Usage | null, gatewayCost: number | null, model: Model | null): Cost | null {
  if (gatewayCost !== null) return { usd: new Big(gatewayCost).toFixed(), source: 'gateway' }
  if (!usage || !model || model.inputPrice === null || model.outputPrice === null) return null
  const input = new Big(model.inputPrice).times(usage.inputTokens)
  const output = new Big(model.outputPrice).times(usage.outputTokens)
  return { usd: input.plus(output).div(TOKENS_PER_PRICE).toFixed(), source: 'estimate' }
}

/** Sums two costs; an estimated part makes the sum an estimate. A null part leaves the other. */
export function addCosts(first: Cost | null, second: Cost | null): Cost | null {
  return sumOfCosts([first, second])
}
