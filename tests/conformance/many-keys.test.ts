import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { startDemoGateway } from '#main/demo-gateway/demo-gateway.ts'
import { KeyDesk } from '#main/virtual-key/key-desk.ts'
import type { KeyQuery } from '#shared/virtual-key.ts'

import { litellmUnavailableReason, startLiteLlm } from '../litellm/start-litellm.ts'

const COUNT = 10_000
const unavailable = await litellmUnavailableReason({ database: true })

/** A gateway with ten thousand keys, of which every third has no budget. */
interface CrowdedGateway {
  readonly url: string
  readonly adminKey: string
  close(): Promise<void>
}

const gateways = [
  {
    name: 'the demo gateway',
    isReal: false,
    start: (): Promise<CrowdedGateway> => startDemoGateway({ isNewer: true, madeUpKeys: COUNT }),
  },
  { name: 'the real LiteLLM proxy', isReal: true, start: startReal },
] as const

async function startReal(): Promise<CrowdedGateway> {
  const proxy = await startLiteLlm({ database: true })
  await proxy.database?.sql(
    `INSERT INTO "LiteLLM_VerificationToken" (token, key_name, key_alias, spend, max_budget, models)
     SELECT encode(sha256(('key' || i)::bytea), 'hex'), 'sk-...' || lpad((i % 10000)::text, 4, '0'),
       'team-' || (i % 7) || '-nightly-' || lpad(i::text, 5, '0'), random() * 12,
       CASE WHEN i % 3 = 0 THEN NULL ELSE 10 END, '{}'
     FROM generate_series(1, ${COUNT}) i`,
  )
  return proxy
}

const everything: KeyQuery = {
  gatewayId: 'g',
  page: 1,
  size: 100,
  sort: { by: 'spend', isDescending: true },
  filter: 'all',
  search: '',
}

describe.each(gateways)('10,000 keys of $name', ({ isReal, start }) => {
  let gateway: CrowdedGateway
  let desk: KeyDesk

  beforeAll(async () => {
    if (isReal && unavailable !== null) return
    gateway = await start()
    const addressOf = async () => ({ baseUrl: gateway.url, key: gateway.adminKey })
    desk = new KeyDesk({ addressOf, changed: () => {} })
  }, 300_000)
  beforeEach(({ skip }) => {
    if (isReal && unavailable !== null) skip(unavailable)
  })
  afterAll(() => gateway?.close())

  it('are paged and ordered by the gateway, to the last page', async () => {
    const first = await desk.list(everything)
    expect(first.total).toBeGreaterThanOrEqual(COUNT)
    const spends = first.keys.map(({ spend }) => Number(spend))
    expect(spends).toEqual([...spends].sort((one, other) => other - one))
    const last = await desk.list({ ...everything, page: first.pages })
    expect(last).toMatchObject({ from: 'gateway', isWhole: true, page: first.pages })
    expect(last.keys.length).toBe(first.total - (first.pages - 1) * 100)
    expect(Number(last.keys.at(-1)?.spend)).toBeLessThanOrEqual(spends.at(-1) ?? 0)
  })

  it('are searched by the gateway', async () => {
    const found = await desk.list({ ...everything, search: 'NIGHTLY-0077' })
    expect(found.from).toBe('gateway')
    expect(found.total).toBeGreaterThan(0)
    expect(found.total).toBeLessThan(100)
    expect(found.keys.every(({ alias }) => alias?.includes('nightly-0077'))).toBe(true)
  })

  it('are ordered by what no gateway orders, each once', async () => {
    const sort = { by: 'budget-used', isDescending: true } as const
    const first = await desk.list({ ...everything, sort })
    expect(first).toMatchObject({ from: 'litedesk', isWhole: true })
    const hashes = new Set<string>()
    for (let page = 1; page <= first.pages; page += 1) {
      for (const { hash } of (await desk.list({ ...everything, sort, page })).keys) hashes.add(hash)
    }
    expect(hashes.size).toBe(first.total)
    expect(first.total).toBe((await desk.list(everything)).total)
    const over = await desk.list({ ...everything, sort, filter: 'over-budget' })
    expect(over.total).toBeGreaterThan(0)
    expect(over.keys.every(({ spend, maxBudget }) => Number(spend) >= Number(maxBudget))).toBe(true)
  })
})
