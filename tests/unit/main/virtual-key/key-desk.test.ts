import { createHash } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import type { DemoGatewayOptions } from '#main/demo-gateway/options.ts'
import { KeyDesk } from '#main/virtual-key/key-desk.ts'
import type { KeyDraft, KeyQuery } from '#shared/virtual-key.ts'

import { startTestGateway } from '../../../helpers/demo-gateway.ts'
import { failureOf } from '../../../helpers/failure-of.ts'

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

async function deskAt(options: DemoGatewayOptions = {}) {
  const gateway = await startTestGateway(options)
  const changed: string[] = []
  const keys: Record<string, string> = { admin: gateway.adminKey, plain: gateway.plainKey }
  const desk = new KeyDesk({
    addressOf: async (id) => ({ baseUrl: gateway.url, key: keys[id] ?? null }),
    changed: (gatewayId) => changed.push(gatewayId),
  })
  return { gateway, desk, changed }
}

describe('10,000 keys', () => {
  it('are paged by the gateway, one request for a page', async () => {
    const { gateway, desk } = await deskAt({ isNewer: true, madeUpKeys: 10_000 })
    const last = await desk.list({ ...everything, page: 101 })
    expect(last).toMatchObject({ total: 10_001, pages: 101, page: 101, from: 'gateway', isWhole: true })
    expect(last.keys).toHaveLength(1)
    expect(gateway.requests).toHaveLength(1)
  })

  it('are searched by a newer gateway itself', async () => {
    const { gateway, desk } = await deskAt({ isNewer: true, madeUpKeys: 10_000 })
    const found = await desk.list({ ...everything, search: 'Nightly-0007' })
    expect(found.from).toBe('gateway')
    expect(found.total).toBeGreaterThan(0)
    expect(found.keys.every(({ alias }) => alias?.includes('nightly-0007'))).toBe(true)
    // How it searches is found out once.
    const before = gateway.requests.length
    await desk.list({ ...everything, search: 'chat' })
    expect(gateway.requests.length - before).toBe(1)
  })

  it('are searched here where an older gateway cannot, and read only once for it', async () => {
    const { gateway, desk } = await deskAt({ madeUpKeys: 10_000 })
    const found = await desk.list({ ...everything, search: 'NIGHTLY-0007' })
    expect(found).toMatchObject({ from: 'litedesk', isWhole: true })
    expect(found.total).toBeGreaterThan(0)
    expect(found.keys.every(({ alias }) => alias?.includes('nightly-0007'))).toBe(true)
    const before = gateway.requests.length
    const next = await desk.list({ ...everything, search: 'chat', page: 3, size: 50 })
    expect(next.keys).toHaveLength(50)
    expect(gateway.requests).toHaveLength(before)
  })

  it('are ordered here by what no gateway orders, without losing or doubling one', async () => {
    const { desk } = await deskAt({ isNewer: true, madeUpKeys: 2500 })
    const hashes = new Set<string>()
    const shares: number[] = []
    for (let page = 1; page <= 26; page += 1) {
      const sort = { by: 'budget-used', isDescending: true } as const
      const { keys } = await desk.list({ ...everything, sort, page })
      for (const { hash, spend, maxBudget } of keys) {
        hashes.add(hash)
        if (maxBudget !== null) shares.push(Number(spend) / Number(maxBudget))
      }
    }
    expect(hashes.size).toBe(2501)
    expect(shares).toEqual([...shares].sort((one, other) => other - one))
  })

  it('are filtered by their state', async () => {
    const { desk } = await deskAt({ isNewer: true, madeUpKeys: 1000 })
    const total = async (filter: KeyQuery['filter']) => (await desk.list({ ...everything, filter })).total
    const [blocked, expired, over] = [
      await total('blocked'),
      await total('expired'),
      await total('over-budget'),
    ]
    expect([blocked > 0, expired > 0, over > 0]).toEqual([true, true, true])
    expect(await total('active')).toBeGreaterThan(1001 - blocked - expired - over - 1)
    const shown = await desk.list({ ...everything, filter: 'blocked' })
    expect(shown.keys.every(({ isBlocked }) => isBlocked)).toBe(true)
  })
})

describe.each([
  ['an older gateway', false],
  ['a newer gateway', true],
])('at %s', (_name, isNewer) => {
  it('finds a key by its text without sending it, and by its hash', async () => {
    const { gateway, desk } = await deskAt({ isNewer, madeUpKeys: 20 })
    const hash = createHash('sha256').update(gateway.plainKey).digest('hex')
    for (const search of [gateway.plainKey, hash]) {
      const { keys } = await desk.list({ ...everything, search })
      expect(keys.map((key) => key.hash)).toEqual([hash])
    }
    expect(gateway.requests.every(({ path }) => !path.includes(gateway.plainKey))).toBe(true)
  })

  it('makes, changes, blocks and deletes a key, and reads it again each time', async () => {
    const { desk, changed } = await deskAt({ isNewer })
    const made = await desk.create('admin', {
      ...nothing,
      alias: 'mine',
      maxBudget: '2.5',
      models: ['gpt-4o'],
    })
    expect(made).toMatchObject({
      key: { alias: 'mine', maxBudget: '2.5', models: ['gpt-4o'] },
      disagreements: [],
    })
    const { hash } = made.key
    expect((await desk.update('admin', hash, { maxBudget: null })).key).toMatchObject({
      alias: 'mine',
      maxBudget: null,
    })
    expect((await desk.block('admin', hash, true)).key.isBlocked).toBe(true)
    expect((await desk.block('admin', hash, false)).key.isBlocked).toBe(false)
    await desk.remove('admin', hash)
    expect((await failureOf(desk.open('admin', hash))).kind).toBe('gone')
    expect(changed).toEqual(Array(5).fill('admin'))
  })

  it('sends the fields that were changed and no others', async () => {
    const { gateway, desk } = await deskAt({ isNewer })
    const { key } = await desk.create('admin', { ...nothing, alias: 'mine' })
    await desk.update('admin', key.hash, { rpmLimit: 3 })
    const sent = gateway.requests.find(({ path }) => path === '/key/update')
    expect(sent?.body).toEqual({ key: key.hash, rpm_limit: 3 })
    await desk.update('admin', key.hash, {})
    expect(gateway.requests.filter(({ path }) => path === '/key/update')).toHaveLength(1)
  })

  it.each<[string, string, (desk: KeyDesk) => Promise<unknown>]>([
    ['listing as a plain key', 'forbidden', (desk) => desk.list({ ...everything, gatewayId: 'plain' })],
    ['making as a plain key', 'forbidden', (desk) => desk.create('plain', nothing)],
    ['changing as a plain key', 'forbidden', (desk) => desk.update('plain', 'f'.repeat(64), { rpmLimit: 1 })],
    ['an alias that is taken', 'alias-taken', (desk) => desk.create('admin', { ...nothing, alias: 'demo' })],
    ['an unknown key', 'gone', (desk) => desk.update('admin', 'f'.repeat(64), { rpmLimit: 1 })],
    ['blocking an unknown key', 'gone', (desk) => desk.block('admin', 'f'.repeat(64), true)],
    ['deleting an unknown key', 'gone', (desk) => desk.remove('admin', 'f'.repeat(64))],
  ])('refuses %s as %s', async (_what, kind, act) => {
    const { desk } = await deskAt({ isNewer })
    const error = await failureOf(act(desk))
    expect(error.kind).toBe(kind)
    expect(error.nextStep).not.toBeNull()
  })

  it('says that there is no database', async () => {
    const { desk } = await deskAt({ isNewer, database: false })
    for (const act of [
      () => desk.list(everything),
      () => desk.create('admin', nothing),
      () => desk.open('admin', 'f'.repeat(64)),
      () => desk.block('admin', 'f'.repeat(64), true),
      () => desk.remove('admin', 'f'.repeat(64)),
    ]) {
      expect((await failureOf(act())).kind).toBe('no-database')
    }
  })
})

describe('what an older gateway makes of a wish', () => {
  it('is told: a lifetime of 30 days that ends on the first', async () => {
    const { desk } = await deskAt({ now: () => new Date('2026-11-24T12:00:00Z') })
    const now = () => new Date('2026-11-24T12:00:00Z')
    const gateway = await startTestGateway({ now })
    const old = new KeyDesk({
      addressOf: async () => ({ baseUrl: gateway.url, key: gateway.adminKey }),
      changed: () => {},
      now,
    })
    const { disagreements } = await old.create('g', { ...nothing, lifetime: '30d', budgetDuration: '1mo' })
    expect(disagreements.map(({ field, got, weight }) => [field, got, weight])).toEqual([
      ['resets', '2026-12-01T00:00:00.000Z', 'rounded'],
      ['expires', '2026-12-01T00:00:00.000Z', 'rounded'],
    ])
    expect((await desk.list(everything)).total).toBe(1)
  })
})

describe('a gateway that misbehaves', () => {
  it.each([
    ['answers with a web page', { html: '<h1>Hello</h1>', status: 200 }, 'not-litellm'],
    ['fails', { status: 500, body: { error: { message: 'boom' } } }, 'gateway-failed'],
    ['answers with other JSON', { status: 200, body: { keys: 'many' } }, 'gateway-failed'],
    ['cuts the answer off', { cutAfterBytes: 20 }, 'unreachable'],
  ])('%s: the list says so', async (_what, effect, kind) => {
    const { desk } = await deskAt({ faults: [{ match: { path: '/key/list' }, effect }] })
    expect((await failureOf(desk.list(everything))).kind).toBe(kind)
  })

  it('keeps a new key even when it cannot be read again', async () => {
    const { desk } = await deskAt({
      faults: [{ match: { path: '/key/info' }, effect: { status: 500, body: {} } }],
    })
    const made = await desk.create('admin', { ...nothing, alias: 'kept', maxBudget: '4' })
    expect(made.text).toMatch(/^sk-/)
    expect(made.key).toMatchObject({ alias: 'kept', maxBudget: '4' })
  })

  it('reads all keys anew after a failure', async () => {
    const { desk } = await deskAt({
      madeUpKeys: 150,
      faults: [{ match: { path: /page=2/, times: 1 }, effect: { status: 500, body: {} } }],
    })
    const query: KeyQuery = { ...everything, sort: { by: 'last-used', isDescending: true } }
    expect((await failureOf(desk.list(query))).kind).toBe('gateway-failed')
    expect((await desk.list(query)).total).toBe(151)
  })
})
