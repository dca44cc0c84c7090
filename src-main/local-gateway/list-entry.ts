import { AppFailure } from '#shared/app-error.ts'
import { LOCAL_GATEWAY_ID } from '#shared/local-gateway.ts'

import type { GatewayRegistry } from '../gateway/gateway-registry.ts'
import { log } from '../log/log.ts'
import type { Store } from '../settings/store.ts'
import type { AppStateOwner } from '../state/app-state-owner.ts'
import type { Keeping } from './local-secrets.ts'

interface Parts {
  readonly registry: GatewayRegistry
  readonly store: Store
  readonly state: AppStateOwner
  /** Connects anew to the gateway in use; the list of gateways has changed. */
  readonly reconnect: () => void
}

/** The local gateway's entry in the list of gateways. */
export class ListEntry {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Whether it is the gateway in use. */
  get isActive(): boolean {
    return this.#parts.registry.activeId === LOCAL_GATEWAY_ID
  }

  /** The admin key it had, so that engines that use it go on working; null for the first time, and where it is lost. */
  async keptAdminKey(): Promise<string | null> {
    const { registry, store } = this.#parts
    const gateway = store.file.gateways.find(({ id }) => id === LOCAL_GATEWAY_ID)
    if (gateway === undefined) return null
    try {
      return await registry.keyOf(gateway)
    } catch (cause) {
      if (!(cause instanceof AppFailure)) throw cause
      log.warn('The admin key of the local gateway could not be read; it gets another one', cause)
      return null
    }
  }

  /** Puts it into the list, or writes down its new address and key; it is used when asked, or when no other is. */
  async save(baseUrl: string, adminKey: string, keeping: Keeping, activates: boolean): Promise<void> {
    const { registry, state, reconnect } = this.#parts
    await registry.saveLocal(baseUrl, { source: keeping, key: adminKey })
    if (activates || registry.activeId === null) registry.activate(LOCAL_GATEWAY_ID)
    if (this.isActive) reconnect()
    else state.change({ gateways: registry.list() })
  }
}
