import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { GatewayDraft, KeyChoice } from '#shared/gateway.ts'

import { GatewayRegistry } from '../../../../src-main/gateway/gateway-registry.ts'
import { KeyVault } from '../../../../src-main/settings/key-vault.ts'
import type { Store } from '../../../../src-main/settings/store.ts'
import { memoryStore } from '../../../helpers/memory-store.ts'

const KEY = 'sk-a-key-of-some-length-7788'

const safeStorage = {
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text: string) => Buffer.from(`v11${Buffer.from(text).toString('hex')}`),
  decryptStringAsync: async (cipher: Buffer) => ({
    result: Buffer.from(cipher.toString().slice(3), 'hex').toString(),
  }),
}

let store: Store
let registry: GatewayRegistry
beforeEach(() => {
  vi.stubEnv('LITELLM_API_KEY', '')
  store = memoryStore()
  const folder = mkdtempSync(join(tmpdir(), 'registry-'))
  registry = new GatewayRegistry(store, new KeyVault(safeStorage, join(folder, 'weak-key'), 'linux'))
})
afterEach(() => {
  vi.unstubAllEnvs()
})

function draft(key: KeyChoice, rest: Partial<GatewayDraft> = {}): GatewayDraft {
  return { id: null, name: 'Office', baseUrl: 'http://localhost:4000/v1/', key, ...rest }
}

describe('GatewayRegistry', () => {
  it.each(['key-store', 'weak-store', 'session'] as const)(
    'keeps a key in the %s, out of the file and the list',
    async (source) => {
      const gateway = await registry.save(draft({ source, key: ` ${KEY}\n` }))
      expect(await registry.keyOf(gateway)).toBe(KEY)
      expect(JSON.stringify(store.file)).not.toContain(KEY)
      expect(registry.list()).toEqual([
        {
          id: gateway.id,
          name: 'Office',
          baseUrl: 'http://localhost:4000',
          isDemo: false,
          key: { source, isSet: true, lastFour: '7788' },
        },
      ])
    },
  )

  it('reads the environment’s key at each use and never stores it', async () => {
    const gateway = await registry.save(draft({ source: 'environment' }))
    await expect(registry.keyOf(gateway)).rejects.toThrow('LITELLM_API_KEY is not set')
    vi.stubEnv('LITELLM_API_KEY', KEY)
    expect(await registry.keyOf(gateway)).toBe(KEY)
    expect(JSON.stringify(store.file)).not.toContain(KEY)
  })

  it('keeps the key when only the name changes, and drops it when told', async () => {
    const { id } = await registry.save(draft({ source: 'key-store', key: KEY }))
    const renamed = await registry.save(draft({ source: 'keep' }, { id, name: 'New' }))
    expect(await registry.keyOf(renamed)).toBe(KEY)
    const bare = await registry.save(draft({ source: 'none' }, { id }))
    expect(await registry.keyOf(bare)).toBeNull()
    expect(registry.list()).toHaveLength(1)
  })

  it('stores nothing for an address that is none', async () => {
    await expect(registry.save(draft({ source: 'none' }, { baseUrl: 'ftp://x' }))).rejects.toThrow(
      'not a web address',
    )
    expect(registry.list()).toEqual([])
  })

  it('names a gateway after its host when the user does not', async () => {
    const gateway = await registry.save(draft({ source: 'none' }, { name: ' ' }))
    expect(gateway.name).toBe('localhost:4000')
  })

  it('falls back to another gateway when the active one is removed', async () => {
    const first = await registry.save(draft({ source: 'none' }))
    const second = await registry.save(draft({ source: 'none' }))
    registry.activate(second.id)
    registry.remove(second.id)
    expect(registry.activeId).toBe(first.id)
    registry.remove(first.id)
    expect(registry.activeId).toBeNull()
  })
})
