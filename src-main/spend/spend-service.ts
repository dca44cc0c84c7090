import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { AppFailure } from '#shared/app-error.ts'
import type {
  SpendExportProgress,
  SpendExportRequest,
  SpendStatus,
  SpendSyncCommand,
  SpendTotals,
  SpendView,
} from '#shared/spend.ts'
import type { EventChannel } from '#shared/ipc/channels.ts'
import type { EventPayload } from '#shared/ipc/contract.ts'

import type { BilledCalls } from '../conversation/conversation-calls.ts'
import type { ConversationStore } from '../conversation/conversation-store.ts'
import type { GatewayAddress } from '../gateway/gateway-client.ts'
import { log } from '../log/log.ts'
import type { StoredGateway } from '../settings/store-schema.ts'
import { WorkerLink } from '../worker/worker-link.ts'
import type { DueAlert } from './alerts.ts'
import { BillingWatch, LOOK_AFTER_MS } from './billing-watch.ts'
import { IN_MEMORY, mirrorPath, removeMirrorFile } from './mirror/mirror-path.ts'
import type { OwnBill, OwnCall } from './own-call.ts'
import { SpendFileStore } from './spend-file.ts'
import { TotalsWatch } from './totals-watch.ts'
import type { SpendCalls, SpendWorkerEvent } from './worker-calls.ts'

/** How long quitting waits for a step of the copying. */
const STOP_WITHIN_MS = 3_000
/** A worker that dies more often is not started by itself any more, only by the next question. */
const MAX_REVIVALS = 3
/** The demo gateway's log shows a call after two seconds. */
const DEMO_LOOK_AFTER_MS = [2_500, 5_000, 15_000] as const

/** What Spend works with. */
export interface SpendParts {
  /** Where mirrors and saved views are. */
  readonly folder: string
  readonly workerUrl: URL
  /** Throws AppFailure `gone` for an unknown id. */
  readonly gateway: (id: string) => StoredGateway
  readonly address: (gateway: StoredGateway) => Promise<GatewayAddress>
  readonly activeGatewayId: () => string | null
  /** False for a gateway known to have no database. */
  readonly mayHaveLog: (gatewayId: string) => boolean
  readonly conversations: Pick<ConversationStore, 'ownCalls' | 'pendingCalls' | 'billCalls' | 'giveUpCalls'>
  readonly tell: <Channel extends EventChannel>(channel: Channel, payload: EventPayload<Channel>) => void
  readonly totalsChanged: (totals: SpendTotals | null) => void
  /** Shows a notification of the desktop. */
  readonly notify: (text: string) => void
  /** Pauses before each look for a bill, in ms; those of the gateway when left out. */
  readonly pausesFor?: (gatewayId: string) => readonly number[]
}

/** A question about a gateway, by name. */
type QuestionName = 'page' | 'facets' | 'groups' | 'series' | 'figures' | 'detail' | 'budgets'

/**
 * Spend, as main knows it: who watches which gateway, what calls are still to be billed, totals, alerts and saved views.
 * Rows are the worker's business, which starts when somebody first looks.
 */
export class SpendService {
  readonly #parts: SpendParts
  readonly #connection: WorkerLink<SpendCalls, SpendWorkerEvent>
  readonly #watch: BillingWatch
  readonly #viewers = new Map<string, Set<number>>()
  /** Gateways the worker was told of. */
  readonly #known = new Map<string, Promise<void>>()
  readonly #totals: TotalsWatch
  #file: SpendFileStore | null = null
  #isOnBattery = false
  #deaths = 0

  constructor(parts: SpendParts) {
    this.#parts = parts
    this.#connection = new WorkerLink({
      url: parts.workerUrl,
      name: 'spend',
      maxStarts: Infinity,
      description: 'The part of Litedesk that keeps spend logs',
      failureKind: 'storage-failed',
      hear: (event) => this.#hear(event),
      died: (cause) => {
        log.error('The part of Litedesk that keeps spend logs has stopped', cause)
        this.#revive()
      },
    })
    this.#watch = new BillingWatch({
      address: async (gatewayId) => parts.address(parts.gateway(gatewayId)),
      billed: (bills) => void this.#bill(bills),
      gaveUp: (ids) => void this.#giveUp(ids),
      pausesFor:
        parts.pausesFor ?? ((gatewayId) => (this.#isDemo(gatewayId) ? DEMO_LOOK_AFTER_MS : LOOK_AFTER_MS)),
    })
    this.#totals = new TotalsWatch({
      conversations: parts.conversations,
      worker: this.#connection,
      isKnown: (gatewayId) => this.#known.has(gatewayId),
      activeGatewayId: parts.activeGatewayId,
      address: async (gatewayId) => parts.address(parts.gateway(gatewayId)),
      changed: parts.totalsChanged,
      due: (due) => this.#tellOnce(due),
    })
  }

  /** Takes up what the last run left open, and keeps the totals current. */
  async start(): Promise<void> {
    this.#totals.start()
    try {
      for (const call of await this.#parts.conversations.pendingCalls()) {
        // The demo gateway has forgotten its calls.
        if (this.#isDemo(call.gatewayId)) void this.#giveUp([call.id])
        else this.#watch.watch(call)
      }
    } catch (cause) {
      log.warn('Calls that are not billed yet could not be read', cause)
    }
    this.#totals.look()
  }

  /** Whether a call's bill is waited for. */
  begins(gatewayId: string): 'pending' | 'unavailable' {
    return this.#parts.mayHaveLog(gatewayId) ? this.#watch.begins(gatewayId) : 'unavailable'
  }

  /** A call was sent and is stored. */
  recorded(call: OwnCall): void {
    this.#watch.watch(call)
    this.#tellWorker(call.gatewayId, [call])
    this.#totals.look()
  }

  /** Somebody is about to look at a gateway. */
  async near(gatewayId: string): Promise<void> {
    await this.#makeKnown(gatewayId, false)
  }

  /** Somebody looks at a gateway. */
  async open(gatewayId: string, viewerId: number): Promise<SpendStatus> {
    await this.#makeKnown(gatewayId, true)
    const viewers = this.#viewers.get(gatewayId) ?? new Set()
    this.#viewers.set(gatewayId, viewers.add(viewerId))
    return this.#connection.call('show', { gatewayId, isShown: true })
  }

  async close(gatewayId: string, viewerId: number): Promise<void> {
    const viewers = this.#viewers.get(gatewayId)
    if (viewers?.delete(viewerId) !== true || viewers.size > 0) return
    this.#viewers.delete(gatewayId)
    if (this.#known.has(gatewayId)) await this.#connection.call('show', { gatewayId, isShown: false })
  }

  /** A window has gone, and with it what it looked at. */
  viewerGone(viewerId: number): void {
    for (const gatewayId of this.#viewers.keys()) {
      void this.close(gatewayId, viewerId).catch((cause: unknown) => log.warn('A view was not closed', cause))
    }
  }

  async sync(gatewayId: string, command: SpendSyncCommand): Promise<SpendStatus> {
    await this.#makeKnown(gatewayId, false)
    return this.#connection.call('sync', { gatewayId, command })
  }

  /** Asks the worker about a gateway. */
  async ask<Name extends QuestionName>(
    name: Name,
    input: SpendCalls[Name]['input'],
  ): Promise<SpendCalls[Name]['output']> {
    await this.#makeKnown(input.gatewayId, false)
    return this.#connection.call(name, input)
  }

  async export(request: SpendExportRequest, path: string): Promise<SpendExportProgress> {
    await this.#makeKnown(request.gatewayId, false)
    return this.#connection.call('export', { request, path })
  }

  async cancelExport(exportId: string): Promise<void> {
    if (this.#connection.isRunning) await this.#connection.call('cancelExport', { exportId })
  }

  get views(): SpendView[] {
    return this.#settings.views
  }

  saveView(view: SpendView): SpendView[] {
    return this.#settings.saveView(view)
  }

  removeView(id: string): SpendView[] {
    return this.#settings.removeView(id)
  }

  /** The list of gateways, one of them, or its key has changed. */
  gatewaysChanged(ids: readonly string[]): void {
    for (const gatewayId of this.#known.keys()) {
      if (ids.includes(gatewayId)) void this.#makeKnown(gatewayId, true).catch(() => null)
    }
    for (const id of ids) this.#watch.trust(id)
    this.#totals.look()
  }

  /** Forgets a gateway that was removed, with its mirror. */
  async forget(gatewayId: string): Promise<void> {
    this.#known.delete(gatewayId)
    this.#viewers.delete(gatewayId)
    const path = mirrorPath(this.#parts.folder, gatewayId)
    if (this.#connection.isRunning) await this.#connection.call('forget', { gatewayId, path })
    else removeMirrorFile(path)
  }

  setBattery(isOnBattery: boolean): void {
    this.#isOnBattery = isOnBattery
    if (this.#connection.isRunning) void this.#connection.call('battery', { isOnBattery }).catch(() => null)
  }

  /** Stops everything; what was being copied goes on at the next start. */
  async stop(): Promise<void> {
    this.#totals.stop()
    const ended = this.#watch.stop().then(() => this.#connection.close())
    // The copy bears being cut off anywhere; what does not answer must not keep the program from ending.
    await Promise.race([ended, delay(STOP_WITHIN_MS, null, { ref: false })])
  }

  get #settings(): SpendFileStore {
    this.#file ??= new SpendFileStore(join(this.#parts.folder, 'spend.json'))
    return this.#file
  }

  #isDemo(gatewayId: string): boolean {
    try {
      return this.#parts.gateway(gatewayId).isDemo
    } catch (cause) {
      if (cause instanceof AppFailure) return false
      throw cause
    }
  }

  /** The worker has died: what was on show is shown again by a new one, unless it dies again and again. */
  #revive(): void {
    this.#known.clear()
    this.#deaths += 1
    if (this.#deaths > MAX_REVIVALS) return
    for (const gatewayId of this.#viewers.keys()) {
      void this.#makeKnown(gatewayId, false)
        .then(() => this.#connection.call('show', { gatewayId, isShown: true }))
        .catch((cause: unknown) => log.error('Spend could not be shown again', cause))
    }
  }

  /** Tells the worker of a gateway; `again` with the address and key it has now. */
  #makeKnown(gatewayId: string, again: boolean): Promise<void> {
    const known = this.#known.get(gatewayId)
    if (known !== undefined && !again) return known
    const telling = this.#tellOf(gatewayId, known === undefined)
    this.#known.set(gatewayId, telling)
    telling.catch(() => {
      if (this.#known.get(gatewayId) === telling) this.#known.delete(gatewayId)
    })
    return telling
  }

  async #tellOf(gatewayId: string, isNew: boolean): Promise<void> {
    const gateway = this.#parts.gateway(gatewayId)
    const path = gateway.isDemo ? IN_MEMORY : mirrorPath(this.#parts.folder, gatewayId)
    const address = await this.#addressOf(gateway)
    await this.#connection.call('gateway', { gateway: { gatewayId, path, address } })
    if (!isNew) return
    if (this.#isOnBattery) await this.#connection.call('battery', { isOnBattery: true })
    for await (const calls of this.#parts.conversations.ownCalls(gatewayId, '')) {
      await this.#connection.call('own', { gatewayId, calls })
    }
  }

  /** Without its key, a gateway's mirror can still be looked at; copying then tells that the key is missing. */
  async #addressOf(gateway: StoredGateway): Promise<GatewayAddress> {
    try {
      return await this.#parts.address(gateway)
    } catch (cause) {
      if (cause instanceof AppFailure && !gateway.isDemo) return { baseUrl: gateway.baseUrl, key: null }
      throw cause
    }
  }

  #hear(event: SpendWorkerEvent): void {
    switch (event.type) {
      case 'status':
        this.#parts.tell('spend:status', event.status)
        break
      case 'changed':
        this.#parts.tell('spend:changed', { gatewayId: event.gatewayId, revision: event.revision })
        this.#totals.look()
        break
      case 'billed':
        void this.#bill(event.bills)
        break
      case 'exported':
        this.#parts.tell('spend:exported', event.progress)
        break
    }
  }

  async #bill(bills: readonly OwnBill[]): Promise<void> {
    this.#watch.forget(bills.map(({ id }) => id))
    await this.#settle(() => this.#parts.conversations.billCalls(bills))
  }

  async #giveUp(ids: readonly string[]): Promise<void> {
    await this.#settle(() => this.#parts.conversations.giveUpCalls(ids))
  }

  /** Writes down how calls were billed, and tells windows and worker. */
  async #settle(write: () => Promise<BilledCalls>): Promise<void> {
    try {
      const { calls, answers } = await write()
      for (const answer of answers) this.#parts.tell('spend:billed', answer)
      for (const [gatewayId, own] of Map.groupBy(calls, (call) => call.gatewayId)) {
        this.#tellWorker(gatewayId, own)
      }
      if (calls.length > 0) this.#totals.look()
    } catch (cause) {
      log.error('A bill could not be written down', cause)
    }
  }

  #tellWorker(gatewayId: string, calls: readonly OwnCall[]): void {
    const known = this.#known.get(gatewayId)
    if (known === undefined) return
    void known
      .then(() => this.#connection.call('own', { gatewayId, calls }))
      .catch((cause: unknown) => log.warn('The worker was not told of a call', cause))
  }

  #tellOnce({ alert, mark }: DueAlert): void {
    if (!this.#settings.mark(mark)) return
    this.#parts.tell('spend:alerted', alert)
    this.#parts.notify(alert.text)
  }
}
