import { isChatModel } from '#shared/model-use.ts'
import { AppFailure, appError } from '#shared/app-error.ts'
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

/**
 * The link to the gateway in use: connects, knows its models, and gives completions the address to call. One connection
 * attempt runs at a time; a newer one replaces an older.
 */
export class ActiveGateway {
  readonly #registry: GatewayRegistry
  readonly #demo: DemoGatewayHost
  readonly #state: AppStateOwner
  readonly #store: Store
  #attempt: AbortController | null = null
  #deployments: ReadonlyMap<string, string> = new Map()

  constructor(parts: {
    registry: GatewayRegistry
    demo: DemoGatewayHost
    state: AppStateOwner
    store: Store
  }) {
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

  /** Connects to the active gateway; how that went is in the state, never thrown. */
  async connect(): Promise<void> {
    this.#attempt?.abort()
    const attempt = new AbortController()
    this.#attempt = attempt
    const gatewayId = this.#registry.activeId
    this.#state.change({ gateways: this.#registry.list(), activeGatewayId: gatewayId })
    if (gatewayId === null) {
      this.#state.change({ connection: { state: 'none' }, models: [] })
      return
    }
    this.#state.change({ connection: { state: 'connecting', gatewayId } })
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
    }
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
