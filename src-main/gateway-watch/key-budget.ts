import Big from 'big.js'

import { BUDGET_WARNING_SHARE, type KeyInUse } from '#shared/key-in-use.ts'
import type { Usd } from '#shared/money.ts'
import type { VirtualKey } from '#shared/virtual-key.ts'

/** What a key may spend: the gateway's figures, with what Litedesk knows to be spent beyond them. */
export function keyInUse(
  gatewayId: string,
  key: VirtualKey,
  known: { readonly unbooked: Usd; readonly wasRefused: boolean; readonly readAt: string },
): KeyInUse {
  const spend = new Big(key.spend).plus(known.unbooked)
  const budget = key.maxBudget === null ? null : new Big(key.maxBudget)
  const { alias, lastFour, models, budgetDuration, budgetResetAt, expiresAt } = key
  const { tpmLimit, rpmLimit, parallelLimit } = key
  return {
    gatewayId,
    alias,
    lastFour,
    models,
    spend: spend.toFixed(),
    maxBudget: key.maxBudget,
    remaining: budget === null ? null : (spend.gte(budget) ? new Big(0) : budget.minus(spend)).toFixed(),
    share: budget === null ? null : shareOf(spend, budget),
    state: known.wasRefused ? 'exhausted' : stateOf(spend, budget),
    budgetDuration,
    budgetResetAt,
    expiresAt,
    tpmLimit,
    rpmLimit,
    parallelLimit,
    readAt: known.readAt,
  }
}

/** A budget of nothing, or less, is used up from the start. */
function shareOf(spend: Big, budget: Big): number {
  return budget.gt(0) ? spend.div(budget).toNumber() : 1
}

function stateOf(spend: Big, budget: Big | null): KeyInUse['state'] {
  if (budget === null) return 'ok'
  if (spend.gte(budget)) return 'exhausted'
  return spend.gte(budget.times(BUDGET_WARNING_SHARE)) ? 'warning' : 'ok'
}
