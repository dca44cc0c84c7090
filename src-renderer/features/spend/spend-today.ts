import Big from 'big.js'

import type { SpendTotal, SpendTotals } from '#shared/spend.ts'
import { formatUsd } from '#shared/usd-format.ts'

/** What was spent today: for a narrow place, and in full. */
export interface TodayWords {
  readonly text: string
  readonly hint: string
}

const whose = {
  everybody: 'all calls of the gateway',
  own: 'calls of this key’s user',
  litedesk: 'what Litedesk sent',
} as const

/** The running total; null while there is nothing to tell. */
export function todayWords(totals: SpendTotals | null): TodayWords | null {
  if (totals === null) return null
  return {
    text: `${totalWord(totals.today)} today`,
    hint: `Last 7 days ${totalWord(totals.last7Days)}, this month ${totalWord(totals.thisMonth)}: ${whose[totals.scope]}`,
  }
}

/** Billed and pending together; a total that holds an estimate is marked as one. */
function totalWord({ billed, pending }: SpendTotal): string {
  const isEstimate = !new Big(pending).eq(0)
  return `${isEstimate ? '≈ ' : ''}${formatUsd(new Big(billed).plus(pending).toFixed())}`
}
