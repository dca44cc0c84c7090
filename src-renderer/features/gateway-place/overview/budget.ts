import { BUDGET_WARNING_SHARE } from '#shared/key-in-use.ts'
import type { Usd } from '#shared/money.ts'

/** How far a budget is used. */
interface BudgetUse {
  /** spend / budget; null without a limit. A budget of nothing is used up from the start. */
  readonly share: number | null
  readonly tone: 'neutral' | 'warning' | 'negative'
}

/** How far a budget is used; `warning` from 80 % on, `negative` once it is used up. */
export function budgetTone(spend: Usd, maxBudget: Usd | null): BudgetUse {
  if (maxBudget === null) return { share: null, tone: 'neutral' }
  const limit = Number(maxBudget)
  const share = limit === 0 ? 1 : Number(spend) / limit
  return { share, tone: share >= 1 ? 'negative' : share >= BUDGET_WARNING_SHARE ? 'warning' : 'neutral' }
}
