import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

import { AppFailure, appError } from '#shared/app-error.ts'
import type { KeyStore } from '#shared/app-state.ts'

/** The part of Electron's safeStorage the vault uses. */
export interface SafeStorage {
  isAsyncEncryptionAvailable(): Promise<boolean>
  encryptStringAsync(text: string): Promise<Buffer>
  decryptStringAsync(cipher: Buffer): Promise<{ result: string }>
}

/** How long the system's key store may take to come up, in ms. */
const READY_WITHIN_MS = 5000
const POLL_MS = 50
/**
 * On Linux a cipher that begins with `v10` was made with a key known to everybody, `v11` with one from the keyring.
 * Source: Chromium, components/os_crypt.
 */
const LINUX_OPEN_PREFIX = 'v10'

/**
 * Encrypts and decrypts keys; owns no list of them. The system's key store does the work where there is one; the weak
 * store, a key in a file beside, only where the user chose it.
 */
export class KeyVault {
  readonly #safeStorage: SafeStorage
  readonly #weakKeyPath: string
  readonly #isLinux: boolean
  #keyStore: Promise<'system' | 'none'> | null = null

  constructor(safeStorage: SafeStorage, weakKeyPath: string, platform: string) {
    this.#safeStorage = safeStorage
    this.#weakKeyPath = weakKeyPath
    this.#isLinux = platform === 'linux'
  }

  /** Whether this system keeps keys safely. The first call may wait for the key store to come up. */
  findKeyStore(): Promise<Exclude<KeyStore, 'pending'>> {
    this.#keyStore ??= this.#probe()
    return this.#keyStore
  }

  /** Encrypts with the system's key store. Throws AppFailure `key-unreadable` where there is none. */
  async seal(key: string): Promise<string> {
    if ((await this.findKeyStore()) === 'none') {
      throw new AppFailure(
        appError('key-unreadable', 'This system has no key store, so the key was not saved.', {
          nextStep: 'Keep it until you quit, or choose the weak protection.',
        }),
      )
    }
    return (await this.#safeStorage.encryptStringAsync(key)).toString('base64')
  }

  /** Opens what `seal` made. Throws AppFailure `key-unreadable`; the cipher stays where it was. */
  async unseal(cipher: string): Promise<string> {
    const isReady = await this.#waitUntilReady()
    try {
      if (!isReady) throw new Error('The key store did not answer')
      return (await this.#safeStorage.decryptStringAsync(Buffer.from(cipher, 'base64'))).result
    } catch (cause) {
      throw unreadable('The key could not be read from the system’s key store.', cause)
    }
  }

  /** Encrypts with a key in a file only the user may read: protection against a glance, not against a program. */
  sealWeakly(key: string): string {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#weakKey(), nonce)
    const sealed = Buffer.concat([cipher.update(key, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
  }

  /** Opens what `sealWeakly` made. Throws AppFailure `key-unreadable`. */
  unsealWeakly(cipher: string): string {
    try {
      const bytes = Buffer.from(cipher, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', this.#weakKey(), bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return decipher.update(bytes.subarray(28)).toString('utf8') + decipher.final('utf8')
    } catch (cause) {
      throw unreadable('The weakly protected key could not be read.', cause)
    }
  }

  async #probe(): Promise<'system' | 'none'> {
    if (!(await this.#waitUntilReady())) return 'none'
    if (!this.#isLinux) return 'system'
    const probe = await this.#safeStorage.encryptStringAsync('probe')
    return probe.subarray(0, LINUX_OPEN_PREFIX.length).toString('latin1') === LINUX_OPEN_PREFIX
      ? 'none'
      : 'system'
  }

  /**
   * Electron 42 answers `false` until the key store has come up, and crashes when asked to encrypt before that; later
   * versions wait by themselves. Source: electron/electron#51759.
   */
  async #waitUntilReady(): Promise<boolean> {
    for (let waited = 0; waited < READY_WITHIN_MS; waited += POLL_MS) {
      if (await this.#safeStorage.isAsyncEncryptionAvailable()) return true
      await delay(POLL_MS)
    }
    return false
  }

  #weakKey(): Buffer {
    if (existsSync(this.#weakKeyPath)) return readFileSync(this.#weakKeyPath)
    const key = randomBytes(32)
    writeFileSync(this.#weakKeyPath, key, { mode: 0o600, flag: 'wx' })
    return key
  }
}

function unreadable(message: string, cause: unknown): AppFailure {
  return new AppFailure(
    appError('key-unreadable', message, {
      nextStep: 'Unlock your key store and try again, or paste the key anew in the gateway’s settings.',
      details: cause instanceof Error ? cause.message : String(cause),
    }),
  )
}
