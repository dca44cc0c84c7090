import Big from 'big.js'

import type { SpendTotals } from '#shared/spend.ts'
import { formatUsd } from '#shared/usd-format.ts'

/** What was spent today, for the tray: null where there is nothing to tell. */
export function spendLine(totals: SpendTotals | null): string | null {
  if (totals === null || totals.today.calls === 0) return null
  const { billed, pending } = totals.today
  const isEstimate = Number(pending) > 0
  const whose = totals.scope === 'everybody' ? 'Spent today by everybody' : 'Spent today'
  return `${whose}: ${isEstimate ? '≈ ' : ''}${formatUsd(new Big(billed).plus(pending).toFixed())}`
}
