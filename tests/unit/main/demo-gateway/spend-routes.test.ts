import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'

import { startTestGateway, type TestGateway, userMessages } from '../../../helpers/demo-gateway.ts'

const NOW = new Date('2026-11-22T03:27:00Z')
const WHOLE_DAY = 'start_date=2026-11-22%2000:00:00&end_date=2026-11-22%2023:59:59'

function masterHash(gateway: TestGateway): string {
  return createHash('sha256').update(gateway.adminKey).digest('hex')
}

async function ask(gateway: TestGateway, fields: object = {}, key?: string) {
  const body = { model: 'gpt-4o', messages: userMessages('echo: hi'), ...fields }
  return gateway.post('/v1/chat/completions', body, key)
}

test('writes a whole row for an answered call', async () => {
  const gateway = await startTestGateway({ now: () => NOW })
  const answer = await ask(gateway, {
    litellm_session_id: 'session-1',
    metadata: { tags: ['a', 'b'] },
    user: 'someone',
  })
  const { body } = await gateway.get('/spend/logs')
  expect(body).toEqual([
    {
      request_id: expect.stringMatching(/^chatcmpl-/),
      call_type: 'acompletion',
      api_key: masterHash(gateway),
      spend: Number(answer.headers.get('x-litellm-response-cost')),
      total_tokens: 9,
      prompt_tokens: 8,
      completion_tokens: 1,
      startTime: NOW.toISOString(),
      endTime: NOW.toISOString(),
      completionStartTime: NOW.toISOString(),
      model: 'gpt-4o',
      model_id: answer.headers.get('x-litellm-model-id'),
      model_group: 'gpt-4o',
      custom_llm_provider: 'openai',
      api_base: 'https://openai.demo-gateway.invalid',
      user: 'default_user_id',
      metadata: expect.objectContaining({ usage_object: expect.objectContaining({ total_tokens: 9 }) }),
      cache_hit: 'None',
      cache_key: 'Cache OFF',
      request_tags: expect.arrayContaining(['a', 'b']),
      team_id: null,
      end_user: 'someone',
      requester_ip_address: '',
      messages: {},
      response: expect.objectContaining({ object: 'chat.completion' }),
      proxy_server_request: expect.objectContaining({ model: 'gpt-4o', messages: userMessages('echo: hi') }),
      session_id: 'session-1',
      status: 'success',
      mcp_namespaced_tool_name: null,
    },
  ])
})

test('takes tags from the header only when the body has none', async () => {
  const gateway = await startTestGateway()
  const send = (fields: object) =>
    fetch(`${gateway.url}/v1/chat/completions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${gateway.adminKey}`,
        'user-agent': 'litedesk/0.1.0',
        'x-litellm-tags': 'x, y',
        'x-litellm-spend-logs-metadata': '{"project":"p"}',
      },
      body: JSON.stringify({ model: 'gpt-4o', messages: userMessages('echo: hi'), ...fields }),
    })
  await (await send({ tags: ['z'] })).text()
  await (await send({})).text()
  const agent = ['User-Agent: litedesk', 'User-Agent: litedesk/0.1.0']
  expect((await gateway.get('/spend/logs')).body).toMatchObject([
    { request_tags: ['x', 'y', ...agent], metadata: { spend_logs_metadata: { project: 'p' } } },
    { request_tags: ['z', ...agent] },
  ])
})

test('writes rows for calls that failed, before and after routing', async () => {
  const gateway = await startTestGateway({ now: () => NOW })
  await ask(gateway, {}, 'not-a-key')
  await ask(gateway, { model: 'nope' })
  const failed = await ask(gateway, { model: 'demo-fails' })
  expect((await gateway.get('/spend/logs')).body).toMatchObject([
    {
      request_id: failed.headers.get('x-litellm-call-id'),
      call_type: '',
      spend: 0,
      model: 'demo-fails',
      model_group: 'demo-fails',
      status: 'failure',
      metadata: {
        status: 'failure',
        error_information: { error_code: '500', error_class: 'InternalServerError', llm_provider: 'openai' },
      },
    },
    { model: 'nope', model_id: '', model_group: '', metadata: { error_information: { error_code: '400' } } },
    { api_key: 'not-a-key', metadata: { error_information: { error_code: '401' } } },
  ])
})

test('shows a row only after its delay', async () => {
  let now = NOW
  const gateway = await startTestGateway({ now: () => now, spendLogDelayMs: 10_000 })
  await ask(gateway)
  now = new Date(NOW.getTime() + 9999)
  expect((await gateway.get('/spend/logs')).body).toEqual([])
  now = new Date(NOW.getTime() + 10_000)
  expect((await gateway.get('/spend/logs')).body).toHaveLength(1)
})

test('keeps prompts shortened, or not at all', async () => {
  const gateway = await startTestGateway()
  await ask(gateway, { messages: userMessages('x'.repeat(5000)) })
  const { body } = await gateway.get('/spend/logs')
  expect(JSON.stringify(body)).toContain('x... (litellm_truncated skipped 2953 chars) ...x')
  const silent = await startTestGateway({ storesPrompts: false })
  await ask(silent)
  expect((await silent.get('/spend/logs')).body).toMatchObject([{ response: {}, proxy_server_request: {} }])
})

test('finds rows by key, request or user', async () => {
  const gateway = await startTestGateway({ now: () => NOW })
  await ask(gateway)
  await ask(gateway, {}, gateway.plainKey)
  const plain = createHash('sha256').update(gateway.plainKey).digest('hex')
  const find = async (query: string) => (await gateway.get(`/spend/logs?${query}`)).body
  expect(await find(`api_key=${gateway.plainKey}`)).toMatchObject([{ api_key: plain }])
  expect(await find(`api_key=${plain}`)).toMatchObject([{ api_key: plain }])
  expect(await find('user_id=default_user_id')).toMatchObject([{ user: 'default_user_id' }])
  expect(await find('request_id=nope')).toEqual([null])
  const dates = 'start_date=2026-11-22&end_date=2026-11-23&summarize=false'
  expect(await find(`${dates}&api_key=${plain}`)).toHaveLength(1)
  expect(await find(`${dates}&api_key=${gateway.plainKey}`)).toEqual([])
})

test('sums up days, with hashes of keys beside the other fields', async () => {
  const gateway = await startTestGateway({ now: () => NOW })
  const spend = Number((await ask(gateway)).headers.get('x-litellm-response-cost'))
  const find = async (start: string, end: string) =>
    (await gateway.get(`/spend/logs?start_date=${start}&end_date=${end}`)).body
  expect(await find('2026-11-22', '2026-11-24')).toEqual([
    {
      startTime: '2026-11-22',
      spend,
      users: { default_user_id: spend },
      models: { 'gpt-4o': spend },
      [masterHash(gateway)]: spend,
    },
    { startTime: '2026-11-23', spend: 0, users: {}, models: {} },
  ])
  expect(await find('2026-11-22', '2026-11-22')).toEqual([])
  expect(await gateway.get('/spend/logs?start_date=2026-11-22%2010:00:00&end_date=2026-11-23')).toMatchObject(
    {
      status: 500,
      body: { error: { message: expect.stringContaining('unconverted data remains') } },
    },
  )
})

test('pages rows for a screen, with filters', async () => {
  let now = NOW
  const gateway = await startTestGateway({ now: () => now })
  for (const model of ['gpt-4o', 'demo-fails', 'gpt-4o-mini']) {
    await ask(gateway, { model })
    now = new Date(now.getTime() + 1000)
  }
  const page = async (query: string) => (await gateway.get(`/spend/logs/ui?${WHOLE_DAY}&${query}`)).body
  expect(await page('page_size=2')).toMatchObject({
    data: [{ model: 'gpt-4o-mini' }, { model: 'demo-fails' }],
    total: 3,
    page: 1,
    page_size: 2,
    total_pages: 2,
  })
  expect(await page('page=7')).toMatchObject({ data: [], total: 3, page: 7, page_size: 50 })
  expect(await page('status_filter=failure')).toMatchObject({ data: [{ model: 'demo-fails' }], total: 1 })
  expect(await page('min_spend=0.00001')).toMatchObject({ data: [{ model: 'gpt-4o' }] })
  expect(await page('model=gpt-4o-mini')).toMatchObject({ total: 1 })
  const statusOf = async (path: string) => (await gateway.get(path)).status
  expect(await statusOf(`/spend/logs/ui?${WHOLE_DAY}&page_size=101`)).toBe(422)
  expect(await statusOf(`/spend/logs/ui?${WHOLE_DAY}&page=0`)).toBe(422)
  expect(await statusOf('/spend/logs/ui?start_date=2026-11-22&end_date=2026-11-23')).toBe(500)
  expect(await gateway.get('/spend/logs/ui')).toMatchObject({
    status: 400,
    body: { error: { type: 'bad_request' } },
  })
  expect(await statusOf(`/spend/logs/v2?${WHOLE_DAY}`)).toBe(404)
})

test('pages and sorts under the newer name when it is newer', async () => {
  const gateway = await startTestGateway({ now: () => NOW, isNewer: true })
  await ask(gateway, { model: 'gpt-4o-mini' })
  await ask(gateway, { model: 'gpt-4o' })
  const path = `/spend/logs/v2?${WHOLE_DAY}&page_size=1000&sort_by=spend&sort_order=asc`
  expect((await gateway.get(path)).body).toMatchObject({
    data: [{ model: 'openai/gpt-4o-mini', request_duration_ms: 0 }, { model: 'openai/gpt-4o' }],
    page_size: 1000,
  })
})

test('gives figures by day', async () => {
  const gateway = await startTestGateway({ now: () => NOW })
  const spend = Number((await ask(gateway)).headers.get('x-litellm-response-cost'))
  await ask(gateway, { model: 'demo-fails' })
  const metrics = {
    spend,
    prompt_tokens: 8,
    completion_tokens: 1,
    cache_read_input_tokens: 0,
    cache_creation_input_tokens: 0,
    total_tokens: 9,
    successful_requests: 1,
    failed_requests: 1,
    api_requests: 2,
  }
  const { body } = await gateway.get('/user/daily/activity?start_date=2026-11-01&end_date=2026-11-22')
  expect(body).toEqual({
    results: [
      {
        date: '2026-11-22',
        metrics,
        breakdown: {
          models: {
            'gpt-4o': {
              metrics: { ...metrics, failed_requests: 0, api_requests: 1 },
              metadata: {},
              api_key_breakdown: {},
            },
            'demo-fails': expect.objectContaining({
              metrics: expect.objectContaining({ failed_requests: 1 }),
            }),
          },
          model_groups: expect.any(Object),
          api_keys: {
            [masterHash(gateway)]: {
              metrics,
              metadata: { key_alias: null, team_id: null },
              api_key_breakdown: {},
            },
          },
          providers: { openai: expect.any(Object) },
          mcp_servers: {},
          entities: {},
        },
      },
    ],
    metadata: {
      total_spend: spend,
      total_prompt_tokens: 8,
      total_completion_tokens: 1,
      total_cache_read_input_tokens: 0,
      total_cache_creation_input_tokens: 0,
      total_tokens: 9,
      total_successful_requests: 1,
      total_failed_requests: 1,
      total_api_requests: 2,
      page: 1,
      total_pages: 1,
      has_more: false,
    },
  })
  expect((await gateway.get('/global/spend')).body).toEqual({ spend, max_budget: 0 })
})

test('can begin with made-up calls of the past two weeks', async () => {
  const gateway = await startTestGateway({ now: () => NOW, pastCalls: 40 })
  const { body } = await gateway.get('/user/daily/activity?start_date=2026-11-08&end_date=2026-11-22')
  expect(body).toMatchObject({ metadata: { total_api_requests: 40 } })
})

test('counts no further than ten thousand when it is newer, and lists rows without what was said', async () => {
  const gateway = await startTestGateway({ now: () => NOW, isNewer: true, pastCalls: 12_000 })
  const dates = 'start_date=2026-11-01%2000:00:00&end_date=2026-11-22%2023:59:59'
  const { body } = await gateway.get(`/spend/logs/v2?${dates}&page_size=3`)
  expect(body).toMatchObject({ total: 10_000, total_is_capped: true, total_pages: 3334 })
  const text = JSON.stringify(body)
  expect(text).not.toContain('proxy_server_request')
  const older = await startTestGateway({ now: () => NOW, pastCalls: 12_000 })
  expect((await older.get(`/spend/logs/ui?${dates}&page_size=1`)).body).toMatchObject({
    data: [{ proxy_server_request: expect.any(Object) }],
    total: 12_000,
  })
})

test('finds a row by its call id when it is newer, and gives what was said', async () => {
  const gateway = await startTestGateway({ now: () => NOW, isNewer: true })
  const callId = (await ask(gateway)).headers.get('x-litellm-call-id')
  expect((await gateway.get(`/spend/logs?request_id=${callId}`)).body).toMatchObject([
    { litellm_call_id: callId, response: { object: 'chat.completion' } },
  ])
  expect((await gateway.get(`/spend/logs/ui?request_id=${callId}`)).body).toMatchObject({ total: 1 })
  expect((await gateway.get(`/spend/logs/ui/${callId}`)).body).toMatchObject({
    response: { object: 'chat.completion' },
    proxy_server_request: { model: 'gpt-4o' },
  })
  const older = await startTestGateway({ now: () => NOW })
  const olderId = (await ask(older)).headers.get('x-litellm-call-id')
  expect((await older.get(`/spend/logs?request_id=${olderId}`)).body).toEqual([null])
  expect((await older.get(`/spend/logs/ui/${olderId}`)).body).toBeNull()
})

test('lists the rows of a session', async () => {
  const gateway = await startTestGateway({ now: () => NOW, isNewer: true })
  await ask(gateway, { litellm_session_id: 'one' })
  await ask(gateway, { litellm_session_id: 'two' })
  expect((await gateway.get('/spend/logs/session/ui?session_id=two')).body).toMatchObject({
    data: [{ session_id: 'two' }],
    total: 1,
  })
  expect((await gateway.get('/spend/logs/session/ui')).status).toBe(422)
})
