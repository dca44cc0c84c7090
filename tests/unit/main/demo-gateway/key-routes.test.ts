import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'

import { startTestGateway, userMessages } from '../../../helpers/demo-gateway.ts'

const NOW = new Date('2026-11-22T03:27:00Z')

function hash(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

function error(status: number, type: string, message: string, param = 'None') {
  return { status, body: { error: { message, type, param, code: String(status) } } }
}

test('makes a key that works, shown in plain once', async () => {
  const gateway = await startTestGateway({ now: () => NOW })
  const { status, body } = await gateway.post('/key/generate', {
    key: 'sk-chosen-1234',
    key_alias: 'phone',
    max_budget: 5,
    budget_duration: '30d',
    duration: '30d',
    models: ['gpt-4o'],
    metadata: { owner: 'me' },
    soft_budget: 3,
    rpm_limit: 10,
  })
  expect(status).toBe(200)
  expect(body).toMatchObject({
    key: 'sk-chosen-1234',
    key_name: 'sk-...1234',
    key_alias: 'phone',
    token: hash('sk-chosen-1234'),
    token_id: hash('sk-chosen-1234'),
    expires: '2026-12-01T00:00:00.000Z',
    max_budget: 5,
    budget_duration: '30d',
    models: ['gpt-4o'],
    metadata: { owner: 'me' },
    rpm_limit: 10,
    created_at: NOW.toISOString(),
    created_by: 'default_user_id',
    budget_id: expect.any(String),
    litellm_budget_table: { soft_budget: 3 },
  })
  expect(body).not.toHaveProperty('budget_reset_at')
  expect((await gateway.get('/key/info', 'sk-chosen-1234')).body).toEqual({
    key: hash('sk-chosen-1234'),
    info: {
      key_name: 'sk-...1234',
      key_alias: 'phone',
      spend: 0,
      expires: '2026-12-01T00:00:00.000Z',
      models: ['gpt-4o'],
      aliases: {},
      config: {},
      user_id: null,
      team_id: null,
      permissions: {},
      max_parallel_requests: null,
      metadata: { owner: 'me' },
      blocked: null,
      tpm_limit: null,
      rpm_limit: 10,
      max_budget: 5,
      budget_duration: '30d',
      budget_reset_at: '2026-12-01T00:00:00.000Z',
      allowed_cache_controls: [],
      allowed_routes: [],
      model_spend: {},
      model_max_budget: {},
      budget_id: expect.any(String),
      organization_id: null,
      created_at: NOW.toISOString(),
      created_by: 'default_user_id',
      updated_at: NOW.toISOString(),
      updated_by: 'default_user_id',
      rotation_count: 0,
      auto_rotate: false,
      rotation_interval: null,
      last_rotation_at: null,
      key_rotation_at: null,
      litellm_budget_table: { budget_id: expect.any(String), soft_budget: 3, max_budget: null },
      object_permission: null,
    },
  })
})

test('refuses keys it cannot make', async () => {
  const gateway = await startTestGateway()
  const make = async (body: unknown) => {
    const answer = await gateway.post('/key/generate', body)
    return { status: answer.status, body: answer.body }
  }
  expect(await make({ key_alias: 'demo' })).toEqual(
    error(
      400,
      'bad_request_error',
      "Key with alias 'demo' already exists. Unique key aliases across all keys are required.",
      'key_alias',
    ),
  )
  expect(await make({ budget_duration: '2mo' })).toEqual(
    error(500, 'internal_server_error', 'Monthly resets currently only support 1 month intervals'),
  )
  expect(await make({ tags: ['a'] })).toMatchObject({ status: 403 })
  expect(await make({ key: 'abc' })).toMatchObject({ status: 400 })
  expect(await make({ max_budget: 'much' })).toEqual({
    status: 422,
    body: {
      detail: [
        {
          type: 'float_parsing',
          loc: ['body', 'max_budget'],
          msg: 'Input should be a valid number, unable to parse string as a number',
          input: 'much',
        },
      ],
    },
  })
  expect(await make('{')).toMatchObject({ status: 422, body: { detail: [{ type: 'json_invalid' }] } })
})

test('updates the fields that are sent and keeps the others', async () => {
  const gateway = await startTestGateway({ now: () => NOW })
  const made = { key: 'sk-a', key_alias: 'a', max_budget: 5, metadata: { x: 1 } }
  await gateway.post('/key/generate', made)
  const update = async (body: object) => {
    const answer = await gateway.post('/key/update', body)
    return { status: answer.status, body: answer.body }
  }
  expect(await update({ key: 'sk-a', max_budget: null, duration: '1h' })).toMatchObject({
    status: 200,
    body: {
      key: 'sk-a',
      key_alias: 'a',
      max_budget: null,
      metadata: { x: 1 },
      expires: '2026-11-22T04:27:00.000Z',
    },
  })
  expect(await update({ key: hash('sk-a'), metadata: { y: 2 } })).toMatchObject({
    body: { metadata: { y: 2 } },
  })
  expect(await update({ key: 'sk-none' })).toEqual(
    error(401, 'auth_error', 'invalid user key - user key does not exist in db'),
  )
  expect(await update({ key: 'sk-a', duration: '-1' })).toMatchObject({ status: 400 })
  expect(await update({ key: 'sk-a', budget_duration: '2mo' })).toMatchObject({ status: 400 })
  expect(await update({ max_budget: 1 })).toEqual({
    status: 422,
    body: {
      detail: [{ type: 'missing', loc: ['body', 'key'], msg: 'Field required', input: { max_budget: 1 } }],
    },
  })
})

test('blocks and unblocks', async () => {
  const gateway = await startTestGateway()
  const blocked = await gateway.post('/key/block', { key: gateway.plainKey })
  expect(blocked).toMatchObject({ status: 200, body: { blocked: true, token: hash(gateway.plainKey) } })
  expect((await gateway.get('/v1/models', gateway.plainKey)).status).toBe(401)
  await gateway.post('/key/unblock', { key: hash(gateway.plainKey) })
  expect((await gateway.get('/v1/models', gateway.plainKey)).status).toBe(200)
})

test('deletes by key, hash or alias', async () => {
  const gateway = await startTestGateway()
  for (const key of ['sk-a', 'sk-b', 'sk-c']) await gateway.post('/key/generate', { key, key_alias: key })
  const remove = async (body: object) => {
    const answer = await gateway.post('/key/delete', body)
    return { status: answer.status, body: answer.body }
  }
  const named = ['sk-a', hash('sk-b')]
  expect(await remove({ keys: named })).toEqual({ status: 200, body: { deleted_keys: named } })
  expect(await remove({ key_aliases: ['sk-c'] })).toEqual({ status: 200, body: { deleted_keys: ['sk-c'] } })
  expect(await remove({ keys: ['sk-a'] })).toEqual(
    error(404, 'internal_server_error', "{'error': 'No keys found'}"),
  )
})

test('has no row for the master key', async () => {
  const gateway = await startTestGateway()
  expect(await gateway.get('/key/info')).toMatchObject({
    status: 404,
    body: { error: { type: 'not_found_error', code: '404' } },
  })
  expect(await gateway.get(`/key/info?key=${gateway.plainKey}`)).toMatchObject({
    status: 200,
    body: { key: gateway.plainKey, info: { key_alias: 'demo' } },
  })
  await gateway.post('/key/generate', { key: 'sk-other' })
  expect((await gateway.get('/key/info?key=sk-other', gateway.plainKey)).status).toBe(403)
})

test('lists keys in pages', async () => {
  let now = NOW
  const gateway = await startTestGateway({ now: () => now })
  for (const key of ['sk-a', 'sk-b', 'sk-c']) {
    now = new Date(now.getTime() + 1000)
    await gateway.post('/key/generate', { key, key_alias: key.slice(3) })
  }
  expect((await gateway.get('/key/list?size=2')).body).toEqual({
    keys: [hash('sk-c'), hash('sk-b')],
    total_count: 4,
    current_page: 1,
    total_pages: 2,
  })
  expect(
    (await gateway.get('/key/list?return_full_object=true&sort_by=key_alias&sort_order=asc&size=2')).body,
  ).toMatchObject({ keys: [{ key_alias: 'a', token: hash('sk-a') }, { key_alias: 'b' }] })
  expect((await gateway.get('/key/list?key_alias=b')).body).toMatchObject({ keys: [hash('sk-b')] })
  expect(await gateway.get('/key/list?size=500')).toMatchObject({
    status: 422,
    body: {
      detail: [
        {
          type: 'less_than_equal',
          loc: ['query', 'size'],
          msg: 'Input should be less than or equal to 100',
          input: '500',
          ctx: { le: 100 },
        },
      ],
    },
  })
})

test('shows what a key has spent only when the logs do', async () => {
  let now = NOW
  const gateway = await startTestGateway({ now: () => now, spendLogDelayMs: 2000 })
  const sent = { model: 'gpt-4o', messages: userMessages('echo: hi') }
  const answer = await gateway.post('/v1/chat/completions', sent, gateway.plainKey)
  const cost = Number(answer.headers.get('x-litellm-response-cost'))
  const second = await gateway.post('/v1/chat/completions', sent, gateway.plainKey)
  expect(Number(second.headers.get('x-litellm-key-spend'))).toBe(cost)
  const spend = async () => (await gateway.get('/key/info', gateway.plainKey)).body
  expect(await spend()).toMatchObject({ info: { spend: 0 } })
  now = new Date(NOW.getTime() + 2000)
  expect(await spend()).toMatchObject({ info: { spend: cost * 2 } })
})
