import type { SpendRange } from './spend.ts'

/** A stretch of time: from `from` on, before `to`; ISO 8601 UTC, null for open. */
export interface Stretch {
  readonly from: string | null
  readonly to: string | null
}

const UNIT_MS = { hour: 3_600_000, day: 86_400_000 } as const

/**
 * The stretch a named range means now, by the days of the computer’s time zone. Ranges up to now are open at their end,
 * since a gateway's clock may be ahead of ours.
 */
export function rangeOf(range: SpendRange, now: Date): Stretch {
  switch (range.type) {
    case 'all':
      return { from: null, to: null }
    case 'between':
      return { from: range.from, to: range.to }
    case 'last':
      return { from: new Date(now.getTime() - range.count * UNIT_MS[range.unit]).toISOString(), to: null }
    case 'today':
      return { from: startOf(now.getFullYear(), now.getMonth(), now.getDate()), to: null }
    case 'this-month':
      return { from: startOf(now.getFullYear(), now.getMonth(), 1), to: null }
  }
}

function startOf(year: number, month: number, day: number): string {
  return new Date(year, month, day).toISOString()
}
