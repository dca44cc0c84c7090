import type { Span } from '../coverage.ts'
import type { LogEntry } from '../log-entry.ts'
import type { LogPage, LogPageRequest, LogQuery } from './log-source.ts'

/** The rows of a second, and whether they are all there are. */
export interface Burst {
  readonly entries: readonly LogEntry[]
  readonly isWhole: boolean
}

/**
 * Orders to read a second in. PostgreSQL gives rows of the same moment in another order for each page, so pages overlap and
 * miss rows; read in several orders, they add up. Older gateways have only the first.
 */
const ORDERS: readonly LogQuery[] = [
  {},
  { sort_by: 'startTime', sort_order: 'asc' },
  { sort_by: 'total_tokens', sort_order: 'desc' },
  { sort_by: 'spend', sort_order: 'asc' },
  { sort_by: 'endTime', sort_order: 'desc' },
  { sort_by: 'model', sort_order: 'asc' },
]
/** Every order is tried so often. */
const ROUNDS = 3
/** A gateway that never says it is at the end. */
const MAX_PAGES = 200

/** Reads a second that holds more than a page of rows: the one case in which further pages are asked for. */
export async function readBurst(
  second: Span,
  pageSize: number,
  ask: (request: LogPageRequest) => Promise<LogPage>,
): Promise<Burst> {
  const found = new Map<string, LogEntry>()
  for (let pass = 0; pass < ORDERS.length * ROUNDS; pass += 1) {
    const query = ORDERS[pass % ORDERS.length] ?? {}
    const { total, isTotalCapped } = await readPages(second, pageSize, query, ask, found)
    // Beyond the cap nobody knows how many there are; one pass has to do.
    if (isTotalCapped) return { entries: [...found.values()], isWhole: true }
    if (found.size >= total) return { entries: [...found.values()], isWhole: true }
  }
  return { entries: [...found.values()], isWhole: false }
}

async function readPages(
  second: Span,
  pageSize: number,
  query: LogQuery,
  ask: (request: LogPageRequest) => Promise<LogPage>,
  found: Map<string, LogEntry>,
): Promise<Pick<LogPage, 'total' | 'isTotalCapped'>> {
  for (let page = 1; ; page += 1) {
    const answer = await ask({ span: second, page, pageSize, query })
    for (const entry of answer.entries) found.set(entry.id, entry)
    const isComplete = !answer.isTotalCapped && found.size >= answer.total
    if (!answer.isFull || isComplete || page === MAX_PAGES) return answer
  }
}
