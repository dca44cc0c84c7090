import { AppFailure } from '#shared/app-error.ts'

import type { GatewayAddress } from '../gateway/gateway-client.ts'
import { log } from '../log/log.ts'
import { lookUpCalls } from './look-up.ts'
import type { OwnBill, OwnCall } from './own-call.ts'

/** LiteLLM writes its log 10 to 15 seconds after a call; the last pause is followed by giving up. In ms. */
export const LOOK_AFTER_MS = [
  12_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000,
] as const satisfies readonly number[]
/** Calls looked for in one go; each takes a question or two. */
const AT_ONCE = 8
/** A row that is not there a day after its call will not come. */
const TOO_OLD_MS = 24 * 3_600_000

/** What a watch works with. */
export interface BillingParts {
  /** Where to ask; rejects with AppFailure for a gateway that is no longer in the list. */
  readonly address: (gatewayId: string) => Promise<GatewayAddress>
  readonly billed: (bills: readonly OwnBill[]) => void
  /** No bill of these will come. */
  readonly gaveUp: (ids: readonly string[]) => void
  /** Pauses before each look at a gateway, in ms; those of LiteLLM when left out. */
  readonly pausesFor?: (gatewayId: string) => readonly number[]
  readonly now?: () => number
}

interface Watched {
  readonly call: OwnCall
  looks: number
  dueAt: number
}

/**
 * Waits for the bills of calls: looks a row up some seconds after its call, then ever more seldom, one gateway and one
 * question at a time. A gateway that refuses is not asked again until `trust`.
 */
export class BillingWatch {
  readonly #parts: BillingParts
  readonly #now: () => number
  readonly #watched = new Map<string, Watched>()
  readonly #refusing = new Set<string>()
  readonly #stop = new AbortController()
  #timer: NodeJS.Timeout | null = null
  #looking: Promise<void> | null = null

  constructor(parts: BillingParts) {
    this.#parts = parts
    this.#now = parts.now ?? Date.now
  }

  /** Whether it is worth waiting for a gateway's bills. */
  begins(gatewayId: string): 'pending' | 'unavailable' {
    return this.#refusing.has(gatewayId) ? 'unavailable' : 'pending'
  }

  /** A gateway's key may have changed, so it is asked again. */
  trust(gatewayId: string): void {
    this.#refusing.delete(gatewayId)
  }

  /** Waits for a call's bill. */
  watch(call: OwnCall): void {
    if (call.billing !== 'pending' || this.#stop.signal.aborted) return
    if (this.#now() - Date.parse(call.startedAt) > TOO_OLD_MS) {
      this.#parts.gaveUp([call.id])
      return
    }
    this.#watched.set(call.id, { call, looks: 0, dueAt: this.#now() + (this.#pauses(call)[0] ?? 0) })
    this.#plan()
  }

  /** The bill came some other way. */
  forget(ids: readonly string[]): void {
    for (const id of ids) this.#watched.delete(id)
  }

  /** Looks no further. What is open stays open until the next start. */
  async stop(): Promise<void> {
    this.#stop.abort()
    if (this.#timer) clearTimeout(this.#timer)
    await this.#looking
  }

  #pauses({ gatewayId }: OwnCall): readonly number[] {
    return this.#parts.pausesFor?.(gatewayId) ?? LOOK_AFTER_MS
  }

  #plan(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#looking !== null || this.#watched.size === 0 || this.#stop.signal.aborted) return
    const next = Math.min(...[...this.#watched.values()].map(({ dueAt }) => dueAt))
    this.#timer = setTimeout(() => this.#begin(), Math.max(next - this.#now(), 0))
  }

  #begin(): void {
    this.#timer = null
    this.#looking = this.#look()
      .catch((cause: unknown) => log.error('Bills could not be looked up', cause))
      .finally(() => {
        this.#looking = null
        this.#plan()
      })
  }

  async #look(): Promise<void> {
    const due = [...this.#watched.values()].filter(({ dueAt }) => dueAt <= this.#now())
    const groups = Map.groupBy(due, ({ call }) => call.gatewayId)
    for (const [gatewayId, watched] of groups) {
      if (this.#stop.signal.aborted) return
      await this.#lookAt(gatewayId, watched.slice(0, AT_ONCE))
    }
  }

  async #lookAt(gatewayId: string, watched: readonly Watched[]): Promise<void> {
    try {
      const address = await this.#parts.address(gatewayId)
      const calls = watched.map(({ call }) => call)
      const { bills, mayRead } = await lookUpCalls(address, calls, this.#stop.signal)
      if (bills.length > 0) {
        this.forget(bills.map(({ id }) => id))
        this.#parts.billed(bills)
      }
      if (!mayRead) this.#refuse(gatewayId)
    } catch (cause) {
      if (this.#stop.signal.aborted) return
      if (!(cause instanceof AppFailure)) throw cause
      log.info(`A bill could not be looked up: ${cause.error.kind}`)
    }
    this.#postpone(watched)
  }

  #refuse(gatewayId: string): void {
    this.#refusing.add(gatewayId)
    const ids = [...this.#watched.values()]
      .filter(({ call }) => call.gatewayId === gatewayId)
      .map(({ call }) => call.id)
    this.forget(ids)
    this.#parts.gaveUp(ids)
  }

  #postpone(watched: readonly Watched[]): void {
    const lost: string[] = []
    for (const entry of watched) {
      if (!this.#watched.has(entry.call.id)) continue
      entry.looks += 1
      const pause = this.#pauses(entry.call)[entry.looks]
      if (pause === undefined) lost.push(entry.call.id)
      else entry.dueAt = this.#now() + pause
    }
    if (lost.length === 0) return
    this.forget(lost)
    this.#parts.gaveUp(lost)
  }
}
