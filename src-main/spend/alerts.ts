import Big from 'big.js'

import type { SpendAlert } from '#shared/spend.ts'
import type { Usd } from '#shared/money.ts'
import { formatUsd } from '#shared/usd-format.ts'

import { warningOf } from './budget.ts'
import type { KeyBudget } from './own-key.ts'

/** A day is unusual when it costs this many times an ordinary one, and enough to matter. */
const UNUSUAL_TIMES = 3
const UNUSUAL_LEAST_USD = 1
/** Fewer days say nothing about what is usual. */
const KNOWN_DAYS = 3

/** Something to tell, and the mark that keeps it from being told twice. */
export interface DueAlert {
  readonly alert: SpendAlert
  readonly mark: string
}

/**
 * What there is to tell of a gateway: its own key's budget (null where it has none), and a day that costs much more than the
 * days before. `costs` are days in order, today last.
 */
export function dueAlerts(
  gatewayId: string,
  budget: KeyBudget | null,
  costs: readonly Usd[],
  now: Date,
): DueAlert[] {
  return [budget === null ? null : budgetAlert(gatewayId, budget), unusualDay(gatewayId, costs, now)].filter(
    (due) => due !== null,
  )
}

function budgetAlert(gatewayId: string, budget: KeyBudget): DueAlert | null {
  const { maxBudget } = budget
  if (maxBudget === null) return null
  const warning = warningOf({ ...budget, maxBudget })
  if (warning !== '80' && warning !== '100') return null
  const isUsedUp = warning === '100'
  const whose = budget.alias === null ? 'The key’s budget' : `The budget of “${budget.alias}”`
  const spent = `${formatUsd(budget.spend)} of ${formatUsd(maxBudget)}`
  const state = isUsedUp
    ? `is used up (${spent}), so further calls are refused.`
    : `is nearly used up: ${spent}.`
  const reset = budget.resetAt === null ? '' : ` It is reset on ${budget.resetAt.slice(0, 10)}.`
  const kind = isUsedUp ? 'budget-100' : 'budget-80'
  return {
    alert: { gatewayId, kind, text: `${whose} ${state}${reset}` },
    mark: [gatewayId, budget.hash, maxBudget, budget.resetAt ?? 'never', kind].join(' '),
  }
}

function unusualDay(gatewayId: string, costs: readonly Usd[], now: Date): DueAlert | null {
  const today = new Big(costs.at(-1) ?? 0)
  const before = costs.slice(0, -1).filter((usd) => Number(usd) > 0)
  if (before.length < KNOWN_DAYS || today.lt(UNUSUAL_LEAST_USD)) return null
  const usual = before.reduce((sum, usd) => sum.plus(usd), new Big(0)).div(before.length)
  if (today.lt(usual.times(UNUSUAL_TIMES))) return null
  const ordinary = formatUsd(usual.toFixed())
  return {
    alert: {
      gatewayId,
      kind: 'unusual-day',
      text: `${formatUsd(today.toFixed())} spent today; an ordinary day of the last week cost ${ordinary}.`,
    },
    mark: [gatewayId, 'unusual-day', now.toDateString()].join(' '),
  }
}
