import { callHistory, type CallHistory } from '#main/demo-gateway/call-history.ts'
import type { LogEntry } from '#main/spend/log-entry.ts'
import type { Mirror } from '#main/spend/mirror/mirror.ts'
import { readLogRow } from '#main/spend/sync/log-row.ts'

/** Where generated histories end. */
export const HISTORY_END = new Date('2026-11-22T03:27:00Z')

const DAY_MS = 86_400_000

/** Generated calls of a busy gateway up to `HISTORY_END`: the same every time, for any number of rows up to 16 million. */
export function generatedHistory(count: number, days = 90): CallHistory {
  const from = new Date(HISTORY_END.getTime() - days * DAY_MS)
  return callHistory({ count, from, to: HISTORY_END, isNewer: true })
}

/** Rows of a history as they are kept, oldest first. */
export function entriesOf(history: CallHistory, from = 0, to = history.count): LogEntry[] {
  return Array.from({ length: to - from }, (_, index) => readLogRow(history.row(from + index))).filter(
    (entry) => entry !== null,
  )
}

/** Fills a mirror with a history that ends at `endMs`, newest rows first, as a synchronisation does. */
export async function fillMirror(
  mirror: Mirror,
  history: CallHistory,
  { batchRows = 20_000, endMs = HISTORY_END.getTime() } = {},
): Promise<void> {
  for (let end = history.count; end > 0; end -= batchRows) {
    const start = Math.max(0, end - batchRows)
    const span = {
      from: history.timeOf(start),
      to: end === history.count ? endMs : history.timeOf(end),
    }
    // Rows of the first moment of the batch before belong to that one.
    const entries = entriesOf(history, start, end).filter(({ timeMs }) => timeMs < span.to)
    await mirror.write({ span, entries, settled: span })
  }
}
