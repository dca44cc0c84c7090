import Big from 'big.js'

import type { Cost } from './conversation.ts'

/** What several things cost together, without rounding. It is an estimate as soon as one part is; null when no part is known. */
export function sumOfCosts(costs: Iterable<Cost | null>): Cost | null {
  let sum = new Big(0)
  let source: Cost['source'] | null = null
  for (const cost of costs) {
    if (cost === null) continue
    sum = sum.plus(cost.usd)
    if (source !== 'estimate') source = cost.source
  }
  return source === null ? null : { usd: sum.toFixed(), source }
}
