import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'

import { AppFailure, appError } from '#shared/app-error.ts'
import type {
  SpendAccess,
  SpendBudget,
  SpendExportProgress,
  SpendExportRequest,
  SpendStatus,
  SpendSyncCommand,
  SpendTotal,
  SpendTotals,
} from '#shared/spend.ts'
import type { SpendLogDetail } from '#shared/spend-log.ts'

import { judgeKey } from '../gateway/gateway-facts.ts'
import type { GatewayAddress } from '../gateway/gateway-client.ts'
import { log } from '../log/log.ts'
import { Answers } from './answers.ts'
import { burnDown, periodStart } from './budget.ts'
import { newestSpan } from './coverage.ts'
import { readDetail } from './detail/detail.ts'
import { ownDetail } from './detail/own-detail.ts'
import { GatewayWord } from './gateway-word.ts'
import type { LogEntry } from './log-entry.ts'
import { isId } from './mirror/dimensions.ts'
import { Exports } from './mirror/exports.ts'
import { entryOf, logColumnNames } from './mirror/log-columns.ts'
import { Mirror, type BatchOutcome } from './mirror/mirror.ts'
import { IN_MEMORY } from './mirror/mirror-path.ts'
import { OwnCalls } from './mirror/own-calls.ts'
import type { RowSet } from './mirror/row-set.ts'
import { spendLogOf } from './mirror/spend-log-of.ts'
import { readSpentPoints } from './mirror/spent-points.ts'
import { readTotal } from './mirror/totals.ts'
import type { OwnBill, OwnCall } from './own-call.ts'
import type { KeyBudget } from './own-key.ts'
import { matchCalls } from './own-match.ts'
import { ServerPages } from './server-pages.ts'
import { readDailyActivity } from './sync/daily-activity.ts'
import { LogSource } from './sync/log-source.ts'
import { Synchroniser } from './sync/synchroniser.ts'
import { Throttle } from './throttle.ts'
import type { DeskGateway, Midnights } from './worker-calls.ts'

const DAY_MS = 86_400_000
const STATUS_EVERY_MS = 250
const CHANGED_EVERY_MS = 1_000
const IDENTITY_NOTE = 'identity'

/** What a desk tells of its own accord. */
export interface DeskTold {
  readonly status: (status: SpendStatus) => void
  readonly changed: (revision: number) => void
  readonly billed: (bills: readonly OwnBill[]) => void
  readonly exported: (progress: SpendExportProgress) => void
}

/** Everything about one gateway: its mirror, what keeps it in step, and the answers to questions about it. */
export class GatewayDesk {
  readonly #mirror: Mirror
  readonly #own: OwnCalls
  readonly #answers: Answers
  readonly #exports: Exports
  readonly #source: LogSource
  readonly #told: DeskTold
  readonly #stop = new AbortController()
  readonly #statusTold: Throttle
  readonly #changedTold: Throttle
  readonly #word = new GatewayWord(() => this.#gateway.address, this.#stop.signal)
  #sync: Synchroniser | null = null
  #gateway: DeskGateway
  #access: SpendAccess = 'unknown'
  #ownKey: KeyBudget | null = null
  #hasStarted = false

  private constructor(gateway: DeskGateway, mirror: Mirror, told: DeskTold) {
    this.#gateway = gateway
    this.#mirror = mirror
    this.#told = told
    this.#own = new OwnCalls(mirror)
    this.#source = new LogSource(() => this.#gateway.address)
    this.#exports = new Exports(mirror, told.exported)
    this.#statusTold = new Throttle(STATUS_EVERY_MS, () => told.status(this.status()))
    this.#changedTold = new Throttle(CHANGED_EVERY_MS, () => told.changed(mirror.revision))
    this.#answers = new Answers({
      mirror,
      own: this.#own,
      server: new ServerPages(this.#source, this.#stop.signal),
      activity: (filter) => this.#word.activity(filter),
      mayRead: () => this.#mayRead,
      since: () => this.#sync?.since ?? 0,
    })
  }

  /** Opens a gateway's mirror. Nothing is asked of the gateway before `show`. */
  static async open(gateway: DeskGateway, told: DeskTold): Promise<GatewayDesk> {
    const mirror = await Mirror.open(gateway.path)
    const desk = new GatewayDesk(gateway, mirror, told)
    desk.#sync = await Synchroniser.of({
      mirror,
      source: desk.#source,
      activity: (days, signal) => readDailyActivity(desk.#gateway.address, days, signal),
      prepare: (signal) => desk.#learnRights(signal),
      tell: () => desk.#statusTold.call(),
      written: (outcome) => desk.#written(outcome),
    })
    return desk
  }

  get answers(): Answers {
    return this.#answers
  }

  /** Another address or key, or the same again. */
  setGateway(gateway: DeskGateway): void {
    const { baseUrl, key } = this.#gateway.address
    const isSame = baseUrl === gateway.address.baseUrl && key === gateway.address.key
    this.#gateway = gateway
    if (isSame) return
    this.#source.forget()
    this.#word.forget()
    this.#access = 'unknown'
    if (this.#hasStarted) this.#sync?.prepareAnew()
  }

  /** Somebody watches, or no longer. The first time, copying begins. */
  async show(isShown: boolean): Promise<SpendStatus> {
    this.#sync?.show(isShown)
    await this.#mirror.setInUse(isShown)
    if (isShown) {
      this.#hasStarted = true
      this.#sync?.start()
      void this.#refreshKey()
    }
    return this.status()
  }

  setBattery(isOnBattery: boolean): void {
    this.#sync?.setBattery(isOnBattery)
  }

  async command(command: SpendSyncCommand): Promise<SpendStatus> {
    this.#hasStarted = true
    switch (command.type) {
      case 'resume':
        this.#sync?.resume()
        break
      case 'pause':
        this.#sync?.pause()
        break
      case 'reach':
        await this.#sync?.reach(command.since === null ? null : Date.parse(command.since))
        break
      case 'reset':
        await this.#mirror.clear()
        this.#changedTold.call()
        this.#sync?.begin()
        break
    }
    return this.status()
  }

  /** Adds records of our own, or replaces them. */
  async setOwn(calls: readonly OwnCall[]): Promise<void> {
    await this.#own.set(calls)
    await this.#billKnown(calls.filter(({ billing }) => billing !== 'billed'))
    this.#mirror.touch()
    this.#changedTold.call()
    if (calls.some(({ billing }) => billing === 'billed')) void this.#refreshKey()
  }

  status(): SpendStatus {
    const sync = this.#sync
    const newest = newestSpan(this.#mirror.coverage)
    const hindrance = sync?.hindrance ?? null
    return {
      gatewayId: this.#gateway.gatewayId,
      source: hindrance !== null ? 'local' : newest === null ? 'server' : 'mirror',
      access: hindrance === null ? this.#access : 'none',
      hindrance,
      sync: sync?.status ?? idleSync,
      completeFrom: newest === null ? null : iso(newest.from),
      completeTo: newest === null ? null : iso(newest.to),
      reachesBeginning: sync?.reachesBeginning ?? false,
      rowCount: this.#mirror.rowCount,
      sizeBytes: this.#size(),
      clockAheadMs: sync?.clockAheadMs ?? null,
      ownKey:
        this.#ownKey === null
          ? null
          : {
              alias: this.#ownKey.alias,
              spend: this.#ownKey.spend,
              maxBudget: this.#ownKey.maxBudget,
              budgetResetAt: this.#ownKey.resetAt,
            },
      revision: this.#mirror.revision,
    }
  }

  async detail(id: string, withTraceback: boolean): Promise<SpendLogDetail> {
    const own = this.#own.findByRowId(id)
    const known = await this.#find(id)
    if (known === null && own !== null)
      return ownDetail(own.entry, spendLogOf(own.entry, own.call.id, this.#own))
    return readDetail(id, withTraceback, {
      address: this.#gateway.address,
      known,
      toLog: (entry) => spendLogOf(entry, null, this.#own),
      modelOf: (name) => this.#word.model(name),
      signal: this.#stop.signal,
    })
  }

  /** Budgets of a key, of the own one for null. */
  async budgets(keyHash: string | null): Promise<SpendBudget[]> {
    const budget = await this.#word.budget(keyHash)
    if (budget === null || budget.maxBudget === null) return []
    const now = Date.now() + (this.#sync?.clockAheadMs ?? 0)
    const from = periodStart(budget) ?? now - 30 * DAY_MS
    const keyOfRows = this.#mayRead ? budget.hash : null
    const points = await readSpentPoints(this.#mirror, this.#answers.rowSet(), keyOfRows, from)
    return [burnDown({ ...budget, maxBudget: budget.maxBudget }, points, now)]
  }

  export(request: SpendExportRequest, path: string): Promise<SpendExportProgress> {
    return this.#exports.start(this.#answers.rowSet(), request, path)
  }

  cancelExport(exportId: string): void {
    this.#exports.cancel(exportId)
  }

  async totals(midnights: Midnights): Promise<SpendTotals> {
    const newest = newestSpan(this.#mirror.coverage)
    // A copy that does not reach back to the first of the month would tell too little.
    const isMirrored = this.#mayRead && newest !== null && newest.from <= midnights.thisMonth
    const set: RowSet = isMirrored ? this.#answers.rowSet() : 'own'
    const since = (from: number): Promise<SpendTotal> => readTotal(this.#mirror, this.#own, set, from)
    const [today, last7Days, thisMonth] = await Promise.all([
      since(midnights.today),
      since(midnights.last7Days),
      since(midnights.thisMonth),
    ])
    const scope = !isMirrored ? 'litedesk' : this.#access === 'own' ? 'own' : 'everybody'
    return { gatewayId: this.#gateway.gatewayId, scope, today, last7Days, thisMonth }
  }

  /** Stops copying and closes the mirror. */
  async close(): Promise<void> {
    this.#stop.abort()
    this.#statusTold.stop()
    this.#changedTold.stop()
    this.#exports.stop()
    this.#answers.stop()
    await this.#sync?.stop()
    await this.#mirror.close()
  }

  get #mayRead(): boolean {
    return (this.#sync?.hindrance ?? null) === null
  }

  /**
   * What the key may see decides what the mirror holds: rows of one user are no copy of everybody's, so another key's mirror
   * begins anew. Throws AppFailure for a key that is refused.
   */
  async #learnRights(signal: AbortSignal): Promise<void> {
    const { address } = this.#gateway
    const verdict = await judgeKey(address, signal)
    if (verdict.state === 'refused') throw new AppFailure(verdict.error)
    const isAdmin = verdict.kind === 'admin'
    const identity = identityOf(address, isAdmin)
    const before = await this.#mirror.note(IDENTITY_NOTE)
    if (before !== identity) {
      if (before !== null) {
        await this.#mirror.clear()
        this.#changedTold.call()
      }
      await this.#mirror.setNote(IDENTITY_NOTE, identity)
    }
    this.#access = isAdmin ? 'all' : 'own'
  }

  /** Calls whose rows are here already, as those of before the log was copied. */
  async #billKnown(calls: readonly OwnCall[]): Promise<void> {
    if (calls.length === 0 || this.#mirror.rowCount === 0) return
    const bills = matchCalls(calls, await this.#own.candidates(calls), this.#sync?.clockAheadMs ?? 0)
    if (bills.length > 0) this.#told.billed(bills)
  }

  #written(outcome: BatchOutcome): void {
    this.#changedTold.call()
    const open = this.#own.open
    if (open.length === 0) return
    const entries = [...outcome.added, ...outcome.changed]
    const bills = matchCalls(open, entries, this.#sync?.clockAheadMs ?? 0)
    if (bills.length > 0) this.#told.billed(bills)
  }

  async #refreshKey(): Promise<void> {
    try {
      this.#ownKey = await this.#word.budget(null)
      this.#statusTold.call()
    } catch (cause) {
      // The state of copying tells what is wrong with the gateway.
      log.info('The gateway did not tell about its own key', cause)
    }
  }

  async #find(id: string): Promise<LogEntry | null> {
    const where = isId('id', id)
    const [cells] = await this.#mirror.duck.rows({
      sql: `SELECT ${logColumnNames} FROM log WHERE ${where.sql} LIMIT 1`,
      parameters: where.parameters,
    })
    return cells === undefined ? null : entryOf(cells)
  }

  #size(): number {
    const { path } = this.#gateway
    if (path === IN_MEMORY) return 0
    return [path, `${path}.wal`].reduce(
      (sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0),
      0,
    )
  }
}

const idleSync: SpendStatus['sync'] = {
  state: 'off',
  pausedBy: null,
  error: null,
  retryAt: null,
  since: null,
  rowsDone: 0,
  rowsExpected: null,
  rowsPerSecond: null,
  timeLeftMs: null,
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString()
}

/** Whose rows a mirror holds: an admin's key may be changed without losing them. */
function identityOf({ baseUrl, key }: GatewayAddress, isAdmin: boolean): string {
  return createHash('sha256')
    .update(`${baseUrl}\n${isAdmin ? 'everybody' : (key ?? '')}`)
    .digest('hex')
}

/** The failure of a question about a gateway the worker was not told of. */
export function unknownGateway(): AppFailure {
  return new AppFailure(appError('gone', 'This gateway is no longer in the list.'))
}
