import { createHash } from 'node:crypto'

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import { DeploymentDesk } from '#main/deployment/deployment-desk.ts'
import { managementError } from '#main/gateway/management-error.ts'
import { KeyDesk } from '#main/virtual-key/key-desk.ts'
import { readOwnKey } from '#main/virtual-key/own-key.ts'
import { AppFailure } from '#shared/app-error.ts'
import type { DeploymentDraft } from '#shared/deployment.ts'
import type { KeyDraft, KeyQuery, SavedKey } from '#shared/virtual-key.ts'

import { litellmUnavailableReason } from '../litellm/start-litellm.ts'
import { callGateway, chatBody, generateKey } from './calls.ts'
import { gateways, type TestedGateway } from './gateways.ts'

/** LiteLLM writes its log in batches, and a busy machine takes its time; ms. */
const BOOKED_WITHIN = { timeout: 30_000, interval: 250 }
const unavailable = await litellmUnavailableReason({ database: true })

const nothing: KeyDraft = {
  alias: null,
  models: [],
  maxBudget: null,
  budgetDuration: null,
  tpmLimit: null,
  rpmLimit: null,
  parallelLimit: null,
  lifetime: null,
  userId: null,
  teamId: null,
}

const everything: KeyQuery = {
  gatewayId: 'admin',
  page: 1,
  size: 100,
  sort: { by: 'created', isDescending: true },
  filter: 'all',
  search: '',
}

const added: DeploymentDraft = {
  model: 'added',
  providerModel: 'openai/gpt-4o',
  apiBase: null,
  apiKey: 'sk-the-providers-own-key',
  mode: 'chat',
  contextWindow: 1000,
  maxOutputTokens: 500,
  prices: { input: '1', output: '2', cacheRead: null, cacheWrite: null },
  tpmLimit: 1000,
  rpmLimit: 10,
  capabilities: { vision: false },
  params: { mock_response: 'Hello there.' },
}

describe.each(gateways)('managing $name', ({ isReal, start }) => {
  let gateway: TestedGateway
  let plainKey: string
  let keyOf: Record<string, string>

  const addressOf = (id: string) => Promise.resolve({ baseUrl: gateway.url, key: keyOf[id] ?? null })
  const keys = new KeyDesk({ addressOf, changed: () => {} })
  const models = new DeploymentDesk({ addressOf, changed: () => {}, learnHealth: () => {} })

  beforeAll(async () => {
    if (isReal && unavailable !== null) return
    gateway = await start({ database: true })
    plainKey = await generateKey(gateway, { key_alias: 'managing-plain', models: ['gpt-4o'] })
    keyOf = { admin: gateway.adminKey, plain: plainKey }
  }, 300_000)
  beforeEach(({ skip }) => {
    if (isReal && unavailable !== null) skip(unavailable)
  })
  afterAll(() => gateway?.close())

  const page = (rest: Partial<KeyQuery>): KeyQuery => ({ ...everything, ...rest })

  it('makes a key as it was asked, and takes every limit away again', async () => {
    const asked: KeyDraft = {
      ...nothing,
      alias: 'all-limits',
      models: ['gpt-4o', 'gpt-4o-mini'],
      maxBudget: '12.5',
      tpmLimit: 1000,
      rpmLimit: 10,
      parallelLimit: 2,
    }
    const made = await keys.create('admin', asked)
    expect(made.disagreements).toEqual([])
    expect(made.key).toMatchObject({ alias: 'all-limits', maxBudget: '12.5', tpmLimit: 1000, rpmLimit: 10 })
    expect(made.key.hash).toBe(createHash('sha256').update(made.text).digest('hex'))
    expect(made.key.lastFour).toBe(made.text.slice(-4))
    const { alias: _alias, ...limits } = nothing
    const cleared = await keys.update('admin', made.key.hash, limits)
    expect(cleared.disagreements).toEqual([])
    expect(cleared.key).toMatchObject({
      alias: 'all-limits',
      models: [],
      maxBudget: null,
      budgetDuration: null,
      budgetResetAt: null,
      tpmLimit: null,
      rpmLimit: null,
      parallelLimit: null,
      expiresAt: null,
    })
    await keys.remove('admin', made.key.hash)
  })

  it('leaves what is not sent as it was', async () => {
    const { key } = await keys.create('admin', {
      ...nothing,
      alias: 'untouched',
      maxBudget: '3',
      rpmLimit: 7,
    })
    const saved = await keys.update('admin', key.hash, { alias: 'touched' })
    expect(saved).toEqual({ key: { ...key, alias: 'touched' }, disagreements: [] })
    await keys.remove('admin', key.hash)
  })

  it.each<[string, SavedKey['disagreements'][number]['weight'] | 'none']>([
    ['1h', 'rounded'],
    ['24h', 'rounded'],
    ['7d', 'rounded'],
    ['30d', 'rounded'],
    ['1mo', 'rounded'],
    ['36h', 'rounded'],
    ['45d', 'rounded'],
  ])('resets a budget of %s where the view says it does', async (duration, weight) => {
    const { key, disagreements } = await keys.create('admin', {
      ...nothing,
      maxBudget: '1',
      budgetDuration: duration,
    })
    expect(key.budgetDuration).toBe(duration)
    expect(key.budgetResetAt).not.toBeNull()
    // At the very hour, day or month it is exact.
    const found = disagreements.map((one) => [one.field, one.weight])
    expect([[], [['resets', weight]]]).toContainEqual(found)
    await keys.remove('admin', key.hash)
  })

  it('lets a key live exactly as long as was asked', async () => {
    const { key, disagreements } = await keys.create('admin', { ...nothing, lifetime: '30d' })
    expect(disagreements).toEqual([])
    expect(Date.parse(key.expiresAt ?? '') - Date.now()).toBeGreaterThan(29.9 * 86_400_000)
    await keys.remove('admin', key.hash)
  })

  it('blocks and unblocks', async () => {
    const { key, text } = await keys.create('admin', nothing)
    expect(await keys.block('admin', key.hash, true)).toMatchObject({
      key: { isBlocked: true },
      disagreements: [],
    })
    const refused = await callGateway(gateway, '/v1/chat/completions', text, chatBody('gpt-4o'))
    expect(refused.status).toBe(401)
    expect((await keys.block('admin', key.hash, false)).key.isBlocked).toBe(false)
    await keys.remove('admin', key.hash)
  })

  it('pages, orders, searches and finds by hash', async () => {
    const hashes: string[] = []
    for (const [alias, maxBudget] of [
      ['paged-a', '1'],
      ['paged-b', '3'],
      ['paged-c', '2'],
    ] as const) {
      hashes.push((await keys.create('admin', { ...nothing, alias, maxBudget })).key.hash)
    }
    const byAlias = await keys.list(
      page({ search: 'AGED-', size: 2, sort: { by: 'alias', isDescending: false } }),
    )
    expect(byAlias).toMatchObject({ total: 3, pages: 2, from: 'gateway', isWhole: true })
    expect(byAlias.keys.map(({ alias }) => alias)).toEqual(['paged-a', 'paged-b'])
    const byBudget = await keys.list(
      page({ search: 'paged', sort: { by: 'max-budget', isDescending: true } }),
    )
    expect(byBudget.keys.map(({ alias }) => alias)).toEqual(['paged-b', 'paged-c', 'paged-a'])
    const byUse = await keys.list(page({ search: 'paged', sort: { by: 'budget-used', isDescending: true } }))
    expect(byUse).toMatchObject({ total: 3, from: 'litedesk' })
    const [first = ''] = hashes
    expect((await keys.list(page({ search: first }))).keys.map(({ hash }) => hash)).toEqual([first])
    for (const hash of hashes) await keys.remove('admin', hash)
    expect((await keys.list(page({ search: 'paged' }))).total).toBe(0)
  })

  it('tells when a key was last used and what it has spent', async () => {
    await callGateway(gateway, '/v1/chat/completions', plainKey, chatBody('gpt-4o'))
    const own = await vi.waitFor(async () => {
      const key = await readOwnKey({ baseUrl: gateway.url, key: plainKey })
      expect(Number(key?.spend)).toBeGreaterThan(0)
      expect(key?.lastUsedAt).not.toBeNull()
      return key
    }, BOOKED_WITHIN)
    expect(own).toMatchObject({ alias: 'managing-plain', models: ['gpt-4o'] })
  })

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'an alias that is taken',
      () => keys.create('admin', { ...nothing, alias: 'managing-plain' }),
      'alias-taken',
    ],
    ['an unknown key', () => keys.update('admin', 'f'.repeat(64), { maxBudget: '1' }), 'gone'],
    ['opening an unknown key', () => keys.open('admin', 'f'.repeat(64)), 'gone'],
    ['blocking an unknown key', () => keys.block('admin', 'f'.repeat(64), true), 'gone'],
    ['deleting an unknown key', () => keys.remove('admin', 'f'.repeat(64)), 'gone'],
    ['listing as a plain key', () => keys.list(page({ gatewayId: 'plain' })), 'forbidden'],
    ['making as a plain key', () => keys.create('plain', nothing), 'forbidden'],
    ['adding a model as a plain key', () => models.add('plain', added), 'forbidden'],
    ['changing a model that is gone', () => models.update('admin', 'nobody', { model: 'x' }), 'gone'],
    ['deleting a model that is gone', () => models.remove('admin', 'nobody'), 'gone'],
  ])('says what %s is', async (_what, act, kind) => {
    expect(await kindOf(act())).toBe(kind)
  })

  it('knows what needs a license', async () => {
    const answer = await callGateway(gateway, '/key/generate', gateway.adminKey, { tags: ['a'] })
    const error = {
      kind: 'forbidden' as const,
      message: '',
      nextStep: null,
      requestId: null,
      retryAfterMs: null,
    }
    const found = managementError({ ...error, status: answer.status, details: answer.text }, 'key')
    expect(found.kind).toBe('enterprise-only')
  })

  it('says before anything is offered who may change models', async () => {
    expect((await models.list('admin')).readOnly).toBeNull()
    expect((await models.list('plain')).readOnly?.kind).toBe('forbidden')
  })

  it('groups deployments by public name and knows those of the config file', async () => {
    const { groups } = await models.list('admin')
    const group = groups.find(({ name }) => name === 'gpt-4o')
    expect(group).toMatchObject({ mode: 'chat', providers: ['openai'], health: null })
    expect(group?.contextWindow).toBeGreaterThan(1000)
    expect(group?.capabilities).toContain('function_calling')
    expect(group?.deployments).toHaveLength(1)
    const [deployment] = group?.deployments ?? []
    expect(deployment).toMatchObject({ isInDatabase: false, providerModel: 'openai/gpt-4o', custom: {} })
    expect(await kindOf(models.remove('admin', deployment?.id ?? ''))).toBe('model-in-config')
    expect((await models.list('plain')).groups.map(({ name }) => name)).toEqual(['gpt-4o'])
  })

  it('adds a model, tries it, changes it and deletes it', async () => {
    const made = await models.add('admin', added)
    expect(made.disagreements).toEqual([])
    expect(made.deployment).toMatchObject({
      id: made.id,
      model: 'added',
      providerModel: 'openai/gpt-4o',
      isInDatabase: true,
      contextWindow: 1000,
      maxOutputTokens: 500,
      prices: { input: '1', output: '2' },
      tpmLimit: 1000,
      rpmLimit: 10,
    })
    expect(made.deployment?.capabilities).not.toContain('vision')
    expect(JSON.stringify(made)).not.toContain('own-key')

    const trial = await models.try('admin', 'added', made.id)
    expect(trial).toMatchObject({ deploymentId: made.id, finishReason: 'stop' })
    expect(trial.text).not.toBe('')
    expect(Number(trial.cost)).toBeGreaterThan(0)

    const changed = await models.update('admin', made.id, {
      model: 'renamed',
      contextWindow: 2000,
      prices: { input: '3', output: null, cacheRead: null, cacheWrite: null },
      rpmLimit: 20,
    })
    expect(changed.disagreements).toEqual([])
    expect(changed.deployment).toMatchObject({
      id: made.id,
      model: 'renamed',
      contextWindow: 2000,
      maxOutputTokens: 500,
      // Without a price of its own, LiteLLM's list has one.
      prices: { input: '3', output: '10' },
      tpmLimit: 1000,
      rpmLimit: 20,
    })

    const kept = await models.update('admin', made.id, { tpmLimit: null, maxOutputTokens: null })
    expect(kept.disagreements.map(({ field }) => field)).toEqual(['maxOutputTokens', 'tpmLimit'])

    await models.remove('admin', made.id)
    expect((await models.list('admin')).groups.map(({ name }) => name)).not.toContain('renamed')
  })
})

describe.each(gateways)('$name where nothing can be managed', ({ isReal, start }) => {
  beforeEach(({ skip }) => {
    if (isReal && unavailable !== null) skip(unavailable)
  })

  it.each([
    ['without a database', { database: false }, 'no-database', 'no-database'],
    [
      'with a database that keeps no models',
      { database: true, storesModels: false },
      'model-storage-off',
      'none',
    ],
  ] as const)(
    'says so %s, before and after it is tried',
    async (_what, needs, ofModels, ofKeys) => {
      const gateway = await start(needs)
      try {
        const addressOf = async () => ({ baseUrl: gateway.url, key: gateway.adminKey })
        const models = new DeploymentDesk({ addressOf, changed: () => {}, learnHealth: () => {} })
        const keys = new KeyDesk({ addressOf, changed: () => {} })
        const { readOnly, groups } = await models.list('g')
        expect(groups.map(({ name }) => name)).toContain('gpt-4o')
        expect(readOnly?.kind).toBe(ofModels)
        expect(await kindOf(models.add('g', added))).toBe(ofModels)
        expect(await kindOf(keys.create('g', nothing))).toBe(ofKeys)
        expect(await kindOf(keys.list(everything))).toBe(ofKeys)
      } finally {
        await gateway.close()
      }
    },
    300_000,
  )
})

async function kindOf(work: Promise<unknown>): Promise<string> {
  const cause: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (cause === null) return 'none'
  if (cause instanceof AppFailure) return cause.error.kind
  throw cause
}
