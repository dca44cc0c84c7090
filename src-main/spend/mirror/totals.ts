import type { SpendTotal } from '#shared/spend.ts'
import { noFilter } from '#shared/spend-query.ts'

import { picoOf, usdOf } from '../pico-usd.ts'
import { readFigures } from './figures.ts'
import type { Mirror } from './mirror.ts'
import type { OwnCalls } from './own-calls.ts'
import type { RowSet } from './row-set.ts'

/** What was spent since a moment, ms since 1970: billed, and what is only estimated. */
export async function readTotal(
  mirror: Mirror,
  own: OwnCalls,
  set: RowSet,
  from: number,
): Promise<SpendTotal> {
  const filter = { ...noFilter, from: new Date(from).toISOString() }
  const measures = ['calls'] as const
  const all = await readFigures(mirror, set, { filter, measures })
  const calls = all.values.calls ?? 0
  if (set === 'own') {
    const pending = own.estimatedSince(from)
    return { billed: usdOf(picoOf(all.cost) - picoOf(pending)), pending, calls }
  }
  const billed = set === 'gateway' ? all : await readFigures(mirror, 'gateway', { filter, measures })
  return { billed: billed.cost, pending: usdOf(picoOf(all.cost) - picoOf(billed.cost)), calls }
}
