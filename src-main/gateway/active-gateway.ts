import { isChatModel } from '#shared/model-use.ts'
import { AppFailure, appError, type ErrorKind } from '#shared/app-error.ts'
import type { Model } from '#shared/model.ts'

import { log } from '../log/log.ts'
import type { Store } from '../settings/store.ts'
import type { StoredGateway } from '../settings/store-schema.ts'
import type { AppStateOwner } from '../state/app-state-owner.ts'
import type { DemoGatewayHost } from './demo-gateway-host.ts'
import type { GatewayAddress } from './gateway-client.ts'
import { judgeKey, readReadiness } from './gateway-facts.ts'
import type { GatewayRegistry } from './gateway-registry.ts'
import { listDeployments, listModels } from './model-list.ts'

/** Failures that pass by themselves once the gateway or the network is up. */
const PASSING: readonly ErrorKind[] = [
  'refused',
  'host-not-found',
  'timed-out',
  'unreachable',
  'gateway-failed',
]
/** Pauses before trying again by itself, in ms; the last one repeats. The routes asked cost nothing. */
const RETRY_AFTER_MS = [3000, 6000, 15_000, 60_000]

/**
 * The link to the gateway in use: connects, knows its models, and gives completions the address to call. One connection
 * attempt runs at a time; a newer one replaces an older. A gateway that is not there yet is tried again, quietly, until
 * `stop`.
 */
export class ActiveGateway {
  readonly #registry: GatewayRegistry
  readonly #demo: DemoGatewayHost
  readonly #state: AppStateOwner
  readonly #store: Store
  #attempt: AbortController | null = null
  #deployments: ReadonlyMap<string, string> = new Map()

  readonly #retryAfterMs: readonly number[]
  #retry: NodeJS.Timeout | null = null

  constructor(parts: {
    registry: GatewayRegistry
    demo: DemoGatewayHost
    state: AppStateOwner
    store: Store
    retryAfterMs?: readonly number[]
  }) {
    this.#retryAfterMs = parts.retryAfterMs ?? RETRY_AFTER_MS
    this.#registry = parts.registry
    this.#demo = parts.demo
    this.#state = parts.state
    this.#store = parts.store
  }

  /** The gateway in use. Throws AppFailure `gone` when there is none. */
  current(): StoredGateway {
    const id = this.#registry.activeId
    if (id === null) {
      throw new AppFailure(
        appError('gone', 'No gateway is set up yet.', { nextStep: 'Connect one in Settings.' }),
      )
    }
    return this.#registry.find(id)
  }

  /** Where to call it, with its key. Starts the demo gateway when that is the one. */
  async address(gateway = this.current()): Promise<GatewayAddress> {
    if (gateway.isDemo) return this.#demo.start()
    return { baseUrl: gateway.baseUrl, key: await this.#registry.keyOf(gateway) }
  }

  /** The same without its key, for routes that are open to everybody. */
  async openAddress(gateway = this.current()): Promise<GatewayAddress> {
    const { baseUrl } = gateway.isDemo ? await this.#demo.start() : gateway
    return { baseUrl, key: null }
  }

  /** Connects to the active gateway; how that went is in the state, never thrown. */
  async connect(): Promise<void> {
    const gatewayId = this.#registry.activeId
    this.#state.change({ gateways: this.#registry.list(), activeGatewayId: gatewayId })
    if (gatewayId === null) {
      this.stop()
      this.#state.change({ connection: { state: 'none' }, models: [] })
      return
    }
    this.#state.change({ connection: { state: 'connecting', gatewayId } })
    await this.#attemptConnection(gatewayId, 0)
  }

  /** Reads the models again, quietly, after they were changed. What cannot be read now stays as it was. */
  async refreshModels(): Promise<void> {
    const attempt = this.#attempt
    if (this.#state.state.connection.state !== 'connected' || !attempt) return
    try {
      const address = await this.address()
      const models = await listModels(address, attempt.signal)
      if (attempt.signal.aborted) return
      this.#state.change({ models, ...this.#choice(models) })
      this.#deployments = await listDeployments(address)
    } catch (cause) {
      if (!(cause instanceof AppFailure)) throw cause
      log.warn('The models could not be read again', cause)
    }
  }

  /** Gives up an attempt under way and the ones planned. */
  stop(): void {
    this.#attempt?.abort()
    if (this.#retry) clearTimeout(this.#retry)
    this.#retry = null
  }

  async #attemptConnection(gatewayId: string, retries: number): Promise<void> {
    this.stop()
    const attempt = new AbortController()
    this.#attempt = attempt
    try {
      const address = await this.address()
      const [models, readiness, verdict] = await Promise.all([
        listModels(address, attempt.signal),
        readReadiness(address, attempt.signal).catch(unknownReadiness),
        judgeKey(address, attempt.signal).catch(() => null),
      ])
      if (attempt.signal.aborted) return
      const keyKind = verdict?.state === 'accepted' ? verdict.kind : 'unknown'
      this.#state.change({
        models,
        ...this.#choice(models),
        connection: { state: 'connected', gatewayId, facts: { ...readiness, keyKind } },
      })
      this.#deployments = await listDeployments(address)
    } catch (cause) {
      if (attempt.signal.aborted) return
      if (!(cause instanceof AppFailure)) log.error('Connecting failed', cause)
      const error =
        cause instanceof AppFailure
          ? cause.error
          : appError('internal', 'Litedesk ran into a fault of its own.')
      this.#state.change({ models: [], connection: { state: 'failed', gatewayId, error } })
      if (PASSING.includes(error.kind)) this.#retryLater(gatewayId, retries)
    }
  }

  #retryLater(gatewayId: string, retries: number): void {
    const pause = this.#retryAfterMs[Math.min(retries, this.#retryAfterMs.length - 1)] ?? 0
    this.#retry = setTimeout(() => void this.#attemptConnection(gatewayId, retries + 1), pause)
  }

  /**
   * The public model name behind `x-litellm-model-id`; null when the gateway did not send one or does not tell. A model
   * added since connecting is looked up once more.
   */
  async modelOfDeployment(deploymentId: string | null, address: GatewayAddress): Promise<string | null> {
    if (deploymentId === null) return null
    if (!this.#deployments.has(deploymentId)) this.#deployments = await listDeployments(address)
    return this.#deployments.get(deploymentId) ?? null
  }

  /** Keeps the chosen model when the gateway still has it, else takes the most recent one it has, else the first. */
  #choice(models: readonly Model[]): { chosenModel: string | null } {
    const chat = models.filter(isChatModel)
    const has = (id: string | null): boolean => chat.some((model) => model.id === id)
    const { chosenModel, recentModels } = this.#store.file
    const next = has(chosenModel) ? chosenModel : (recentModels.find(has) ?? chat[0]?.id ?? null)
    if (next !== chosenModel) this.#store.remember({ chosenModel: next })
    return { chosenModel: next }
  }
}

function unknownReadiness() {
  return { version: null, hasDatabase: null }
}
