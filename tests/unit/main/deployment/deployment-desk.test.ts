import { describe, expect, it } from 'vitest'

import type { DemoGatewayOptions } from '#main/demo-gateway/options.ts'
import { DeploymentDesk } from '#main/deployment/deployment-desk.ts'
import { estimateTry, type DeploymentDraft } from '#shared/deployment.ts'

import { startTestGateway } from '../../../helpers/demo-gateway.ts'
import { failureOf } from '../../../helpers/failure-of.ts'

const SECRET = 'the-providers-own-key-9876'
const draft: DeploymentDraft = {
  model: 'added',
  providerModel: 'openai/gpt-4o',
  apiBase: 'https://api.example.com',
  apiKey: SECRET,
  mode: 'chat',
  contextWindow: 1000,
  maxOutputTokens: 500,
  prices: { input: '1', output: '2', cacheRead: null, cacheWrite: null },
  tpmLimit: 1000,
  rpmLimit: null,
  capabilities: { vision: false, reasoning: true },
  params: { api_version: '2026-01' },
}

async function deskAt(options: DemoGatewayOptions = {}) {
  const gateway = await startTestGateway(options)
  const changed: string[] = []
  const health: (readonly string[])[] = []
  const keys: Record<string, string> = { admin: gateway.adminKey, plain: gateway.plainKey }
  const desk = new DeploymentDesk({
    addressOf: async (id) => ({ baseUrl: gateway.url, key: keys[id] ?? null }),
    changed: (id) => changed.push(id),
    learnHealth: (_id, unhealthy) => health.push(unhealthy),
  })
  return { gateway, desk, changed, health }
}

describe.each([
  ['an older gateway', false],
  ['a newer gateway', true],
])('models of %s', (_name, isNewer) => {
  it('are grouped by public name, with figures that come as text', async () => {
    const { desk } = await deskAt({ isNewer })
    const { groups, readOnly } = await desk.list('admin')
    expect(readOnly).toBeNull()
    const slow = groups.find(({ name }) => name === 'demo-slow')
    expect(slow).toMatchObject({
      prices: { input: '1', output: null },
      deployments: [
        {
          ownPrices: ['input'],
          isInDatabase: false,
          custom: { team: '"demo"', description: '"Thinks for a while, then types slowly."' },
        },
      ],
    })
    const opus = groups.find(({ name }) => name === 'claude-opus-4-6')
    expect(opus).toMatchObject({
      providers: ['anthropic'],
      mode: 'chat',
      contextWindow: 200_000,
      maxOutputTokens: 128_000,
      prices: { input: '5', output: '25', cacheRead: '0.5', cacheWrite: '6.25' },
    })
    expect(opus?.capabilities).toEqual(
      expect.arrayContaining(['reasoning', 'vision', 'computer_use', 'pdf_input']),
    )
    expect(opus?.capabilities).not.toContain('assistant_prefill')
  })

  it('are added, changed and deleted, and read again each time', async () => {
    const { desk, changed } = await deskAt({ isNewer })
    const made = await desk.add('admin', draft)
    expect(made).toMatchObject({ deployment: { isInDatabase: true, model: 'added' }, disagreements: [] })
    const next = await desk.update('admin', made.id, { model: 'other', rpmLimit: 5, contextWindow: 2000 })
    expect(next).toMatchObject({
      id: made.id,
      deployment: { id: made.id, model: 'other', rpmLimit: 5, tpmLimit: 1000, contextWindow: 2000 },
      disagreements: [],
    })
    await desk.remove('admin', made.id)
    expect((await desk.list('admin')).groups.map(({ name }) => name)).not.toContain('other')
    expect(changed).toEqual(['admin', 'admin', 'admin'])
  })

  it('never show a provider’s key, whatever the gateway says', async () => {
    const { gateway, desk } = await deskAt({ isNewer })
    const made = await desk.add('admin', draft)
    expect(JSON.stringify([made, await desk.list('admin')])).not.toContain(SECRET)
    gateway.faults.inject({
      match: { path: '/update' },
      effect: { status: 400, body: { error: { message: `Bad key ${SECRET}`, type: 'x' } } },
    })
    const error = await failureOf(desk.update('admin', made.id, { apiKey: SECRET }))
    expect(JSON.stringify(error)).not.toContain(SECRET)
  })

  it('always carry their id when they are changed', async () => {
    const { gateway, desk } = await deskAt({ isNewer })
    const { id } = await desk.add('admin', draft)
    await desk.update('admin', id, { model: 'other' })
    const sent = gateway.requests.findLast(({ path }) => path === `/model/${id}/update`)
    expect(sent?.body).toEqual({ model_name: 'other', model_info: { id } })
  })

  it('of a plain key are read-only, and say what to do', async () => {
    const { desk } = await deskAt({ isNewer })
    const { readOnly, groups } = await desk.list('plain')
    expect(readOnly).toMatchObject({ kind: 'forbidden', nextStep: expect.stringContaining('admin key') })
    expect(groups.length).toBeGreaterThan(5)
    expect((await failureOf(desk.add('plain', draft))).kind).toBe('forbidden')
  })

  it.each<[string, DemoGatewayOptions, string]>([
    ['no database', { database: false }, 'no-database'],
    ['a database that keeps no models', { storesModels: false }, 'model-storage-off'],
  ])('with %s are read-only before anything is tried', async (_what, options, kind) => {
    const { desk } = await deskAt({ isNewer, ...options })
    expect((await desk.list('admin')).readOnly?.kind).toBe(kind)
    expect((await failureOf(desk.add('admin', draft))).kind).toBe(kind)
  })

  it('of the config file are not changed', async () => {
    const { gateway, desk } = await deskAt({ isNewer })
    const { groups } = await desk.list('admin')
    const id = groups[0]?.deployments[0]?.id ?? ''
    for (const act of [() => desk.remove('admin', id), () => desk.update('admin', id, { model: 'x' })]) {
      expect((await failureOf(act())).kind).toBe('model-in-config')
    }
    expect(gateway.requests.every(({ method }) => method === 'GET' || method === 'PATCH')).toBe(true)
    expect(gateway.requests.some(({ path }) => path.includes(`/${id}`))).toBe(false)
  })

  it('are tried with one short question, which costs no more than was said', async () => {
    const { gateway, desk } = await deskAt({ isNewer })
    const { groups } = await desk.list('admin')
    const group = groups.find(({ name }) => name === 'gpt-4o')
    const most = group && estimateTry(group.prices)
    const trial = await desk.try('admin', 'gpt-4o', null)
    expect(trial.text).not.toBe('')
    expect(trial.deploymentId).toBe(group?.deployments[0]?.id)
    expect(Number(trial.cost)).toBeGreaterThan(0)
    expect(Number(trial.cost)).toBeLessThanOrEqual(Number(most))
    const sent = gateway.requests.find(({ path }) => path === '/v1/chat/completions')
    expect(sent?.body).toMatchObject({ model: 'gpt-4o', max_tokens: 48, stream: false })
  })

  it('that fail say why', async () => {
    const { desk } = await deskAt({ isNewer })
    expect((await failureOf(desk.try('admin', 'demo-fails', null))).kind).toBe('provider-failed')
    expect((await failureOf(desk.try('admin', 'nope', null))).kind).toBe('model-unknown')
  })
})

describe('health', () => {
  it('is what the gateway’s own checks say, and is told to the watch', async () => {
    const { desk, health } = await deskAt({
      faults: [
        {
          match: { path: '/model_group/info' },
          effect: {
            status: 200,
            body: {
              data: [
                { model_group: 'well', health_status: 'healthy', health_response_time: '12.5' },
                {
                  model_group: 'ill',
                  health_status: 'unhealthy',
                  health_checked_at: '2026-11-24T00:00:00Z',
                },
                { model_group: 'unknown', health_status: null },
                { not: 'a group' },
              ],
            },
          },
        },
      ],
    })
    const { groups } = await desk.list('admin')
    expect(groups.map(({ name, health: found }) => [name, found])).toEqual([
      ['well', { state: 'healthy', responseMs: 12.5, checkedAt: null }],
      ['ill', { state: 'unhealthy', responseMs: null, checkedAt: '2026-11-24T00:00:00Z' }],
      ['unknown', null],
    ])
    expect(health).toEqual([['ill']])
  })

  it('is never asked of every model', async () => {
    const { gateway, desk } = await deskAt()
    await desk.list('admin')
    expect(gateway.requests.map(({ path }) => path)).not.toContain('/health')
  })
})

describe('a gateway that misbehaves', () => {
  it('still has names when it tells no more', async () => {
    const { desk } = await deskAt({
      faults: [{ match: { path: /model_group|model\/info/ }, effect: { status: 404, body: {} } }],
    })
    const { groups } = await desk.list('admin')
    expect(groups.map(({ name }) => name)).toContain('gpt-4o')
    expect(groups[0]).toMatchObject({ deployments: [], prices: { input: null } })
  })

  it.each([
    ['is a web page', { html: '<p>', status: 200 }, 'not-litellm'],
    [
      'refuses the key',
      { status: 401, body: { error: { message: 'no', type: 'token_not_found_in_db' } } },
      'key-unknown',
    ],
  ])('that %s is named so', async (_what, effect, kind) => {
    const { desk } = await deskAt({ faults: [{ effect }] })
    expect((await failureOf(desk.list('admin'))).kind).toBe(kind)
  })

  it('that does not show a new model yet leaves it open', async () => {
    const { desk } = await deskAt({
      faults: [{ match: { path: '/model/info' }, effect: { status: 200, body: { data: [] } } }],
    })
    expect(await desk.add('admin', draft)).toMatchObject({ deployment: null, disagreements: [] })
  })
})

describe('estimateTry', () => {
  it('counts the question and the longest answer, and is unknown without prices', () => {
    const prices = { cacheRead: null, cacheWrite: null }
    expect(estimateTry({ ...prices, input: '5', output: '25' })).toBe('0.0013')
    expect(estimateTry({ ...prices, input: '0', output: '0' })).toBe('0')
    expect(estimateTry({ ...prices, input: '5', output: null })).toBeNull()
  })
})
