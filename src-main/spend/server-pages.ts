import type { SpendDimension, SpendPageRequest } from '#shared/spend-query.ts'

import { BEGINNING } from './coverage.ts'
import type { LogEntry } from './log-entry.ts'
import { splitId } from './mirror/id-form.ts'
import type { LogPageRequest, LogQuery, LogSource } from './sync/log-source.ts'

/** Rows as the gateway gives them for a question. */
export interface ServerPage {
  readonly entries: readonly LogEntry[]
  readonly total: number
  readonly isTotalCapped: boolean
}

/** Deeper pages take the gateway seconds, or down. */
const MAX_OFFSET = 1_000
/** Rows may be dated after the gateway's own clock. */
const AHEAD_MS = 86_400_000

/**
 * Tried first for the newest rows, in ms: the gateway sorts and counts all rows of the stretch it is asked for, which takes
 * seconds where a busy one is asked for months.
 */
const RECENT_MS = [3_600_000, 86_400_000] as const

/** The names by which newer gateways narrow their log down. */
const names: Partial<Record<SpendDimension, string>> = {
  model: 'model_group',
  providerModel: 'model',
  key: 'api_key',
  user: 'user_id',
  endUser: 'end_user',
  team: 'team_id',
  status: 'status_filter',
}
/** And those that older ones know, too. */
const olderNames: ReadonlySet<string> = new Set([
  'model',
  'api_key',
  'user_id',
  'end_user',
  'team_id',
  'status_filter',
])

/** Asks the gateway itself for a page of rows, for the time until they are mirrored. */
export class ServerPages {
  readonly #source: LogSource
  readonly #signal: AbortSignal

  constructor(source: LogSource, signal: AbortSignal) {
    this.#source = source
    this.#signal = signal
  }

  /** The page, newest rows first; null for a question the gateway cannot answer, or not without harm. */
  async page(request: SpendPageRequest): Promise<ServerPage | null> {
    const { filter, sort, offset, limit } = request
    const pageSize = Math.min(limit, this.#source.maxPageSize)
    const query = this.#queryOf(request)
    if (query === null || sort.column !== 'time' || sort.direction !== 'descending') return null
    if (offset > MAX_OFFSET || offset % pageSize !== 0) return null
    const span = {
      from: filter.from === null ? BEGINNING : Date.parse(filter.from),
      to: filter.to === null ? Date.now() + AHEAD_MS : Date.parse(filter.to),
    }
    const read = (from: number): Promise<ServerPage> =>
      this.#read({ span: { from, to: span.to }, page: offset / pageSize + 1, pageSize, query })
    if (offset === 0) {
      for (const recent of RECENT_MS) {
        const from = Math.min(span.to, Date.now()) - recent
        if (from <= span.from) break
        const page = await read(from)
        if (page.entries.length >= pageSize) return { ...page, isTotalCapped: true }
      }
    }
    return read(span.from)
  }

  async #read(request: LogPageRequest): Promise<ServerPage> {
    const { span } = request
    const page = await this.#source.readPage(request, this.#signal)
    const entries = page.entries.filter(({ timeMs }) => timeMs >= span.from && timeMs < span.to)
    return { entries, total: page.total, isTotalCapped: page.isTotalCapped }
  }

  #queryOf({ filter }: SpendPageRequest): LogQuery | null {
    const query: Record<string, string> = {}
    for (const [dimension, choice] of Object.entries(filter.choices)) {
      const name = names[dimension as SpendDimension]
      const [value, ...others] = choice.values
      const isKnown = name !== undefined && (this.#source.route === 'v2' || olderNames.has(name))
      if (!isKnown || choice.isExcluded || others.length > 0 || value === undefined || value === '')
        return null
      query[name] = value
    }
    for (const [quantity, { min, max }] of Object.entries(filter.bounds)) {
      if (quantity !== 'cost') return null
      if (min !== null) query['min_spend'] = String(min)
      if (max !== null) query['max_spend'] = String(max)
    }
    const text = filter.text.trim()
    if (text === '') return query
    // Of all texts, the gateway finds only whole ids.
    if (splitId(text).uuid === null || /\s/.test(text)) return null
    return { ...query, request_id: text }
  }
}
