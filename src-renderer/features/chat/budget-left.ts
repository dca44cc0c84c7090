import type { AppState } from '#shared/app-state.ts'
import type { KeyInUse } from '#shared/key-in-use.ts'
import type { Usd } from '#shared/money.ts'

/** A key in use that has a budget. */
export type BudgetedKey = KeyInUse & { readonly maxBudget: Usd; readonly remaining: Usd }

/** The key in use and its budget; null where it has none, or the key is not known yet. */
export function budgetLeft({ keyInUse, activeGatewayId }: BudgetState): BudgetedKey | null {
  if (keyInUse === null || keyInUse.gatewayId !== activeGatewayId) return null
  return hasBudget(keyInUse) ? keyInUse : null
}

/** Whether the gateway refuses this key's calls, since all it may spend is spent. */
export function isBudgetUsedUp({ keyInUse, activeGatewayId }: BudgetState): boolean {
  return keyInUse?.state === 'exhausted' && keyInUse.gatewayId === activeGatewayId
}

const resetMoment = new Intl.DateTimeFormat('en', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
})

/** When a budget begins anew, in a sentence. */
export function resetSentence(budgetResetAt: string | null): string {
  return budgetResetAt === null
    ? 'It does not begin anew by itself.'
    : `It begins anew ${resetMoment.format(new Date(budgetResetAt))}.`
}

type BudgetState = Pick<AppState, 'keyInUse' | 'activeGatewayId'>

function hasBudget(key: KeyInUse): key is BudgetedKey {
  return key.maxBudget !== null && key.remaining !== null
}
