import { AppFailure, appError } from '#shared/app-error.ts'
import type {
  SpendAnswerFacts,
  SpendFacets,
  SpendFacetsRequest,
  SpendFigures,
  SpendFiguresAnswer,
  SpendFiguresRequest,
  SpendFilter,
  SpendGroups,
  SpendGroupsRequest,
  SpendPage,
  SpendPageRequest,
  SpendSeries,
  SpendSeriesRequest,
} from '#shared/spend-query.ts'

import { BEGINNING, covers, newestSpan } from './coverage.ts'
import { readFacets } from './mirror/facets.ts'
import { readFigures } from './mirror/figures.ts'
import { readGroups } from './mirror/groups.ts'
import type { Mirror } from './mirror/mirror.ts'
import type { OwnCalls } from './mirror/own-calls.ts'
import { Pages } from './mirror/page.ts'
import type { RowSet } from './mirror/row-set.ts'
import { readSeries } from './mirror/series.ts'
import { spendLogOf } from './mirror/spend-log-of.ts'
import { canSumUp, figuresOfDays, seriesOfDays } from './day-answers.ts'
import type { ServerPage, ServerPages } from './server-pages.ts'
import type { DailyActivity } from './sync/daily-activity.ts'

/** Records of our own this young may still be on their way into the gateway's log, in ms. */
const ON_ITS_WAY_MS = 10 * 60_000

/** What answers are made of. */
export interface AnswerParts {
  readonly mirror: Mirror
  readonly own: OwnCalls
  readonly server: ServerPages
  /** The gateway's daily figures; null where it does not tell. */
  readonly activity: (filter: SpendFilter) => Promise<readonly DailyActivity[] | null>
  /** False when the key may not read the log: then there are only records of our own. */
  readonly mayRead: () => boolean
  /** How far back the log is to be copied, in ms since 1970. */
  readonly since: () => number
}

/** Answers the view's questions: from the mirror, and while that does not reach far enough, from the gateway. */
export class Answers {
  readonly #parts: AnswerParts
  readonly #pages: Pages

  constructor(parts: AnswerParts) {
    this.#parts = parts
    this.#pages = new Pages(parts.mirror, () => parts.mirror.generation)
  }

  /** Makes nothing ahead any more. */
  stop(): void {
    this.#pages.stop()
  }

  async page(request: SpendPageRequest): Promise<SpendPage> {
    const { filter, sort, offset, limit } = request
    const set = this.rowSet()
    const { rows, total } = await this.#pages.page(set, request, { offset, limit })
    const facts = this.#facts(filter)
    const newest = newestSpan(this.#parts.mirror.coverage)
    const last = rows.at(-1)
    // Rows beyond the newest stretch may have others between them that are not here yet.
    const isShort =
      rows.length < limit || (last !== undefined && last.entry.timeMs < (newest?.from ?? Infinity))
    // Beyond what is to be copied, the copy is all there is to see.
    if (isShort && this.#parts.mayRead() && !this.#isCovered({ from: this.#since(filter), to: Infinity })) {
      const page = await this.#serverPage(request)
      if (page !== null) {
        const logs = page.entries.map((entry) => spendLogOf(entry, null, this.#parts.own))
        const { total: serverTotal, isTotalCapped } = page
        return { ...facts, source: 'server', rows: logs, offset, total: serverTotal, isTotalCapped }
      }
    }
    // The next rows of this order are likely to be asked for.
    if (total > offset + limit) this.#pages.prepare(set, { filter, sort })
    return {
      ...facts,
      rows: rows.map(({ entry, ownId }) => spendLogOf(entry, ownId, this.#parts.own)),
      offset,
      total,
      isTotalCapped: false,
    }
  }

  async facets(request: SpendFacetsRequest): Promise<SpendFacets> {
    const set = this.rowSet()
    const found = await Promise.all(
      request.dimensions.map(async (dimension) => [
        dimension,
        await readFacets(this.#parts.mirror, set, dimension, request),
      ]),
    )
    return { ...this.#facts(request.filter), dimensions: Object.fromEntries(found) }
  }

  async groups(request: SpendGroupsRequest): Promise<SpendGroups> {
    const set = this.rowSet()
    const { mirror } = this.#parts
    const [{ groups, total }, totals] = await Promise.all([
      withKnownZone(() => readGroups(mirror, set, request)),
      readFigures(mirror, set, request),
    ])
    return { ...this.#facts(request.filter), groups, total, totals }
  }

  async series(request: SpendSeriesRequest): Promise<SpendSeries> {
    const facts = this.#facts(request.filter)
    const days = facts.isWhole || !canSumUp(request) ? null : await this.#days(request.filter)
    if (days !== null)
      return { ...facts, source: 'server', ...seriesOfDays(days, request), isByServerDay: true }
    const series = await withKnownZone(() => readSeries(this.#parts.mirror, this.rowSet(), request))
    return { ...facts, ...series, isByServerDay: false }
  }

  async figures(request: SpendFiguresRequest): Promise<SpendFiguresAnswer> {
    const facts = this.#facts(request.filter)
    const canSum = canSumUp({ ...request, stackBy: null, step: 'day' })
    const days = facts.isWhole || !canSum ? null : await this.#days(request.filter)
    if (days !== null) return { ...facts, source: 'server', figures: figuresOfDays(days, request.measures) }
    return { ...facts, figures: await this.#read(request) }
  }

  /** A gateway that does not answer now is told of by the state of copying. */
  async #serverPage(request: SpendPageRequest): Promise<ServerPage | null> {
    try {
      return await this.#parts.server.page(request)
    } catch (cause) {
      if (cause instanceof AppFailure) return null
      throw cause
    }
  }

  #read(request: SpendFiguresRequest): Promise<SpendFigures> {
    return readFigures(this.#parts.mirror, this.rowSet(), request)
  }

  async #days(filter: SpendFilter): Promise<readonly DailyActivity[] | null> {
    if (!this.#parts.mayRead()) return null
    const days = await this.#parts.activity(filter)
    return days === null || days.length === 0 ? null : days
  }

  /** Which rows there are to ask about. */
  rowSet(): RowSet {
    if (!this.#parts.mayRead()) return 'own'
    if (this.#parts.own.open.length === 0) return 'gateway'
    const newest = newestSpan(this.#parts.mirror.coverage)
    // Of what is covered, the gateway has said everything; what it did not log, it did not bill.
    return newest === null
      ? { open: { after: 0, before: 0 } }
      : { open: { after: newest.to - ON_ITS_WAY_MS, before: newest.from } }
  }

  #facts(filter: SpendFilter): SpendAnswerFacts {
    const { revision } = this.#parts.mirror
    if (!this.#parts.mayRead()) return { source: 'local', isWhole: true, revision }
    const span = {
      from: filter.from === null ? -Infinity : Date.parse(filter.from),
      to: filter.to === null ? Infinity : Date.parse(filter.to),
    }
    return { source: 'mirror', isWhole: this.#isCovered(span), revision }
  }

  #since(filter: SpendFilter): number {
    return Math.max(this.#parts.since(), filter.from === null ? -Infinity : Date.parse(filter.from))
  }

  #isCovered(asked: { readonly from: number; readonly to: number }): boolean {
    const { coverage } = this.#parts.mirror
    const newest = newestSpan(coverage)
    if (newest === null) return false
    // What is newer than this is on its way.
    const span = { from: asked.from, to: Math.min(asked.to, newest.to) }
    // The beginning of all rows is covered like any other time.
    const first = coverage[0]
    const from =
      span.from === -Infinity && first !== undefined && first.from <= BEGINNING ? first.from : span.from
    return covers(coverage, { from, to: span.to })
  }
}

/** A time zone nobody knows is the window's mistake, not ours. */
async function withKnownZone<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof RangeError) {
      throw new AppFailure(
        appError('invalid-input', 'This time zone is not known.', { details: cause.message }),
      )
    }
    throw cause
  }
}
