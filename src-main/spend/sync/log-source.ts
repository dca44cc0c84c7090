import { z } from 'zod'

import { AppFailure, appError } from '#shared/app-error.ts'

import { getFromGateway, type GatewayAddress } from '../../gateway/gateway-client.ts'
import type { Span } from '../coverage.ts'
import type { LogEntry } from '../log-entry.ts'
import { readLogRow } from './log-row.ts'

/** The route a gateway lists its log by: the newer, public one, or the one of LiteLLM's own pages. */
export type LogRoute = 'v2' | 'ui'

/** A page of the log: the newest rows of a stretch of time first. */
export interface LogPage {
  readonly entries: readonly LogEntry[]
  /** Rows the gateway sent, readable or not. */
  readonly rowCount: number
  /** Whether there may be more rows behind these. */
  readonly isFull: boolean
  /** Rows in the stretch; when `isTotalCapped`, at least so many. */
  readonly total: number
  readonly isTotalCapped: boolean
  /** The gateway's clock, in ms since 1970; null when it does not tell. */
  readonly serverTimeMs: number | null
}

/** What narrows a page down, by LiteLLM's names. */
export type LogQuery = Readonly<Record<string, string>>

/** What is asked for. The stretch's end belongs to it when it is a whole second. */
export interface LogPageRequest {
  readonly span: Span
  readonly page: number
  readonly pageSize: number
  readonly query?: LogQuery
}

/** A row takes about 4 kB on the wire: half a thousand are read in one go without holding other work up. */
const PAGE_SIZES: Readonly<Record<LogRoute, number>> = { v2: 500, ui: 100 }
/** Newer gateways count no further, and not all of them say so. */
const COUNT_CAP = 10_000
/** LiteLLM's own pages wait a minute. */
const TIMEOUT_MS = 60_000

const Page = z.object({
  data: z.array(z.unknown()),
  total: z.number().nullish(),
  total_is_capped: z.boolean().nullish(),
  page_size: z.number().nullish(),
})

/** Reads a gateway's log. Which of its routes there is, is found out at the first page. */
export class LogSource {
  readonly #address: () => GatewayAddress
  #route: LogRoute | null = null

  constructor(address: () => GatewayAddress) {
    this.#address = address
  }

  /** null until a page was read. */
  get route(): LogRoute | null {
    return this.#route
  }

  /** Finds its route again: the gateway may be another one. */
  forget(): void {
    this.#route = null
  }

  /** The largest page the route gives. */
  get maxPageSize(): number {
    return PAGE_SIZES[this.#route ?? 'ui']
  }

  /**
   * Reads a page. Throws AppFailure: `forbidden` for a key without rights, `no-database`, `not-found` where there is no
   * route, and all that can happen on the way.
   */
  async readPage(request: LogPageRequest, signal: AbortSignal): Promise<LogPage> {
    if (this.#route !== null) return this.#read(this.#route, request, signal)
    try {
      const page = await this.#read('v2', request, signal)
      this.#route = 'v2'
      return page
    } catch (cause) {
      if (!(cause instanceof AppFailure) || cause.error.status !== 404) throw cause
      const page = await this.#read('ui', request, signal)
      this.#route = 'ui'
      return page
    }
  }

  async #read(route: LogRoute, request: LogPageRequest, signal: AbortSignal): Promise<LogPage> {
    const pageSize = Math.min(request.pageSize, PAGE_SIZES[route])
    const query = new URLSearchParams({
      ...request.query,
      start_date: secondText(Math.floor(request.span.from / 1000)),
      end_date: secondText(Math.ceil(request.span.to / 1000)),
      page: String(request.page),
      page_size: String(pageSize),
    })
    const answer = await getFromGateway(this.#address(), `/spend/logs/${route}?${query.toString()}`, {
      signal,
      timeoutMs: TIMEOUT_MS,
    })
    const parsed = Page.safeParse(answer.json)
    if (!parsed.success) throw strangeAnswer()
    return pageOf(parsed.data, { ...request, pageSize }, serverTime(answer.headers))
  }
}

function pageOf(answer: z.infer<typeof Page>, request: LogPageRequest, serverTimeMs: number | null): LogPage {
  const { data } = answer
  const total = answer.total ?? data.length
  const isTotalCapped = answer.total_is_capped === true || total >= COUNT_CAP
  const entries = data.map(readLogRow).filter((entry) => entry !== null)
  const isFull = data.length >= Math.min(answer.page_size ?? Infinity, request.pageSize)
  const hasLost = request.page === 1 && !isFull && total > data.length
  const isOwnOrder = request.query?.['sort_by'] !== undefined
  // Either way, what came would not be what was asked for, and taken for all there is.
  if (hasLost || (!isOwnOrder && !isNewestFirst(entries))) throw strangeAnswer()
  return { entries, rowCount: data.length, isFull, total, isTotalCapped, serverTimeMs }
}

/** `YYYY-MM-DD HH:MM:SS` in UTC, the one format both routes take. */
function secondText(second: number): string {
  return new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ')
}

function isNewestFirst(entries: readonly LogEntry[]): boolean {
  return entries.every((entry, index) => entry.timeMs <= (entries[index - 1]?.timeMs ?? Infinity))
}

function serverTime(headers: Headers): number | null {
  const time = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(time) ? null : time
}

function strangeAnswer(): AppFailure {
  return new AppFailure(
    appError('gateway-failed', 'The gateway’s log came in a form Litedesk does not know.', {
      nextStep: 'It is tried again; if it stays so, tell us the gateway’s version.',
    }),
  )
}
