import type { Usd } from '#shared/money.ts'
import type { SpendTotals } from '#shared/spend.ts'
import { noFilter } from '#shared/spend-query.ts'

import type { ConversationStore } from '../conversation/conversation-store.ts'
import type { GatewayAddress } from '../gateway/gateway-client.ts'
import { log } from '../log/log.ts'
import { dueAlerts, type DueAlert } from './alerts.ts'
import type { OwnCall } from './own-call.ts'
import { readKeyBudget } from './own-key.ts'
import { costsByDay, dailyCosts, midnightsOf, ownTotals } from './own-totals.ts'
import { Throttle } from './throttle.ts'
import type { SpendCalls } from './worker-calls.ts'

const DAY_MS = 86_400_000
const TOTALS_EVERY_MS = 2_000
/** Each look asks the gateway for its key. */
const ALERTS_EVERY_MS = 60_000
/** Totals and budgets change without us, when a day ends or others call. */
const LOOK_AGAIN_MS = 5 * 60_000

/** The part of the worker's connection this needs. */
interface Worker {
  call<Name extends 'totals' | 'groups'>(
    name: Name,
    input: SpendCalls[Name]['input'],
  ): Promise<SpendCalls[Name]['output']>
}

interface Parts {
  readonly conversations: Pick<ConversationStore, 'ownCalls'>
  readonly worker: Worker
  /** Whether the worker was told of a gateway, so that it can be asked about it. */
  readonly isKnown: (gatewayId: string) => boolean
  readonly activeGatewayId: () => string | null
  readonly address: (gatewayId: string) => Promise<GatewayAddress>
  readonly changed: (totals: SpendTotals | null) => void
  /** An alert is due; the same one may be told again. */
  readonly due: (alert: DueAlert) => void
}

/** Keeps the totals of the gateway in use current, and finds out when its budget is running out. */
export class TotalsWatch {
  readonly #parts: Parts
  readonly #totals: Throttle
  readonly #alerts: Throttle
  readonly #stop = new AbortController()
  #timer: NodeJS.Timeout | null = null

  constructor(parts: Parts) {
    this.#parts = parts
    this.#totals = new Throttle(TOTALS_EVERY_MS, () => void this.#refreshTotals())
    this.#alerts = new Throttle(ALERTS_EVERY_MS, () => void this.#checkAlerts())
  }

  /** Looks again from time to time. */
  start(): void {
    this.#timer = setInterval(() => this.look(), LOOK_AGAIN_MS)
  }

  /** Something may have changed the totals. */
  look(): void {
    this.#totals.call()
  }

  stop(): void {
    this.#stop.abort()
    if (this.#timer) clearInterval(this.#timer)
    this.#totals.stop()
    this.#alerts.stop()
  }

  async #refreshTotals(): Promise<void> {
    const gatewayId = this.#parts.activeGatewayId()
    try {
      const totals = gatewayId === null ? null : await this.#totalsOf(gatewayId)
      // Another gateway may have been chosen meanwhile.
      if (this.#stop.signal.aborted || gatewayId !== this.#parts.activeGatewayId()) return
      this.#parts.changed(totals)
      this.#alerts.call()
    } catch (cause) {
      if (!this.#stop.signal.aborted) log.info('Totals could not be told', cause)
    }
  }

  async #totalsOf(gatewayId: string): Promise<SpendTotals> {
    const midnights = midnightsOf(new Date())
    if (this.#parts.isKnown(gatewayId)) return this.#parts.worker.call('totals', { gatewayId, midnights })
    return ownTotals(gatewayId, await this.#ownSince(gatewayId, midnights.thisMonth), midnights)
  }

  async #ownSince(gatewayId: string, from: number): Promise<OwnCall[]> {
    const all: OwnCall[] = []
    for await (const calls of this.#parts.conversations.ownCalls(gatewayId, new Date(from).toISOString())) {
      all.push(...calls)
    }
    return all
  }

  /** What each of the last days cost, today last: of everybody where it is mirrored, else of Litedesk alone. */
  async #dailyCosts(gatewayId: string): Promise<readonly Usd[]> {
    const { last7Days } = midnightsOf(new Date())
    const from = last7Days - DAY_MS
    if (!this.#parts.isKnown(gatewayId)) return dailyCosts(await this.#ownSince(gatewayId, from), from)
    const { groups } = await this.#parts.worker.call('groups', {
      gatewayId,
      filter: { ...noFilter, from: new Date(from).toISOString() },
      by: 'day',
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      measures: ['cost'],
      sort: { by: 'key', direction: 'ascending' },
      offset: 0,
      limit: 31,
    })
    return costsByDay(new Map(groups.map(({ key, figures }) => [Date.parse(key), figures.cost])), from)
  }

  async #checkAlerts(): Promise<void> {
    const gatewayId = this.#parts.activeGatewayId()
    if (gatewayId === null) return
    try {
      const budget = await readKeyBudget(await this.#parts.address(gatewayId), null, this.#stop.signal)
      const costs = await this.#dailyCosts(gatewayId)
      for (const due of dueAlerts(gatewayId, budget, costs, new Date())) this.#parts.due(due)
    } catch (cause) {
      // A gateway that does not answer is told of elsewhere.
      if (!this.#stop.signal.aborted) log.info('Budgets could not be looked at', cause)
    }
  }
}
