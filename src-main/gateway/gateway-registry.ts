import { randomUUID } from 'node:crypto'

import { normaliseBaseUrl } from '#shared/base-url.ts'
import { AppFailure, appError } from '#shared/app-error.ts'
import type { Gateway, GatewayDraft, KeyChoice, KeyState } from '#shared/gateway.ts'
import { lastFourOf } from '#shared/last-four.ts'
import { LOCAL_GATEWAY_ID } from '#shared/local-gateway.ts'

import type { KeyVault } from '../settings/key-vault.ts'
import type { StoredGateway, StoredKey } from '../settings/store-schema.ts'
import type { Store } from '../settings/store.ts'

export const DEMO_GATEWAY_ID = 'demo'
const ENVIRONMENT_KEY = 'LITELLM_API_KEY'

let heldEnvironmentKey: string | null = null

/**
 * The key Litedesk was started with; null when unset or empty. The first call takes it out of the environment and holds
 * it in memory, since Electron copies main's environment into every page's preload: call it before the first window.
 */
export function environmentKey(): string | null {
  const given = process.env[ENVIRONMENT_KEY]
  if (given !== undefined) {
    heldEnvironmentKey = given.trim() || null
    delete process.env[ENVIRONMENT_KEY]
  }
  return heldEnvironmentKey
}

/**
 * The user's gateways and their keys, over the store file and the vault. Keys held "until I quit" live here, in memory.
 * Plain keys leave only through `keyOf` and `keyOfDraft`, to the gateway client.
 */
export class GatewayRegistry {
  readonly #store: Store
  readonly #vault: KeyVault
  readonly #sessionKeys = new Map<string, string>()

  constructor(store: Store, vault: KeyVault) {
    this.#store = store
    this.#vault = vault
  }

  get activeId(): string | null {
    return this.#store.file.activeGatewayId
  }

  /** All gateways as the renderer may see them. */
  list(): Gateway[] {
    return this.#store.file.gateways.map((gateway) => ({
      id: gateway.id,
      name: gateway.name,
      baseUrl: gateway.baseUrl,
      isDemo: gateway.isDemo,
      key: this.#keyState(gateway),
    }))
  }

  /** Throws AppFailure `gone` for an unknown id. */
  find(id: string): StoredGateway {
    const gateway = this.#store.file.gateways.find((candidate) => candidate.id === id)
    if (!gateway) throw new AppFailure(appError('gone', 'This gateway is no longer in the list.'))
    return gateway
  }

  /** The plain key for a call, or null when the gateway asks for none. Throws AppFailure `key-missing` or `key-unreadable`. */
  async keyOf(gateway: StoredGateway): Promise<string | null> {
    switch (gateway.key.source) {
      case 'none':
        return null
      case 'environment':
        return (
          environmentKey() ?? missing(`The variable ${ENVIRONMENT_KEY} is not set in Litedesk’s environment.`)
        )
      case 'session':
        return this.#sessionKeys.get(gateway.id) ?? missing('The key was kept only until Litedesk quit.')
      case 'key-store':
        return this.#vault.unseal(gateway.key.cipher)
      case 'weak-store':
        return this.#vault.unsealWeakly(gateway.key.cipher)
    }
  }

  /** The plain key a draft would use, without saving it. */
  async keyOfDraft(draft: GatewayDraft): Promise<string | null> {
    const { key } = draft
    switch (key.source) {
      case 'keep':
        return draft.id === null ? null : this.keyOf(this.find(draft.id))
      case 'environment':
        return (
          environmentKey() ?? missing(`The variable ${ENVIRONMENT_KEY} is not set in Litedesk’s environment.`)
        )
      case 'none':
        return null
      case 'key-store':
      case 'weak-store':
      case 'session':
        return key.key.trim()
    }
  }

  /** Stores a draft and its key. Throws AppFailure `invalid-input` for a bad address; nothing is stored then. */
  async save(draft: GatewayDraft): Promise<StoredGateway> {
    const baseUrl = parseBaseUrl(draft.baseUrl)
    const id = draft.id ?? randomUUID()
    const previous = draft.id === null ? null : this.find(draft.id)
    const key = await this.#storeKey(id, draft.key, previous?.key ?? { source: 'none' })
    const name = draft.name.trim() || (URL.parse(baseUrl)?.host ?? baseUrl)
    const gateway: StoredGateway = { id, name, baseUrl, isDemo: false, key }
    const others = this.#store.file.gateways
    this.#store.update({
      gateways: previous ? others.map((other) => (other.id === id ? gateway : other)) : [...others, gateway],
    })
    return gateway
  }

  /** Adds the built-in demo gateway unless it is there. */
  addDemo(): StoredGateway {
    const existing = this.#store.file.gateways.find((gateway) => gateway.id === DEMO_GATEWAY_ID)
    if (existing) return existing
    const demo: StoredGateway = {
      id: DEMO_GATEWAY_ID,
      name: 'Demo gateway',
      baseUrl: '',
      isDemo: true,
      key: { source: 'none' },
    }
    this.#store.update({ gateways: [...this.#store.file.gateways, demo] })
    return demo
  }

  /** Adds LiteLLM on this computer, or gives it its address and key anew; its name stays. */
  async saveLocal(baseUrl: string, key: KeyChoice): Promise<void> {
    const previous = this.#store.file.gateways.find(({ id }) => id === LOCAL_GATEWAY_ID)
    const gateway: StoredGateway = {
      id: LOCAL_GATEWAY_ID,
      name: previous?.name ?? 'This computer',
      baseUrl,
      isDemo: false,
      key: await this.#storeKey(LOCAL_GATEWAY_ID, key, { source: 'none' }),
    }
    this.#store.update({
      gateways: previous
        ? this.#store.file.gateways.map((other) => (other.id === LOCAL_GATEWAY_ID ? gateway : other))
        : [...this.#store.file.gateways, gateway],
    })
  }

  /** Forgets a gateway and its key. */
  remove(id: string): void {
    this.#sessionKeys.delete(id)
    const gateways = this.#store.file.gateways.filter((gateway) => gateway.id !== id)
    this.#store.update({
      gateways,
      activeGatewayId: this.activeId === id ? (gateways[0]?.id ?? null) : this.activeId,
    })
  }

  activate(id: string): void {
    this.find(id)
    this.#store.update({ activeGatewayId: id })
  }

  async #storeKey(id: string, choice: KeyChoice, previous: StoredKey): Promise<StoredKey> {
    if (choice.source === 'keep') return previous
    let stored: StoredKey
    switch (choice.source) {
      case 'key-store': {
        const key = choice.key.trim()
        stored = { source: 'key-store', cipher: await this.#vault.seal(key), lastFour: lastFourOf(key) }
        break
      }
      case 'weak-store': {
        const key = choice.key.trim()
        stored = { source: 'weak-store', cipher: this.#vault.sealWeakly(key), lastFour: lastFourOf(key) }
        break
      }
      case 'session':
      case 'environment':
      case 'none':
        stored = { source: choice.source }
        break
    }
    this.#sessionKeys.delete(id)
    if (choice.source === 'session') this.#sessionKeys.set(id, choice.key.trim())
    return stored
  }

  #keyState(gateway: StoredGateway): KeyState {
    const { key } = gateway
    switch (key.source) {
      case 'key-store':
      case 'weak-store':
        return { source: key.source, isSet: true, lastFour: key.lastFour }
      case 'session':
        return plainKeyState('session', this.#sessionKeys.get(gateway.id) ?? null)
      case 'environment':
        return plainKeyState('environment', environmentKey())
      case 'none':
        return { source: 'none', isSet: false, lastFour: null }
    }
  }
}

/** Normalises what the user typed as base URL. Throws AppFailure `invalid-input`. */
export function parseBaseUrl(text: string): string {
  const baseUrl = normaliseBaseUrl(text)
  if (baseUrl === null) {
    throw new AppFailure(
      appError('invalid-input', 'This is not a web address.', {
        nextStep: 'Give the gateway’s address, such as http://localhost:4000.',
      }),
    )
  }
  return baseUrl
}

function plainKeyState(source: 'session' | 'environment', key: string | null): KeyState {
  return { source, isSet: key !== null, lastFour: key === null ? null : lastFourOf(key) }
}

function missing(message: string): never {
  throw new AppFailure(
    appError('key-missing', message, { nextStep: 'Give the gateway a key in its settings.' }),
  )
}
