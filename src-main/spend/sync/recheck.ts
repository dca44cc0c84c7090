import type { Span } from '../coverage.ts'
import type { LogPage, LogPageRequest } from './log-source.ts'
import { SECOND_MS } from './span-reader.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** How often which stretch is counted again, shortest first. */
const PLANS: readonly { readonly every: number; readonly reach: number }[] = [
  { every: 2 * MINUTE_MS, reach: 30 * MINUTE_MS },
  { every: 20 * MINUTE_MS, reach: 6 * HOUR_MS },
  { every: 6 * HOUR_MS, reach: 48 * HOUR_MS },
]
/** Stretches that are read again at one recheck. */
const MAX_REREADS = 8

/** When to count again: a row is written when its call ends but dated when it began, so what is covered may get more. */
export class RecheckTimes {
  #at = PLANS.map(() => -Infinity)

  /** How far back to count now, in ms; null when nothing is due. It is taken for done. */
  take(now: number): number | null {
    const due = PLANS.findLastIndex(({ every }, index) => now - (this.#at[index] ?? 0) >= every)
    if (due < 0) return null
    // The longer stretch holds the shorter ones.
    this.#at = this.#at.map((at, index) => (index <= due ? now : at))
    return PLANS[due]?.reach ?? null
  }

  /** Everything is due again. */
  reset(): void {
    this.#at = PLANS.map(() => -Infinity)
  }
}

/** What rechecking works with. */
export interface RecheckParts {
  readonly pageSize: number
  readonly ask: (request: LogPageRequest) => Promise<LogPage>
  /** Rows of a stretch in the mirror. */
  readonly count: (span: Span) => Promise<number>
  /** Reads a stretch again. */
  readonly reread: (span: Span) => Promise<void>
}

/** Compares counts, and has read again where they differ: halves of halves, until a page holds them. */
export async function recheck(span: Span, parts: RecheckParts): Promise<void> {
  // Nothing outside of the stretch is to be counted.
  const left: Span[] = [{ from: Math.ceil(span.from / SECOND_MS) * SECOND_MS, to: wholeSecond(span.to) }]
  for (let rereads = 0; rereads < MAX_REREADS;) {
    const part = left.pop()
    if (part === undefined) return
    if (part.to <= part.from) continue
    const { total, isTotalCapped } = await parts.ask({ span: part, page: 1, pageSize: 1 })
    // The gateway counts both ends of a stretch.
    const both = { from: part.from, to: part.to + 1 }
    const known = await parts.count(both)
    if (!isTotalCapped && total === known) continue
    if (Math.max(total, known) <= parts.pageSize || part.to - part.from <= SECOND_MS) {
      rereads += 1
      await parts.reread(both)
      continue
    }
    const middle = wholeSecond((part.from + part.to) / 2)
    // The newer half first.
    left.push({ from: part.from, to: middle }, { from: middle, to: part.to })
  }
}

function wholeSecond(ms: number): number {
  return Math.floor(ms / SECOND_MS) * SECOND_MS
}
