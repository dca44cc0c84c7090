import type { AppError } from '#shared/app-error.ts'
import type { AppState } from '#shared/app-state.ts'
import type { GatewayWatch } from '#shared/gateway-watch.ts'

import type { GatewayAddress } from '../gateway/gateway-client.ts'
import { log } from '../log/log.ts'
import type { AppStateOwner } from '../state/app-state-owner.ts'
import { lookAtGateway } from './look-at-gateway.ts'
import { ModelsDown } from './models-down.ts'

/** Pauses between two looks, in ms; the first while all is well, the next ones for each look that found it down. */
const PAUSES_MS = [30_000, 30_000, 60_000, 120_000, 300_000] as const

interface GatewayWatcherParts {
  readonly state: AppStateOwner
  /** Of the active gateway; its key is not used. */
  readonly address: () => Promise<GatewayAddress>
  /** Whether somebody can see Litedesk; nothing is asked while nobody can. */
  readonly isSeen: () => boolean
  /** The gateway answers again and Litedesk is not connected. */
  readonly cameBack: () => void
  readonly pausesMs?: readonly number[]
  /** How long an answer may take, in ms; as long as one of a gateway that is well when left out. */
  readonly timeoutMs?: number
}

/**
 * Watches the active gateway and keeps the slice `gatewayWatch`, from the first connection until `stop`. Asks liveliness
 * and readiness alone. Nothing is thrown.
 */
export class GatewayWatcher {
  readonly #parts: GatewayWatcherParts
  readonly #pausesMs: readonly number[]
  readonly #unsubscribe: () => void
  readonly #modelsDown = new ModelsDown()
  #timer: NodeJS.Timeout | null = null
  #back: NodeJS.Timeout | null = null
  #abort = new AbortController()
  #misses = 0
  #lastLookAt = Number.NEGATIVE_INFINITY

  constructor(parts: GatewayWatcherParts) {
    this.#parts = parts
    this.#pausesMs = parts.pausesMs ?? PAUSES_MS
    this.#unsubscribe = parts.state.subscribe((change) => {
      if (change.connection) this.#connectionChanged(change.connection)
    })
    this.#connectionChanged(parts.state.state.connection)
  }

  /** A window has come into sight: what is shown may be old. */
  seen(): void {
    if (this.#timer !== null && Date.now() - this.#lastLookAt >= (this.#pausesMs[0] ?? 0)) {
      this.#lookIn(0)
    }
  }

  /** An answer of a model has ended, well or not. */
  answered(model: string, error: AppError | null): void {
    if (this.#modelsDown.answered(model, error, Date.now())) this.#showModels()
  }

  /** Public names the gateway's own checks found unhealthy. */
  learnHealth(gatewayId: string, unhealthy: readonly string[]): void {
    if (gatewayId !== this.#watch()?.gatewayId) return
    this.#modelsDown.check(unhealthy)
    this.#showModels()
  }

  /** Asks no more. */
  stop(): void {
    this.#unsubscribe()
    this.#rest()
  }

  #watch(): GatewayWatch | null {
    return this.#parts.state.state.gatewayWatch
  }

  #connectionChanged(connection: AppState['connection']): void {
    if (connection.state === 'none') {
      this.#rest()
      this.#modelsDown.forget()
      this.#parts.state.change({ gatewayWatch: null })
      return
    }
    if (this.#watch()?.gatewayId !== connection.gatewayId) {
      this.#rest()
      this.#modelsDown.forget()
      this.#misses = 0
      this.#parts.state.change({ gatewayWatch: unknownYet(connection.gatewayId) })
    }
    // While connecting, the gateway is being asked enough.
    if (connection.state !== 'connecting') this.#lookIn(0)
  }

  #rest(): void {
    this.#abort.abort()
    this.#abort = new AbortController()
    if (this.#timer) clearTimeout(this.#timer)
    if (this.#back) clearTimeout(this.#back)
    this.#timer = null
    this.#back = null
  }

  #lookIn(pause: number): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#look(), pause)
  }

  async #look(): Promise<void> {
    const { signal } = this.#abort
    const before = this.#watch()
    if (!before) return
    if (this.#parts.isSeen()) {
      try {
        await this.#ask(before, signal)
      } catch (cause) {
        if (signal.aborted) return
        log.error('Watching the gateway failed', cause)
      }
      if (signal.aborted) return
    }
    this.#lookIn(this.#pausesMs[Math.min(this.#misses, this.#pausesMs.length - 1)] ?? 0)
  }

  async #ask(before: GatewayWatch, signal: AbortSignal): Promise<void> {
    const facts = this.#facts()
    this.#lastLookAt = Date.now()
    const address = await this.#parts.address()
    const look = await lookAtGateway(address, facts?.hasDatabase ?? null, signal, this.#parts.timeoutMs)
    const now = new Date()
    this.#misses = look.state === 'down' ? this.#misses + 1 : 0
    this.#parts.state.change({
      gatewayWatch: {
        ...look,
        gatewayId: before.gatewayId,
        version: look.version ?? facts?.version ?? null,
        modelsDown: this.#modelsDown.list(now.getTime()),
        since: look.state === before.state ? before.since : now.toISOString(),
        checkedAt: now.toISOString(),
      },
    })
    const isBack = look.state !== 'down' && before.state === 'down'
    if (isBack && this.#parts.state.state.connection.state === 'failed') this.#parts.cameBack()
  }

  #facts() {
    const { connection } = this.#parts.state.state
    return connection.state === 'connected' ? connection.facts : null
  }

  #showModels(): void {
    const watch = this.#watch()
    if (!watch) return
    this.#parts.state.change({ gatewayWatch: { ...watch, modelsDown: this.#modelsDown.list(Date.now()) } })
    const backAt = this.#modelsDown.nextBackAt()
    if (this.#back) clearTimeout(this.#back)
    this.#back =
      backAt === null ? null : setTimeout(() => this.#showModels(), Math.max(0, backAt - Date.now()) + 1)
  }
}

function unknownYet(gatewayId: string): GatewayWatch {
  return {
    gatewayId,
    state: 'unknown',
    latencyMs: null,
    version: null,
    database: 'unknown',
    modelsDown: [],
    error: null,
    since: new Date().toISOString(),
    checkedAt: null,
  }
}
