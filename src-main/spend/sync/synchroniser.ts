import type { AppError } from '#shared/app-error.ts'
import type { SpendHindrance, SpendSync } from '#shared/spend.ts'

import { log } from '../../log/log.ts'
import { BEGINNING, newestGap, newestSpan, type Span } from '../coverage.ts'
import type { Batch, BatchOutcome, Mirror } from '../mirror/mirror.ts'
import { pauseAfter } from './back-off.ts'
import { readBurst } from './burst.ts'
import type { DailyActivity } from './daily-activity.ts'
import type { LogPage, LogPageRequest, LogSource } from './log-source.ts'
import { SyncProgress } from './progress.ts'
import { recheck, RecheckTimes } from './recheck.ts'
import { ServerClock } from './server-clock.ts'
import { SECOND_MS, SpanReader, type ReadPart } from './span-reader.ts'
import { FIRST_STRETCH_MS, Stride } from './stride.ts'
import { hindranceOf, isOverload, syncError } from './sync-failure.ts'
import { WakeableSleep } from './wakeable-sleep.ts'

const MINUTE_MS = 60 * SECOND_MS
const DAY_MS = 24 * 60 * MINUTE_MS

/** How far back is copied unless the user wants more. */
const DEFAULT_REACH_MS = 90 * DAY_MS
/** Rows may be dated after the gateway's own clock, when several servers write them. */
const AHEAD_MS = DAY_MS
/** Rows this much older are looked at again each time, since they may have changed. */
const OVERLAP_MS = 3 * MINUTE_MS
/** How often new rows are looked for: while somebody watches, and otherwise. */
const TICK_MS = { shown: 10 * SECOND_MS, hidden: MINUTE_MS } as const
/** The gateway rests for half of the time it worked, and at least this long. */
const REST_SHARE = 0.5
const REST_MS = { least: 20, most: 2000 } as const

/** So many rows more are copied without asking. */
const LITTLE_ROWS = 5_000

const SINCE_NOTE = 'since'
const EVERYTHING = 'everything'

/** What a synchroniser works with. */
export interface SyncParts {
  readonly mirror: Mirror
  readonly source: Pick<LogSource, 'readPage' | 'maxPageSize'>
  /** The gateway's daily figures, to know how many rows are to come; rejects where it does not tell. */
  readonly activity: (
    days: { readonly first: string; readonly last: string },
    signal: AbortSignal,
  ) => Promise<readonly DailyActivity[]>
  /** What has to be known before the first question; asked again until it resolves. */
  readonly prepare?: (signal: AbortSignal) => Promise<void>
  /** The state has changed. */
  readonly tell: () => void
  /** Rows were written. */
  readonly written: (outcome: BatchOutcome) => void
  /** Our clock, in ms since 1970. */
  readonly now?: () => number
  /** How long to wait after failures in a row, in ms. */
  readonly pauseAfter?: typeof pauseAfter
  /** How long to rest after so much work for the gateway, in ms. */
  readonly restAfter?: (workedMs: number) => number
}

/**
 * Keeps a mirror in step with its gateway: looks for new rows every few seconds, fills the newest gap first, one question at
 * a time with rests in between, and goes on where it was after any stop, since the mirror knows what it covers.
 */
export class Synchroniser {
  readonly #parts: SyncParts
  readonly #now: () => number
  readonly #progress = new SyncProgress()
  readonly #stop = new AbortController()
  #running: Promise<void> | null = null
  readonly #rest = new WakeableSleep()
  #isPrepared = false
  #hasChosenReach: boolean
  #hasLookedBeyond = false
  #isShown = false
  #isPaused = false
  #isOnBattery = false
  #ignoresBattery = false
  #since: number
  #state: SpendSync['state'] = 'running'
  #hindrance: SpendHindrance | null = null
  #error: AppError | null = null
  #retryAt: number | null = null
  #failures = 0
  #headAt = -Infinity
  readonly #recheckTimes = new RecheckTimes()
  #reader: SpanReader | null = null
  readonly #clock: ServerClock
  readonly #stride: Stride

  private constructor(parts: SyncParts, since: number | null) {
    this.#parts = parts
    this.#now = parts.now ?? Date.now
    this.#clock = new ServerClock(this.#now)
    this.#stride = new Stride(() => parts.source.maxPageSize)
    this.#hasChosenReach = since !== null
    this.#since = since ?? this.#now() - DEFAULT_REACH_MS
  }

  /** A synchroniser at rest, reaching as far back as the mirror was told to the last time. */
  static async of(parts: SyncParts): Promise<Synchroniser> {
    const note = await parts.mirror.note(SINCE_NOTE)
    if (note === EVERYTHING) return new Synchroniser(parts, BEGINNING)
    const since = Date.parse(note ?? '')
    return new Synchroniser(parts, Number.isNaN(since) ? null : since)
  }

  /** Begins, or goes on at once when it was waiting for something. */
  start(): void {
    this.#retryAt = null
    this.#headAt = -Infinity
    this.#running ??= this.#run()
    this.#rest.wake()
  }

  /** What was known before the first question may have changed, such as the key. */
  prepareAnew(): void {
    this.#isPrepared = false
    this.start()
  }

  /** Whether somebody watches: then new rows are looked for more often. */
  show(isShown: boolean): void {
    this.#isShown = isShown
    if (isShown) this.#rest.wake()
  }

  /** Copying old rows can wait for mains power. */
  setBattery(isOnBattery: boolean): void {
    this.#isOnBattery = isOnBattery
    if (!isOnBattery) this.#ignoresBattery = false
    this.#parts.tell()
    this.#rest.wake()
  }

  /** New rows are still looked for. */
  pause(): void {
    this.#isPaused = true
    this.#progress.rest()
    this.#parts.tell()
    this.#rest.wake()
  }

  /** Goes on, also on battery. */
  resume(): void {
    this.#isPaused = false
    this.#ignoresBattery = this.#isOnBattery
    this.start()
  }

  /** Reaches back to a moment; null for everything. */
  async reach(since: number | null): Promise<void> {
    this.#since = since ?? BEGINNING
    this.#hasChosenReach = true
    this.#progress.reset()
    await this.#parts.mirror.setNote(SINCE_NOTE, since === null ? EVERYTHING : new Date(since).toISOString())
    this.resume()
  }

  /** Forgets how far it was, after the mirror was cleared. */
  begin(): void {
    this.#reader = null
    this.#progress.reset()
    this.#stride.reset()
    this.#hasLookedBeyond = false
    this.#recheckTimes.reset()
    this.start()
  }

  /** Stops for good, in the middle of a question if need be. */
  async stop(): Promise<void> {
    this.#stop.abort()
    this.#rest.wake()
    await this.#running
  }

  /** How far the gateway's clock is ahead of ours, in ms; null until it answered. */
  get clockAheadMs(): number | null {
    return this.#clock.aheadMs
  }

  /** How far back is copied, in ms since 1970. */
  get since(): number {
    return this.#since
  }

  get hindrance(): SpendHindrance | null {
    return this.#hindrance
  }

  /** Whether everything back to the beginning is here. */
  get reachesBeginning(): boolean {
    const newest = newestSpan(this.#parts.mirror.coverage)
    return newest !== null && newest.from <= BEGINNING
  }

  /** How it stands, as the user sees it. */
  get status(): SpendSync {
    const pausedBy = this.#isPaused ? 'user' : this.#waitsForPower ? 'battery' : null
    const isRunning = this.#state === 'running' && pausedBy === null
    return {
      state: pausedBy !== null && this.#state === 'running' ? 'paused' : this.#state,
      pausedBy: this.#state === 'running' ? pausedBy : null,
      error: this.#error,
      retryAt: this.#retryAt === null ? null : new Date(this.#retryAt).toISOString(),
      since: this.#since <= BEGINNING ? null : new Date(this.#since).toISOString(),
      ...this.#progress.figures(this.#now(), isRunning),
    }
  }

  get #waitsForPower(): boolean {
    return this.#isOnBattery && !this.#ignoresBattery
  }

  get #tickMs(): number {
    return this.#isShown ? TICK_MS.shown : TICK_MS.hidden
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const pause = await this.#attempt()
      this.#parts.tell()
      if (!this.#stop.signal.aborted) await this.#rest.sleep(pause)
    }
  }

  /** Does one thing; answers with how long to rest, in ms. */
  async #attempt(): Promise<number> {
    try {
      const pause = await this.#step()
      this.#failures = 0
      this.#error = null
      this.#retryAt = null
      return pause
    } catch (cause) {
      if (this.#stop.signal.aborted) return 0
      return this.#fail(cause)
    }
  }

  async #step(): Promise<number> {
    if (!this.#isPrepared) await this.#parts.prepare?.(this.#stop.signal)
    this.#isPrepared = true
    if (this.#now() - this.#headAt >= this.#tickMs) {
      const rest = await this.#followHead()
      if (this.#gap() !== null) return rest
    }
    if (await this.#recheckWhatIsDue()) return REST_MS.least
    const gap = this.#gap() ?? (await this.#gapBeyond())
    if (gap === null) {
      this.#settle('idle')
      return this.#tickMs
    }
    this.#settle('running')
    if (this.#isPaused || this.#waitsForPower) return this.#tickMs
    if (!this.#progress.isExpected) await this.#expect(gap)
    return this.#fill(gap)
  }

  #settle(state: 'idle' | 'running'): void {
    if (this.#state === state) return
    this.#state = state
    this.#hindrance = null
    if (state === 'idle') {
      this.#progress.reset()
    }
    this.#parts.tell()
  }

  /** The newest stretch that is to be copied and is not. */
  #gap(): Span | null {
    const newest = newestSpan(this.#parts.mirror.coverage)
    if (newest === null) return { from: this.#since, to: this.#clock.settledTo }
    return newestGap(this.#parts.mirror.coverage, { from: this.#since, to: newest.to })
  }

  /**
   * What is older than the usual reach, if it is little: then all of it is copied. Asked once; nothing when the user said
   * how far back to go.
   */
  async #gapBeyond(): Promise<Span | null> {
    if (this.#hasChosenReach || this.#hasLookedBeyond || this.#since <= BEGINNING) return null
    this.#hasLookedBeyond = true
    const span = { from: BEGINNING, to: this.#since }
    const { total, isTotalCapped } = await this.#ask({ span, page: 1, pageSize: 1 })
    if (isTotalCapped || total > LITTLE_ROWS) return null
    this.#since = BEGINNING
    if (total > 0) return this.#gap()
    await this.#write({ span, entries: [], settled: span })
    return null
  }

  /** Reads the newest rows, those of the last minutes again. */
  async #followHead(): Promise<number> {
    const startedAt = this.#now()
    const newest = newestSpan(this.#parts.mirror.coverage)
    const isNear = newest !== null && this.#clock.now - newest.to < FIRST_STRETCH_MS
    const from = isNear ? newest.to - OVERLAP_MS : this.#clock.now - FIRST_STRETCH_MS
    const reader = new SpanReader({ from, to: this.#clock.now + AHEAD_MS }, this.#stride.pageSize)
    // The rest, if any, is a gap like others.
    await this.#readPart(reader)
    this.#headAt = this.#now()
    return this.#restAfter(this.#now() - startedAt)
  }

  /** Reads on in a gap: one page. */
  async #fill(gap: Span): Promise<number> {
    const startedAt = this.#now()
    const isSame = this.#reader?.next()?.to === gap.to
    if (this.#reader === null || !isSame) {
      this.#reader = new SpanReader(this.#stride.begin(gap), this.#stride.pageSize)
    }
    const rows = await this.#readPart(this.#reader)
    this.#stride.add(rows)
    this.#progress.add(rows, this.#now())
    if (this.#reader.next() === null) {
      if (this.#stride.isEmpty) await this.#lookForBeginning()
      this.#stride.end()
      this.#reader = null
    }
    return this.#restAfter(this.#now() - startedAt)
  }

  /** Where nothing was for a while, there may be nothing at all any more. */
  async #lookForBeginning(): Promise<void> {
    const gap = this.#gap()
    if (gap === null) return
    const { total, rowCount } = await this.#ask({ span: gap, page: 1, pageSize: 1 })
    if (total > 0 || rowCount > 0) return
    await this.#write({ span: gap, entries: [], settled: gap })
  }

  /** Asks for a page, and writes down what is known since. Answers with how many rows were new. */
  async #readPart(reader: SpanReader): Promise<number> {
    const span = reader.next()
    if (span === null) return 0
    const page = await this.#ask({ span, page: 1, pageSize: reader.pageSize })
    const part = reader.take(page)
    if (part === null) return this.#readBurst(reader)
    return this.#writePart(part, true)
  }

  async #readBurst(reader: SpanReader): Promise<number> {
    const { pageSize, newestSecond } = reader
    const burst = await readBurst(newestSecond, pageSize, (request) => this.#ask(request))
    return this.#writePart(reader.takeBurst(burst.entries), burst.isWhole)
  }

  /** `isWhole` is false when there may be more rows than those that were found; then none is removed. */
  async #writePart({ span, entries }: ReadPart, isWhole: boolean): Promise<number> {
    const settled = { from: span.from, to: Math.min(span.to, this.#clock.settledTo) }
    const batch = { span, entries, settled: settled.from < settled.to ? settled : null }
    return this.#write(isWhole ? batch : { ...batch, keepsOthers: true })
  }

  async #write(batch: Batch): Promise<number> {
    const outcome = await this.#parts.mirror.write(batch)
    if (outcome.added.length + outcome.changed.length + outcome.removed > 0) this.#parts.written(outcome)
    return outcome.added.length
  }

  async #ask(request: LogPageRequest): Promise<LogPage> {
    const askedAt = this.#now()
    const page = await this.#parts.source.readPage(request, this.#stop.signal)
    this.#clock.hear(page.serverTimeMs, askedAt, this.#now())
    this.#hindrance = null
    this.#stride.grow()
    return page
  }

  /** Counts stretches again that may have got rows since; true when it asked the gateway anything. */
  async #recheckWhatIsDue(): Promise<boolean> {
    const newest = newestSpan(this.#parts.mirror.coverage)
    const reach = newest === null ? null : this.#recheckTimes.take(this.#now())
    if (newest === null || reach === null) return false
    const from = Math.max(newest.from, newest.to - reach, this.#since)
    await recheck(
      { from, to: newest.to },
      {
        pageSize: this.#stride.pageSize,
        ask: (request) => this.#ask(request),
        count: (span) => this.#parts.mirror.count(span),
        reread: async (span) => {
          const reader = new SpanReader(span, this.#stride.pageSize)
          while (reader.next() !== null) await this.#readPart(reader)
        },
      },
    )
    return true
  }

  /** Learns how many rows are to come, where the gateway tells. */
  async #expect(gap: Span): Promise<void> {
    this.#progress.expect(null)
    try {
      const days = { first: dayOf(gap.from), last: dayOf(gap.to) }
      const activity = await this.#parts.activity(days, this.#stop.signal)
      const calls = activity.reduce((sum, day) => sum + day.whole.calls, 0)
      const known = await this.#parts.mirror.count({ from: gap.from, to: gap.to + AHEAD_MS })
      this.#progress.expect(Math.max(calls - known, 0))
    } catch (cause) {
      // It is only for telling how long it takes.
      log.info('The gateway does not tell how many rows there are', cause)
    }
  }

  #restAfter(workedMs: number): number {
    if (this.#parts.restAfter) return this.#parts.restAfter(workedMs)
    return Math.min(REST_MS.most, Math.max(REST_MS.least, workedMs * REST_SHARE))
  }

  #fail(cause: unknown): number {
    const error = syncError(cause)
    this.#reader = null
    this.#failures += 1
    this.#hindrance = hindranceOf(error)
    if (this.#hindrance !== null) {
      this.#state = 'off'
      this.#error = null
      this.#retryAt = null
      return Infinity
    }
    if (isOverload(error)) this.#stride.shrink()
    const pause = (this.#parts.pauseAfter ?? pauseAfter)(error, this.#failures)
    this.#state = 'waiting'
    this.#error = error
    this.#retryAt = this.#now() + pause
    this.#progress.rest()
    return pause
  }
}

function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10)
}
