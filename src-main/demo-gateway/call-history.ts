import { madeUpKeys, type MadeUpKey } from './call-population.ts'
import { INDEX_LIMIT, indexIn } from './hidden-index.ts'
import { historyRow } from './history-row.ts'
import { hourlyPace } from './hourly-pace.ts'
import { seededRandom } from './seeded-random.ts'
import type { SpendLogRow } from './spend-logs.ts'

/** How a history is made; the same plan gives the same rows. */
export interface HistoryPlan {
  /** At most 16,777,216. */
  readonly count: number
  readonly from: Date
  /** Before this moment. */
  readonly to: Date
  /** Rows as the newer gateway writes them. */
  readonly isNewer: boolean
  /** How many keys share the calls; 40 when left out. */
  readonly keyCount?: number
}

/**
 * Made-up calls of a gateway in daily use: office hours and nights, a few heavy keys and many light ones, sessions, caches,
 * bad hours. Rows are made when asked for, so a million of them take no memory. Index 0 is the oldest.
 */
export interface CallHistory {
  readonly count: number
  readonly keys: readonly MadeUpKey[]
  /** When a call began, in ms since 1970; never before that of a smaller index. */
  timeOf(index: number): number
  row(index: number): SpendLogRow
  /** The first call at or after a time; `count` when there is none. */
  indexAt(timeMs: number): number
  /** The call whose request id or call id this is; null when there is none. */
  find(id: string): SpendLogRow | null
}

/** Makes a history. */
export function callHistory(plan: HistoryPlan): CallHistory {
  const count = Math.min(plan.count, INDEX_LIMIT)
  const keys = madeUpKeys(plan.keyCount ?? 40)
  const pace = hourlyPace(plan.from.getTime(), plan.to.getTime())
  // The hours' share of calls grows without jumps, so an index has a place in time and a time a place among indexes.
  const timeOf = (index: number): number => pace.timeAt((index + seededRandom(index).next()) / count)
  const row = (index: number): SpendLogRow => historyRow(plan.isNewer, keys, index, count, timeOf(index))

  function indexAt(timeMs: number): number {
    let index = Math.min(count, Math.max(0, Math.floor(pace.shareAt(timeMs) * count)))
    while (index > 0 && timeOf(index - 1) >= timeMs) index -= 1
    while (index < count && timeOf(index) < timeMs) index += 1
    return index
  }

  function find(id: string): SpendLogRow | null {
    const index = indexIn(id)
    if (index === null || index >= count) return null
    const found = row(index)
    return found.request_id === id || found.litellm_call_id === id ? found : null
  }

  return { count, keys, timeOf, row, indexAt, find }
}
