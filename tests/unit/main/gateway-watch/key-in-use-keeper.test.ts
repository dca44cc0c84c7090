import { describe, expect, it, onTestFinished, vi } from 'vitest'

import type { DemoGatewayOptions } from '#main/demo-gateway/options.ts'
import { KeyInUseKeeper } from '#main/gateway-watch/key-in-use-keeper.ts'
import { AppStateOwner } from '#main/state/app-state-owner.ts'
import { appError } from '#shared/app-error.ts'
import type { GatewayFacts } from '#shared/gateway.ts'

import { startTestGateway } from '../../../helpers/demo-gateway.ts'
import { emptyState } from '../../../helpers/empty-state.ts'
import { manageKey } from '../../../helpers/virtual-key.ts'

const PLAIN: GatewayFacts = { version: null, keyKind: 'plain', hasDatabase: true }
const PAUSES = { between: 20, afterAnswer: 5, booked: 4, whileExhausted: 15 }

async function keeperAt(options: DemoGatewayOptions = {}, limits: object = {}) {
  const gateway = await startTestGateway({ isNewer: true, ...options })
  const key = gateway.plainKey
  if (options.database !== false) await manageKey(gateway, 'update', { key, ...limits })
  const state = new AppStateOwner(emptyState)
  const keeper = new KeyInUseKeeper({
    state,
    address: async () => ({ baseUrl: gateway.url, key }),
    pauses: PAUSES,
  })
  onTestFinished(() => keeper.stop())
  const connect = (facts: Partial<GatewayFacts> = {}): void =>
    state.change({ connection: { state: 'connected', gatewayId: 'g', facts: { ...PLAIN, ...facts } } })
  const asked = () => gateway.requests.filter(({ path }) => path.startsWith('/key/info')).length
  const shown = () => state.state.keyInUse
  return { gateway, state, keeper, key, connect, asked, shown }
}

describe('the key in use', () => {
  it('tells on connecting what may be spent', async () => {
    const { connect, shown } = await keeperAt(
      {},
      { max_budget: 10, spend: 2.5, rpm_limit: 7, models: ['gpt-4o'] },
    )
    connect()
    await vi.waitFor(() => expect(shown()).not.toBeNull())
    expect(shown()).toMatchObject({
      gatewayId: 'g',
      alias: 'demo',
      spend: '2.5',
      maxBudget: '10',
      remaining: '7.5',
      share: 0.25,
      state: 'ok',
      rpmLimit: 7,
      models: ['gpt-4o'],
    })
  })

  it.each([
    [7.999, 'ok'],
    [8, 'warning'],
    [9.999, 'warning'],
    [10, 'exhausted'],
    [12, 'exhausted'],
  ] as const)('is, with %d of 10 USD spent, %s', async (spend, state) => {
    const { connect, shown } = await keeperAt({}, { max_budget: 10, spend })
    connect()
    await vi.waitFor(() => expect(shown()?.state).toBe(state))
    expect(Number(shown()?.remaining)).toBeCloseTo(Math.max(0, 10 - spend))
  })

  it('has no end without a budget', async () => {
    const { connect, shown } = await keeperAt({}, { spend: 100 })
    connect()
    await vi.waitFor(() => expect(shown()).not.toBeNull())
    expect(shown()).toMatchObject({ maxBudget: null, remaining: null, share: null, state: 'ok' })
  })

  it.each<[string, Partial<GatewayFacts>]>([
    ['an admin’s key', { keyKind: 'admin' }],
    ['a gateway without a database', { hasDatabase: false }],
  ])('is nothing for %s, and nothing is asked', async (_what, facts) => {
    const { connect, shown, asked, keeper } = await keeperAt()
    connect(facts)
    keeper.answered({ cost: '1', error: null })
    await new Promise((resolve) => {
      setTimeout(resolve, 60)
    })
    expect([shown(), asked()]).toEqual([null, 0])
  })

  it('counts an answer at once, before the gateway has booked it', async () => {
    const { connect, shown, keeper } = await keeperAt({}, { max_budget: 10, spend: 7 })
    connect()
    await vi.waitFor(() => expect(shown()?.state).toBe('ok'))
    keeper.answered({ cost: '1.5', error: null })
    expect(shown()).toMatchObject({ spend: '8.5', remaining: '1.5', state: 'warning' })
  })

  it('asks again after answers, but not for each', async () => {
    const { connect, shown, asked, keeper } = await keeperAt({}, { max_budget: 10 })
    connect()
    await vi.waitFor(() => expect(shown()).not.toBeNull())
    for (let count = 0; count < 10; count += 1) keeper.answered({ cost: '0.1', error: null })
    expect(shown()?.spend).toBe('1')
    await vi.waitFor(() => expect(asked()).toBe(2))
    // The gateway's own figure counts from then on.
    await vi.waitFor(() => expect(shown()?.spend).toBe('0'))
    await new Promise((resolve) => {
      setTimeout(resolve, 80)
    })
    expect(asked()).toBe(2)
  })

  it('stops at a refusal, and goes on when the budget was raised', async () => {
    const { gateway, connect, shown, keeper, key } = await keeperAt({}, { max_budget: 1, spend: 1.2 })
    connect()
    await vi.waitFor(() => expect(shown()?.state).toBe('exhausted'))
    keeper.answered({ cost: null, error: appError('budget-exceeded', 'Used up.') })
    expect(shown()?.state).toBe('exhausted')
    await manageKey(gateway, 'update', { key, max_budget: 5 })
    await vi.waitFor(() => expect(shown()).toMatchObject({ state: 'ok', maxBudget: '5' }))
  })

  it('is forgotten when another key is connected', async () => {
    const { connect, shown, state } = await keeperAt({}, { max_budget: 1 })
    connect()
    await vi.waitFor(() => expect(shown()).not.toBeNull())
    state.change({ connection: { state: 'connecting', gatewayId: 'other' } })
    expect(shown()).toBeNull()
  })

  it.each([
    ['fails', { status: 500, body: {} }],
    ['answers with a web page', { html: '<p>', status: 200 }],
    ['answers with other JSON', { body: [], status: 200 }],
  ])('is not known where the gateway %s', async (_what, effect) => {
    const { connect, shown, asked } = await keeperAt({ faults: [{ match: { path: '/key/info' }, effect }] })
    connect()
    await vi.waitFor(() => expect(asked()).toBe(1))
    expect(shown()).toBeNull()
  })
})
