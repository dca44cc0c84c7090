import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'

import { startTestGateway, type TestGateway, userMessages } from '../../../helpers/demo-gateway.ts'

const CHAT = { model: 'gpt-4o-mini', messages: userMessages('echo: hi') }

async function newKey(gateway: TestGateway, fields: object): Promise<{ key: string; hash: string }> {
  const key = `sk-test-${gateway.requests.length}-abcd`
  const { status } = await gateway.post('/key/generate', { ...fields, key })
  expect(status).toBe(200)
  return { key, hash: createHash('sha256').update(key).digest('hex') }
}

function error(status: number, type: string | null, message: unknown, param: string | null = 'None') {
  return { status, body: { error: { message, type, param, code: String(status) } } }
}

test('refuses requests without a key, or with something that is none', async () => {
  const gateway = await startTestGateway()
  const ask = async (headers: Record<string, string>) => {
    const response = await fetch(`${gateway.url}/v1/models`, { headers })
    const body: unknown = await response.json()
    return { status: response.status, body }
  }
  expect(await ask({})).toEqual(error(401, 'auth_error', 'Authentication Error, No api key passed in.'))
  expect(await ask({ authorization: 'Bearer ' })).toEqual(
    error(401, 'auth_error', expect.stringMatching(/^Authentication Error, Malformed API Key passed in\./)),
  )
  expect(await ask({ authorization: 'Bearer abc' })).toEqual(
    error(
      401,
      'auth_error',
      "Authentication Error, LiteLLM Virtual Key expected. Received=abc, expected to start with 'sk-'.",
    ),
  )
  expect(await ask({ authorization: 'Bearer sk-unknown-wxyz' })).toEqual(
    error(401, 'token_not_found_in_db', expect.stringContaining('Received API Key = sk-...wxyz'), 'key'),
  )
})

test.each(['api-key', 'x-api-key', 'x-goog-api-key', 'x-litellm-api-key'])(
  'reads the key from %s, too',
  async (header) => {
    const gateway = await startTestGateway()
    const response = await fetch(`${gateway.url}/v1/models`, { headers: { [header]: gateway.plainKey } })
    expect(response.status).toBe(200)
  },
)

test('refuses keys that are blocked, expired, over budget, or not meant for the model', async () => {
  let now = new Date('2026-11-22T03:27:00Z')
  const gateway = await startTestGateway({ now: () => now })
  const blocked = await newKey(gateway, { blocked: true })
  const expiring = await newKey(gateway, { duration: '1h' })
  const poor = await newKey(gateway, { max_budget: -1 })
  const narrow = await newKey(gateway, { models: ['gpt-4o', 'demo-slow'] })
  now = new Date('2026-11-22T04:00:00Z')
  const ask = async ({ key }: { key: string }) => {
    const { status, body, headers } = await gateway.post('/v1/chat/completions', CHAT, key)
    expect([...headers.keys()].filter((name) => name.startsWith('x-litellm'))).toEqual([])
    return { status, body }
  }
  expect(await ask(blocked)).toEqual(
    error(
      401,
      'auth_error',
      "Authentication Error, Key is blocked. Update via `/key/unblock` if you're admin.",
    ),
  )
  expect(await ask(expiring)).toEqual(
    error(
      400,
      'expired_key',
      'Authentication Error - Expired Key. Key Expiry time 2026-11-22T04:00:00.000Z and current time 2026-11-22T04:00:00.000Z',
      expiring.hash,
    ),
  )
  expect(await ask(poor)).toEqual(
    error(400, 'budget_exceeded', 'Budget has been exceeded! Current cost: 0.0, Max budget: -1.0', null),
  )
  expect(await ask(narrow)).toEqual(
    error(
      401,
      'key_model_access_denied',
      "key not allowed to access model. This key can only access models=['gpt-4o', 'demo-slow']. Tried to access gpt-4o-mini",
      'model',
    ),
  )
  expect((await gateway.get('/v1/models', narrow.key)).body).toMatchObject({
    data: [{ id: 'gpt-4o' }, { id: 'demo-slow' }],
  })
  const rows = await gateway.get('/spend/logs')
  expect(rows.body).toHaveLength(4)
})

test('answers budgets with 422 as newer gateways do', async () => {
  const gateway = await startTestGateway({ isNewer: true })
  const { key } = await newKey(gateway, { max_budget: 0 })
  const { status, body } = await gateway.post('/v1/chat/completions', CHAT, key)
  expect({ status, body }).toEqual(
    error(
      422,
      'budget_exceeded',
      `Budget has been exceeded! Key=key (sk-...${key.slice(-4)}) Current cost: 0.0, Max budget: 0.0`,
      null,
    ),
  )
})

test('spends a budget and gives it back when it is reset', async () => {
  let now = new Date('2026-11-22T03:27:00Z')
  const gateway = await startTestGateway({ now: () => now })
  const { key } = await newKey(gateway, { max_budget: 1e-9, budget_duration: 'monthly' })
  const ask = async () => (await gateway.post('/v1/chat/completions', CHAT, key)).status
  expect([await ask(), await ask()]).toEqual([200, 400])
  now = new Date('2026-11-23T00:00:00Z')
  expect([await ask(), await ask()]).toEqual([200, 400])
})

test('limits requests and tokens by the minute', async () => {
  let now = new Date('2026-11-22T03:27:00Z')
  const gateway = await startTestGateway({ now: () => now })
  const { key, hash } = await newKey(gateway, { rpm_limit: 1, tpm_limit: 1000 })
  const first = await gateway.post('/v1/chat/completions', CHAT, key)
  expect(first.status).toBe(200)
  expect(first.headers.get('x-ratelimit-api_key-limit-requests')).toBe('1')
  expect(first.headers.get('x-ratelimit-api_key-remaining-requests')).toBe('0')
  const { status, body, headers } = await gateway.post('/v1/chat/completions', CHAT, key)
  expect({ status, body }).toEqual(
    error(
      429,
      'None',
      `Rate limit exceeded for api_key: ${hash}. Limit type: requests. Current limit: 1, Remaining: 0. Limit resets at: 2026-11-22 03:28:00 UTC`,
    ),
  )
  expect(['retry-after', 'rate_limit_type', 'reset_at'].map((name) => headers.get(name))).toEqual([
    '60',
    'requests',
    '2026-11-22 03:28:00 UTC',
  ])
  now = new Date('2026-11-22T03:28:00Z')
  expect((await gateway.post('/v1/chat/completions', CHAT, key)).status).toBe(200)
  const thirsty = await newKey(gateway, { tpm_limit: 1 })
  await gateway.post('/v1/chat/completions', CHAT, thirsty.key)
  const refused = await gateway.post('/v1/chat/completions', CHAT, thirsty.key)
  expect(refused.headers.get('rate_limit_type')).toBe('tokens')
})

const ADMIN_ONLY = [
  ['POST', '/key/generate'],
  ['POST', '/key/update'],
  ['POST', '/key/delete'],
  ['POST', '/key/block'],
  ['POST', '/key/unblock'],
  ['GET', '/spend/logs'],
  ['GET', '/spend/logs/ui'],
  ['GET', '/global/spend'],
  ['POST', '/spend/calculate'],
] as const

test.each(ADMIN_ONLY)('keeps %s %s to the master key', async (method, path) => {
  const gateway = await startTestGateway()
  const { status, body } =
    method === 'GET'
      ? await gateway.get(path, gateway.plainKey)
      : await gateway.post(path, {}, gateway.plainKey)
  expect({ status, body }).toEqual(
    error(
      401,
      'auth_error',
      `Authentication Error, Only proxy admin can be used to generate, delete, update info for new keys/users/teams. Route=${path}. Your role=unknown. Your user_id=None`,
    ),
  )
})

test('lets a plain key read models, health, its own info and everybody’s activity', async () => {
  const gateway = await startTestGateway()
  const paths = [
    '/v1/models',
    '/model/info',
    '/model_group/info',
    '/health',
    '/key/info',
    '/user/daily/activity?start_date=2026-01-01&end_date=2026-12-31',
    '/key/list',
  ]
  const statuses = await Promise.all(
    paths.map(async (path) => (await gateway.get(path, gateway.plainKey)).status),
  )
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 403])
})

test('refuses other routes to a key made for models only', async () => {
  const gateway = await startTestGateway()
  const { key } = await newKey(gateway, { key_type: 'llm_api' })
  expect((await gateway.post('/v1/chat/completions', CHAT, key)).status).toBe(200)
  expect(await gateway.get('/key/info', key)).toMatchObject({
    status: 401,
    body: { error: { message: expect.stringContaining("routes: ['llm_api_routes']") } },
  })
})
