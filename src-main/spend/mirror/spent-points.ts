import { noFilter, type SpendFilter } from '#shared/spend-query.ts'

import type { SpentPoint } from '../budget.ts'
import { BEGINNING } from '../coverage.ts'
import type { QuestionSource } from './condition.ts'
import type { RowSet } from './row-set.ts'
import { readSeries } from './series.ts'

/** What a key has spent, step by step, since a moment (ms since 1970), from the rows at hand; of all rows for null. */
export async function readSpentPoints(
  source: QuestionSource,
  set: RowSet,
  keyHash: string | null,
  from: number,
): Promise<SpentPoint[]> {
  const filter: SpendFilter = {
    ...noFilter,
    from: new Date(Math.max(from, BEGINNING)).toISOString(),
    choices: keyHash === null ? {} : { key: { isExcluded: false, values: [keyHash] } },
  }
  const { times, lines } = await readSeries(source, set, {
    filter,
    step: null,
    timeZone: 'UTC',
    measures: ['cost'],
    stackBy: null,
    top: 1,
  })
  let sum = 0
  return (lines[0]?.values.cost ?? []).map((cost, index) => {
    sum += cost ?? 0
    return { at: Date.parse(times[index + 1] ?? times[index] ?? ''), spent: sum.toFixed(12) }
  })
}
