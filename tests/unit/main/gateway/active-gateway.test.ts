import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'

import { startDemoGateway, type DemoGateway } from '../../../../src-main/demo-gateway/demo-gateway.ts'
import { ActiveGateway } from '../../../../src-main/gateway/active-gateway.ts'
import { DemoGatewayHost } from '../../../../src-main/gateway/demo-gateway-host.ts'
import { GatewayRegistry } from '../../../../src-main/gateway/gateway-registry.ts'
import { KeyVault } from '../../../../src-main/settings/key-vault.ts'
import { AppStateOwner } from '../../../../src-main/state/app-state-owner.ts'
import { memoryStore } from '../../../helpers/memory-store.ts'
import { emptyState } from '../../../helpers/empty-state.ts'

const noSafeStorage = {
  isAsyncEncryptionAvailable: async () => false,
  encryptStringAsync: async () => Buffer.alloc(0),
  decryptStringAsync: async () => ({ result: '' }),
}

let gateway: DemoGateway
beforeEach(async () => {
  gateway = await startDemoGateway()
})
afterEach(() => gateway.close())

async function activeGatewayAt(baseUrl: string, key: string) {
  const store = memoryStore()
  const registry = new GatewayRegistry(store, new KeyVault(noSafeStorage, '', 'linux'))
  const { id } = await registry.save({ id: null, name: 'Test', baseUrl, key: { source: 'session', key } })
  registry.activate(id)
  const state = new AppStateOwner(emptyState)
  const active = new ActiveGateway({ registry, demo: new DemoGatewayHost(), state, store, retryAfterMs: [5] })
  onTestFinished(() => active.stop())
  return { active, state, store, registry }
}

describe('ActiveGateway', () => {
  it('connects: models, facts and a chosen model', async () => {
    const { active, state } = await activeGatewayAt(gateway.url, gateway.adminKey)
    await active.connect()
    expect(state.state.connection).toMatchObject({
      state: 'connected',
      facts: { keyKind: 'admin', hasDatabase: true },
    })
    expect(state.state.chosenModel).toBe(state.state.models[0]?.id)
  })

  it('keeps the chosen model while the gateway has it', async () => {
    const { active, state, store } = await activeGatewayAt(gateway.url, gateway.adminKey)
    store.update({ chosenModel: 'gpt-4o-mini' })
    await active.connect()
    expect(state.state.chosenModel).toBe('gpt-4o-mini')
  })

  it('names no model for a deployment it does not know', async () => {
    const { active } = await activeGatewayAt(gateway.url, gateway.adminKey)
    await active.connect()
    const address = await active.address()
    expect(await active.modelOfDeployment('no-such-deployment', address)).toBeNull()
    expect(await active.modelOfDeployment(null, address)).toBeNull()
  })

  it('connects by itself when a gateway that was not there comes up', async () => {
    const { url } = gateway
    await gateway.close()
    const key = 'sk-demo-key-of-the-test'
    const { active, state } = await activeGatewayAt(url, key)
    await active.connect()
    expect(state.state.connection).toMatchObject({ state: 'failed', error: { kind: 'refused' } })
    gateway = await startDemoGateway({ port: Number(new URL(url).port), key })
    await expect.poll(() => state.state.connection.state, { timeout: 10_000 }).toBe('connected')
  })

  it('leaves a refused key alone until told to try again', async () => {
    const { active, state } = await activeGatewayAt(gateway.url, 'sk-not-a-key-of-this-gateway')
    await active.connect()
    expect(state.state.connection).toMatchObject({ state: 'failed', error: { kind: 'key-unknown' } })
    await active.connect()
    const asked = gateway.requests.filter((request) => request.path === '/model_group/info')
    expect(asked).toHaveLength(2)
  })

  it('forgets the models when the last gateway goes', async () => {
    const { active, state, registry } = await activeGatewayAt(gateway.url, gateway.adminKey)
    await active.connect()
    registry.remove(registry.activeId ?? '')
    await active.connect()
    expect(state.state).toMatchObject({ connection: { state: 'none' }, models: [], gateways: [] })
  })
})
