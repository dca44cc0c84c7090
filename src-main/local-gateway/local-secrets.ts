import { AppFailure, appError } from '#shared/app-error.ts'
import type { KeyState } from '#shared/gateway.ts'
import { lastFourOf } from '#shared/last-four.ts'
import type { LocalSecret } from '#shared/local-gateway.ts'

import type { KeyVault } from '../settings/key-vault.ts'
import type { StoredKey } from '../settings/store-schema.ts'
import type { Store } from '../settings/store.ts'

/** How a secret is kept. */
export type Keeping = Exclude<LocalSecret['source'], 'none'>

/**
 * The variables of the local gateway's process that are secrets: providers' keys, the database's address, the salt. They
 * rest as ciphertext in the store file, or in memory until Litedesk quits, and leave only for that process.
 */
export class LocalSecrets {
  readonly #store: Store
  readonly #vault: KeyVault
  readonly #session = new Map<string, string>()

  constructor(store: Store, vault: KeyVault) {
    this.#store = store
    this.#vault = vault
  }

  /** All a window may know of one. */
  stateOf(name: string): KeyState {
    const stored = this.#stored[name]
    switch (stored?.source) {
      case 'key-store':
      case 'weak-store':
        return { source: stored.source, isSet: true, lastFour: stored.lastFour }
      case 'session': {
        const value = this.#session.get(name)
        return {
          source: 'session',
          isSet: value !== undefined,
          lastFour: value === undefined ? null : shownEnd(name, value),
        }
      }
      case undefined:
      case 'environment':
      case 'none':
        return { source: 'none', isSet: false, lastFour: null }
    }
  }

  /** Keeps one, or forgets it. Throws AppFailure `key-unreadable` where there is no key store, `storage-failed`. */
  async set(name: string, secret: LocalSecret): Promise<void> {
    const stored = await this.#seal(name, secret)
    const { [name]: _old, ...others } = this.#stored
    const { localGateway } = this.#store.file
    this.#store.update({
      localGateway: { ...localGateway, secrets: stored === null ? others : { ...others, [name]: stored } },
    })
    this.#session.delete(name)
    if (secret.source === 'session') this.#session.set(name, secret.value.trim())
  }

  /** The plain text for the process; null when none is kept. Throws AppFailure `key-missing` or `key-unreadable`. */
  async open(name: string): Promise<string | null> {
    const stored = this.#stored[name]
    switch (stored?.source) {
      case 'key-store':
        return this.#vault.unseal(stored.cipher)
      case 'weak-store':
        return this.#vault.unsealWeakly(stored.cipher)
      case 'session':
        return this.#session.get(name) ?? missing(name)
      case undefined:
      case 'environment':
      case 'none':
        return null
    }
  }

  /** How to keep what Litedesk makes up: as well as this computer can, and weakly only where that was chosen before. */
  async keeping(): Promise<Keeping> {
    if ((await this.#vault.findKeyStore()) === 'system') return 'key-store'
    return Object.values(this.#stored).some(({ source }) => source === 'weak-store')
      ? 'weak-store'
      : 'session'
  }

  get #stored(): Readonly<Record<string, StoredKey>> {
    return this.#store.file.localGateway.secrets
  }

  async #seal(name: string, secret: LocalSecret): Promise<StoredKey | null> {
    switch (secret.source) {
      case 'key-store': {
        const value = secret.value.trim()
        return {
          source: 'key-store',
          cipher: await this.#vault.seal(value),
          lastFour: shownEnd(name, value),
        }
      }
      case 'weak-store': {
        const value = secret.value.trim()
        return {
          source: 'weak-store',
          cipher: this.#vault.sealWeakly(value),
          lastFour: shownEnd(name, value),
        }
      }
      case 'session':
        return { source: 'session' }
      case 'none':
        return null
    }
  }
}

/** The end of a database's address is its name, which tells nothing apart. */
function shownEnd(name: string, value: string): string | null {
  return name === 'DATABASE_URL' ? null : lastFourOf(value)
}

function missing(name: string): never {
  throw new AppFailure(
    appError('key-missing', `${name} was kept only until Litedesk quit.`, {
      nextStep: 'Paste it again, then start.',
    }),
  )
}
