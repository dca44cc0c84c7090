import { describe, expect, it, onTestFinished, vi } from 'vitest'

import type { DemoGatewayOptions } from '#main/demo-gateway/options.ts'
import { GatewayWatcher } from '#main/gateway-watch/gateway-watcher.ts'
import { AppStateOwner } from '#main/state/app-state-owner.ts'
import { appError } from '#shared/app-error.ts'
import type { GatewayFacts } from '#shared/gateway.ts'

import { startTestGateway } from '../../../helpers/demo-gateway.ts'
import { emptyState } from '../../../helpers/empty-state.ts'

const FACTS: GatewayFacts = { version: '1.106.2', keyKind: 'admin', hasDatabase: true }

/** How long an answer may take where it is to take too long, in ms. */
const SOON_MS = 100
/** Longer than any answer takes on a busy machine. */
const PATIENT_MS = 5000

async function watcherAt(options: DemoGatewayOptions = {}, timeoutMs = PATIENT_MS) {
  const gateway = await startTestGateway({ isNewer: true, ...options })
  const state = new AppStateOwner(emptyState)
  const back = vi.fn<() => void>()
  const sight = { isSeen: true }
  const watcher = new GatewayWatcher({
    state,
    address: async () => ({ baseUrl: gateway.url, key: gateway.adminKey }),
    isSeen: () => sight.isSeen,
    cameBack: back,
    pausesMs: [10, 20],
    timeoutMs,
  })
  onTestFinished(() => watcher.stop())
  const connect = (gatewayId = 'g'): void =>
    state.change({ connection: { state: 'connected', gatewayId, facts: FACTS } })
  return { gateway, state, watcher, back, sight, connect, shown: () => state.state.gatewayWatch }
}

describe('the watch', () => {
  it('tells that a gateway is up, how fast, which version and that it has a database', async () => {
    const { connect, shown } = await watcherAt()
    connect()
    expect(shown()).toMatchObject({ gatewayId: 'g', state: 'unknown', checkedAt: null })
    await vi.waitFor(() => expect(shown()?.state).toBe('up'))
    expect(shown()).toMatchObject({ version: '1.106.2', database: 'connected', modelsDown: [], error: null })
    expect(shown()?.latencyMs).toBeGreaterThanOrEqual(0)
  })

  it('asks what costs nothing, without the key', async () => {
    const { gateway, connect } = await watcherAt()
    connect()
    await vi.waitFor(() => expect(gateway.requests.length).toBeGreaterThan(4))
    expect(new Set(gateway.requests.map(({ path }) => path))).toEqual(
      new Set(['/health/liveliness', '/health/readiness']),
    )
    expect(gateway.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true)
  })

  it('asks nothing while nobody looks', async () => {
    const { gateway, connect, sight, shown } = await watcherAt()
    sight.isSeen = false
    connect()
    await new Promise((resolve) => {
      setTimeout(resolve, 60)
    })
    expect(gateway.requests).toHaveLength(0)
    sight.isSeen = true
    await vi.waitFor(() => expect(shown()?.state).toBe('up'))
  })

  it('tells a gateway without a database from one that has lost it', async () => {
    const none = await watcherAt({ database: false })
    none.connect()
    await vi.waitFor(() => expect(none.shown()).toMatchObject({ state: 'up', database: 'none' }))
    const lost = await watcherAt({
      faults: [
        {
          match: { path: '/health/readiness' },
          effect: { status: 503, body: { detail: 'Service Unhealthy (x)' } },
        },
      ],
    })
    lost.connect()
    await vi.waitFor(() => expect(lost.shown()).toMatchObject({ state: 'not-ready', database: 'lost' }))
    expect(lost.shown()?.error?.message).toContain('database')
  })

  it.each([
    ['fails', { status: 500, body: {} }, 'gateway-failed'],
    ['is a web page', { html: '<p>', status: 200 }, 'not-litellm'],
    ['is other JSON', { status: 200, body: { ok: true } }, 'not-litellm'],
    ['never comes', { stallBeforeHeaders: true }, 'timed-out'],
    ['comes too late', { delayMs: 400 }, 'timed-out'],
  ])('says that it is down when the answer %s', async (_what, effect, kind) => {
    const { connect, shown } = await watcherAt(
      { faults: [{ match: { path: /liveliness/ }, effect }] },
      SOON_MS,
    )
    connect()
    await vi.waitFor(() => expect(shown()).toMatchObject({ state: 'down', error: { kind } }))
    expect(shown()?.latencyMs).toBeNull()
  })

  it('says that it is down when it is gone, and connects again when it is back', async () => {
    const { gateway, connect, shown, state, back } = await watcherAt()
    connect()
    await vi.waitFor(() => expect(shown()?.state).toBe('up'))
    gateway.faults.inject({ match: { path: /live/ }, effect: { cutAfterBytes: 0 } })
    await vi.waitFor(() => expect(shown()?.state).toBe('down'))
    const { since } = shown() ?? {}
    state.change({
      connection: { state: 'failed', gatewayId: 'g', error: appError('refused', 'Nothing listens.') },
    })
    await vi.waitFor(() => expect(shown()?.checkedAt).not.toBe(since))
    expect(shown()?.since).toBe(since)
    gateway.faults.clear()
    await vi.waitFor(() => expect(back).toHaveBeenCalledOnce())
    expect(shown()?.state).toBe('up')
  })

  it('names models that rest, until they are back', async () => {
    const { connect, shown, watcher } = await watcherAt()
    connect()
    watcher.answered('gpt-4o', appError('cooldown', 'Rests.', { retryAfterMs: 40 }))
    watcher.answered('gemini', appError('rate-limited', 'Too many.'))
    expect(shown()?.modelsDown).toMatchObject([{ model: 'gpt-4o', source: 'cooldown' }])
    await vi.waitFor(() => expect(shown()?.modelsDown).toEqual([]))
  })

  it('names what the gateway’s own checks found, and forgets it with the gateway', async () => {
    const { connect, shown, watcher } = await watcherAt()
    connect()
    watcher.learnHealth('another', ['gpt-4o'])
    expect(shown()?.modelsDown).toEqual([])
    watcher.learnHealth('g', ['gpt-4o'])
    expect(shown()?.modelsDown).toEqual([{ model: 'gpt-4o', source: 'health-check', until: null }])
    connect('h')
    expect(shown()).toMatchObject({ gatewayId: 'h', modelsDown: [] })
  })

  it('ends with the last gateway', async () => {
    const { connect, shown, state } = await watcherAt()
    connect()
    await vi.waitFor(() => expect(shown()?.state).toBe('up'))
    state.change({ connection: { state: 'none' } })
    expect(shown()).toBeNull()
  })
})
