import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { beforeEach, describe, expect, it } from 'vitest'

import { AppFailure } from '#shared/app-error.ts'
import { KeyVault, type SafeStorage } from '../../../../src-main/settings/key-vault.ts'

const KEY = 'sk-a-key-to-keep-1234'

/** A key store that comes up after some polls and prefixes ciphers as Chromium does. */
function fakeStorage(prefix: string, readyAfterPolls = 0): SafeStorage {
  let polls = 0
  const isReady = (): boolean => polls >= readyAfterPolls
  return {
    isAsyncEncryptionAvailable: async () => {
      const answer = isReady()
      polls += 1
      return answer
    },
    encryptStringAsync: async (text) => {
      if (!isReady()) throw new Error('Asked before it was ready: Electron 42 crashes here')
      return Buffer.from(prefix + Buffer.from(text).toString('hex'))
    },
    decryptStringAsync: async (cipher) => ({
      result: Buffer.from(cipher.toString().slice(prefix.length), 'hex').toString(),
    }),
  }
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vault-'))
})

function vaultOver(storage: SafeStorage, platform = 'linux'): KeyVault {
  return new KeyVault(storage, join(folder, 'weak-key'), platform)
}

describe('KeyVault', () => {
  it('waits for the system’s key store before it encrypts', async () => {
    const vault = vaultOver(fakeStorage('v11', 3))
    expect(await vault.unseal(await vault.seal(KEY))).toBe(KEY)
  })

  it('does not mistake Linux’s well-known key for a key store', async () => {
    const vault = vaultOver(fakeStorage('v10'))
    expect(await vault.findKeyStore()).toBe('none')
    await expect(vault.seal(KEY)).rejects.toBeInstanceOf(AppFailure)
  })

  it('trusts the key store of other systems', async () => {
    expect(await vaultOver(fakeStorage('v10'), 'darwin').findKeyStore()).toBe('system')
  })

  it('keeps weakly sealed keys unreadable without the key file, which only the owner may read', () => {
    const vault = vaultOver(fakeStorage('v10'))
    const cipher = vault.sealWeakly(KEY)
    expect(Buffer.from(cipher, 'base64').includes(KEY)).toBe(false)
    expect(statSync(join(folder, 'weak-key')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, 'weak-key'))).toHaveLength(32)
    expect(vault.unsealWeakly(cipher)).toBe(KEY)
  })

  it('says that a damaged cipher cannot be read', () => {
    const vault = vaultOver(fakeStorage('v10'))
    const cipher = Buffer.from(vault.sealWeakly(KEY), 'base64')
    cipher[cipher.length - 1] = (cipher.at(-1) ?? 0) ^ 1
    expect(() => vault.unsealWeakly(cipher.toString('base64'))).toThrow(/could not be read/)
  })
})
