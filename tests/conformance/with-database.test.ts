import { createHash } from 'node:crypto'

import Big from 'big.js'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'

import type { GatewayAddress } from '#main/gateway/gateway-client.ts'
import { judgeKey, readReadiness } from '#main/gateway/gateway-facts.ts'
import { listModels } from '#main/gateway/model-list.ts'
import { readDetail } from '#main/spend/detail/detail.ts'
import type { LogEntry } from '#main/spend/log-entry.ts'
import { lookUpCalls } from '#main/spend/look-up.ts'
import { Mirror } from '#main/spend/mirror/mirror.ts'
import { OwnCalls } from '#main/spend/mirror/own-calls.ts'
import { spendLogOf } from '#main/spend/mirror/spend-log-of.ts'
import type { OwnCall } from '#main/spend/own-call.ts'
import { usdOf } from '#main/spend/pico-usd.ts'
import { readDailyActivity } from '#main/spend/sync/daily-activity.ts'
import { readLogRow } from '#main/spend/sync/log-row.ts'

import { sampleCall } from '../helpers/sample-calls.ts'
import { rowsOfMirror, startSync } from '../helpers/spend-sync.ts'
import { callOf, errorOf, piecesOf, stepsOf, textOf } from '../litellm/gateway-calls.ts'
import { litellmUnavailableReason } from '../litellm/start-litellm.ts'
import { callGateway, chatBody, generateKey, verdictOn } from './calls.ts'
import { gateways, type TestedGateway } from './gateways.ts'

/** LiteLLM writes its log in batches, and a busy machine takes its time; ms. */
const LOGGED_WITHIN = { timeout: 30_000, interval: 250 }
const unavailable = await litellmUnavailableReason({ database: true })

const notAdmin = '401 forbidden auth_error'
const blocked = '401 key-blocked auth_error'
const expired = '401 key-expired expired_key'
const overBudget = '422 budget-exceeded budget_exceeded'
const rateLimited = '429 rate-limited throttling_error'
const modelRefused = '403 model-not-allowed key_model_access_denied'
const noUser = '404 not-found internal_server_error'

type Role = 'admin' | 'plain' | 'narrow' | 'blocked' | 'expired' | 'overBudget' | 'rateLimited'

/** What each kind of key gets, by request. */
const verdicts: readonly (readonly [request: string, Record<Role, string>])[] = [
  ['/health/readiness', everybody('200')],
  ['/v1/models', { ...everybody('200'), blocked, expired, overBudget }],
  ['/model_group/info', { ...everybody('200'), blocked, expired }],
  ['/model/info', { ...everybody('200'), blocked, expired }],
  ['/key/info', { ...everybody('200'), blocked, expired, admin: '404 not-found not_found_error' }],
  ['/user/info', { ...everybody(noUser), blocked, expired, admin: '200' }],
  ['/key/list', { ...everybody('403 forbidden bad_request_error'), blocked, expired, admin: '200' }],
  ['/spend/logs?request_id=nope', { ...everybody(notAdmin), blocked, expired, admin: '200' }],
  ['/global/spend', { ...everybody(notAdmin), blocked, expired, admin: '200' }],
  ['/health/readiness/details', { ...everybody(notAdmin), blocked, expired, admin: '200' }],
  [
    '/user/daily/activity?start_date=2026-11-01&end_date=2026-11-02',
    { ...everybody('403 forbidden -'), blocked, expired, admin: '200' },
  ],
  ['POST /key/generate', { ...everybody(notAdmin), blocked, expired, admin: '200' }],
  ['POST /v1/chat/completions gpt-4o', { ...everybody('200'), blocked, expired, overBudget, rateLimited }],
  [
    'POST /v1/chat/completions gpt-4o-mini',
    { ...everybody('200'), narrow: modelRefused, blocked, expired, overBudget, rateLimited },
  ],
]

function everybody(verdict: string): Record<Role, string> {
  return {
    admin: verdict,
    plain: verdict,
    narrow: verdict,
    blocked: verdict,
    expired: verdict,
    overBudget: verdict,
    rateLimited: verdict,
  }
}

/** A row of the log, as far as Litedesk relies on it. */
const SpendLogs = z.array(z.looseObject({ request_id: z.string() }))

describe.each(gateways)('$name with a database', ({ isReal, start }) => {
  let gateway: TestedGateway
  let keys: Record<Role, string>

  beforeAll(async () => {
    if (isReal && unavailable !== null) return
    gateway = await start({ database: true, cooldowns: true })
    keys = {
      admin: gateway.adminKey,
      plain: await generateKey(gateway, { key_alias: 'plain' }),
      narrow: await generateKey(gateway, { models: ['gpt-4o'] }),
      blocked: await generateKey(gateway, {}),
      overBudget: await generateKey(gateway, { max_budget: 0 }),
      rateLimited: await generateKey(gateway, { rpm_limit: 0 }),
      expired: await generateKey(gateway, { duration: '0s' }),
    }
    await callGateway(gateway, '/key/block', gateway.adminKey, { key: keys.blocked, expired })
  }, 300_000)
  beforeEach(({ skip }) => {
    if (isReal && unavailable !== null) skip(unavailable)
  })

  afterAll(() => gateway?.close())

  it.each(verdicts)('answers %s as each kind of key deserves', async (request, expected) => {
    const roles = Object.keys(expected) as Role[]
    const answers = await Promise.all(roles.map((role) => answerTo(request, keys[role])))
    expect(Object.fromEntries(roles.map((role, index) => [role, answers[index]]))).toEqual(expected)
  })

  it('tells its database to everybody, its version to its admin alone', async () => {
    const address = { baseUrl: gateway.url, key: gateway.adminKey }
    expect(await readReadiness({ ...address, key: null })).toEqual({ version: null, hasDatabase: true })
    expect(await readReadiness({ ...address, key: keys.plain })).toEqual({ version: null, hasDatabase: true })
    const facts = await readReadiness(address)
    expect(facts).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+$/), hasDatabase: true })
  })

  it('passes Connect with the master key and with a virtual key, and tells them apart', async () => {
    const kinds = []
    for (const key of [keys.admin, keys.plain]) {
      const steps = await stepsOf({ baseUrl: gateway.url, key })
      expect(steps.map(({ outcome }) => outcome)).toEqual(Array(6).fill('passed'))
      kinds.push(steps.find(({ name }) => name === 'key-kind')?.finding)
    }
    expect(kinds).toEqual(['Admin key', 'Plain key: chat and its own budget'])
  })

  it.each<[string, () => string, string]>([
    ['a text that is no key', () => 'abc', 'key-malformed'],
    ['an unknown key', () => 'sk-unknown-to-everybody', 'key-unknown'],
    ['a blocked key', () => keys.blocked, 'key-blocked'],
    ['an expired key', () => keys.expired, 'key-expired'],
  ])('stops Connect at %s', async (_what, keyOf, kind) => {
    expect((await stepsOf({ baseUrl: gateway.url, key: keyOf() })).at(-1)).toMatchObject({
      name: 'key-accepted',
      outcome: 'failed',
      error: { kind, status: 401 },
    })
  })

  it('lists to a key only the models it may call', async () => {
    const models = await listModels({ baseUrl: gateway.url, key: keys.narrow })
    expect(models.map(({ id }) => id)).toEqual(['gpt-4o'])
  })

  it.each<[Role, string, string]>([
    ['blocked', 'gpt-4o', 'key-blocked'],
    ['expired', 'gpt-4o', 'key-expired'],
    ['overBudget', 'gpt-4o', 'budget-exceeded'],
    ['narrow', 'gpt-4o-mini', 'model-not-allowed'],
    ['rateLimited', 'gpt-4o', 'rate-limited'],
  ])('streams nothing to a key that is %s', async (role, model, kind) => {
    const call = callOf({ baseUrl: gateway.url, key: keys[role] }, model)
    const error = await errorOf(piecesOf(call))
    expect(error.kind).toBe(kind)
    expect(error.retryAfterMs).toBe(role === 'rateLimited' ? 60_000 : null)
  })

  it('makes, shows, lists, unblocks and deletes a virtual key', async () => {
    const fields = { key_alias: 'walk', max_budget: 50, budget_duration: 'monthly', models: ['gpt-4o'] }
    const made = await callGateway(gateway, '/key/generate', keys.admin, fields)
    const { key } = z.object({ key: z.string() }).parse(made.json)
    const hash = createHash('sha256').update(key).digest('hex')
    expect(made.json).toMatchObject({ ...fields, token: hash, key_name: `sk-...${key.slice(-4)}`, spend: 0 })

    const row = {
      key_alias: 'walk',
      max_budget: 50,
      budget_duration: 'monthly',
      models: ['gpt-4o'],
      spend: 0,
    }
    const own = await callGateway(gateway, '/key/info', key)
    expect(own.json).toMatchObject({ key: hash, info: { ...row, expires: null, user_id: null } })
    const asked = await callGateway(gateway, `/key/info?key=${key}`, keys.admin)
    expect(asked.json).toMatchObject({ key, info: row })
    const list = await callGateway(gateway, '/key/list?key_alias=walk&return_full_object=true', keys.admin)
    expect(list.json).toMatchObject({
      keys: [{ ...row, token: hash }],
      total_count: 1,
      current_page: 1,
      total_pages: 1,
    })

    await callGateway(gateway, '/key/block', keys.admin, { key })
    expect(verdictOn(await callGateway(gateway, '/v1/models', key))).toBe(blocked)
    await callGateway(gateway, '/key/unblock', keys.admin, { key })
    expect(verdictOn(await callGateway(gateway, '/v1/models', key))).toBe('200')
    const deleted = await callGateway(gateway, '/key/delete', keys.admin, { keys: [key] })
    expect(deleted.json).toEqual({ deleted_keys: [key] })
    expect(verdictOn(await callGateway(gateway, '/v1/models', key))).toBe(
      '401 key-unknown token_not_found_in_db',
    )
  })

  it.each([
    ['monthly', firstOfNextMonth],
    ['1mo', firstOfNextMonth],
    ['30d', firstOfNextMonth],
    ['weekly', nextMonday],
    ['1w', nextMonday],
    ['7d', nextMonday],
    ['2w', () => daysFromToday(14)],
    ['daily', () => daysFromToday(1)],
  ])('resets a budget of %s when it should', async (duration, resetAt) => {
    const key = await generateKey(gateway, { max_budget: 1, budget_duration: duration })
    const { json } = await callGateway(gateway, '/key/info', key)
    const { info } = z.object({ info: z.object({ budget_reset_at: z.string() }) }).parse(json)
    expect(new Date(info.budget_reset_at).toISOString()).toBe(resetAt())
  })

  it.each<[string, string, object, string]>([
    [
      'an alias that is taken',
      '/key/generate',
      { key_alias: 'plain' },
      '400 invalid-request bad_request_error',
    ],
    ['a word as budget duration', '/key/generate', { budget_duration: 'abc' }, badRequest()],
    ['two months as budget duration', '/key/generate', { budget_duration: '2mo' }, badRequest()],
    ['a negative budget', '/key/generate', { max_budget: -1 }, badRequest()],
    ['a key that does not begin with sk-', '/key/generate', { key: 'nosk' }, badRequest()],
    ['tags without a license', '/key/generate', { tags: ['a'] }, '403 forbidden internal_server_error'],
    [
      'to change an unknown key',
      '/key/update',
      { key: 'sk-none', spend: 0 },
      '404 not-found not_found_error',
    ],
    ['to block an unknown key', '/key/block', { key: 'sk-none' }, '404 not-found not_found_error'],
    ['to delete an unknown key', '/key/delete', { keys: ['sk-none'] }, '404 not-found internal_server_error'],
    ['a page of 101 keys', '/key/list?size=101', {}, '422 invalid-request -'],
    ['logs without dates', '/spend/logs/ui', {}, '400 invalid-request bad_request'],
    ['logs by the minute', '/spend/logs?start_date=2026-11-22%2000:00&end_date=2026-11-23', {}, badLogs()],
  ])('refuses %s', async (_what, path, body, verdict) => {
    const sent = Object.keys(body).length === 0 ? undefined : body
    expect(verdictOn(await callGateway(gateway, path, keys.admin, sent))).toBe(verdict)
  })

  it('logs a streamed call under the id of its answer, and charges the key', async () => {
    const key = await generateKey(gateway, { key_alias: 'logged' })
    const call = callOf({ baseUrl: gateway.url, key }, 'gpt-4o')
    const pieces = await piecesOf(call)
    const usage = pieces.find((piece) => piece.type === 'usage')
    const id = pieces.find((piece) => piece.type === 'delta')?.completionId
    expect(textOf(pieces).content).not.toBe('')

    const [row] = await vi.waitFor(async () => {
      const { json } = await callGateway(gateway, `/spend/logs?request_id=${id}`, keys.admin)
      const rows = SpendLogs.parse(json)
      expect(rows).toHaveLength(1)
      return rows
    }, LOGGED_WITHIN)
    expect(row).toMatchObject({
      request_id: id,
      litellm_call_id: pieces[0]?.type === 'opened' ? pieces[0].callId : null,
      model: 'openai/gpt-4o',
      api_key: createHash('sha256').update(key).digest('hex'),
      call_type: 'acompletion',
      model_group: 'gpt-4o',
      session_id: call.sessionId,
      status: 'success',
      prompt_tokens: usage?.usage.inputTokens,
      completion_tokens: usage?.usage.outputTokens,
      metadata: { user_api_key_alias: 'logged' },
      messages: {},
    })
    expect(row?.['spend']).toBeCloseTo(usage?.cost ?? -1, 9)

    await vi.waitFor(async () => {
      const { json } = await callGateway(gateway, '/key/info', key)
      const { info } = z.object({ info: z.object({ spend: z.number() }) }).parse(json)
      expect(info.spend).toBeCloseTo(usage?.cost ?? -1, 9)
    }, LOGGED_WITHIN)
  })

  it('logs a refused call as a failure, under its own id', async () => {
    const { model, text } = gateway.asksFor('fails')
    const error = await errorOf(piecesOf(callOf({ baseUrl: gateway.url, key: keys.plain }, model, text)))
    await vi.waitFor(async () => {
      const { json } = await callGateway(gateway, `/spend/logs?request_id=${error.requestId}`, keys.admin)
      expect(SpendLogs.parse(json)).toMatchObject([{ status: 'failure', spend: 0 }])
    }, LOGGED_WITHIN)
  })

  it('rests a model whose provider refused the gateway', async () => {
    const call = callOf({ baseUrl: gateway.url, key: keys.plain }, gateway.rests.model, gateway.rests.text)
    await errorOf(piecesOf(call))
    const body = chatBody(gateway.rests.model, gateway.rests.text)
    const answer = await callGateway(gateway, '/v1/chat/completions', keys.plain, body)
    expect(verdictOn(answer)).toBe('429 cooldown all_deployments_in_cooldown')
    expect(await errorOf(piecesOf(call))).toMatchObject({ kind: 'cooldown', retryAfterMs: 5000 })
  })

  it('gives the log in pages, newest first', async () => {
    const day = 86_400_000
    const [from, to] = [Date.now() - day, Date.now() + day].map((time) =>
      encodeURIComponent(new Date(time).toISOString().slice(0, 19).replace('T', ' ')),
    )
    for (const path of ['/spend/logs/v2', '/spend/logs/ui']) {
      const query = `start_date=${from}&end_date=${to}&page=1&page_size=2`
      const { json } = await callGateway(gateway, `${path}?${query}`, keys.admin)
      const page = z.looseObject({ data: z.array(z.object({ startTime: z.string() })) }).parse(json)
      expect(page).toMatchObject({ page: 1, page_size: 2 })
      const times = page.data.map(({ startTime }) => Date.parse(startTime))
      expect(times).toHaveLength(2)
      expect(times).toEqual(times.toSorted((one, other) => other - one))
    }
  })

  it('is copied row by row, whatever made the row', async () => {
    const { mirror, address } = await copied(gateway)
    const days = [-1, 2].map((offset) =>
      new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10),
    )
    const path = `/spend/logs?start_date=${days[0]}&end_date=${days[1]}&summarize=false`
    const rows = SpendLogs.parse((await callGateway(gateway, path, keys.admin)).json).map(readLogRow)
    const kept = await rowsOfMirror(mirror)
    expect(kept.length).toBeGreaterThan(5)
    const ids = (entries: readonly (LogEntry | null)[]): Set<string | undefined> =>
      new Set(entries.map((entry) => entry?.id))
    expect(ids(kept)).toEqual(ids(rows))
    expect(kept).toHaveLength(rows.length)
    const spent = (entries: readonly (LogEntry | null)[]): bigint =>
      entries.reduce((sum, entry) => sum + (entry?.cost ?? 0n), 0n)
    expect(spent(kept)).toBe(spent(rows))
    // Its sums of the day come from a table of their own, written a little later.
    await vi.waitFor(async () => {
      const range = { first: days[0] ?? '', last: days[1] ?? '' }
      const activity = await readDailyActivity(address, range, AbortSignal.timeout(20_000))
      const calls = activity.reduce((sum, day) => sum + day.whole.calls, 0)
      expect(calls).toBeGreaterThan(0)
      expect(activity.flatMap(({ parts }) => [...parts.model.keys()])).toContain('gpt-4o')
    }, LOGGED_WITHIN)
  })

  it('tells what a call was billed by the id of its answer and by that of the call, and what was said', async () => {
    const address = { baseUrl: gateway.url, key: keys.admin }
    const call = callOf(address, 'gpt-4o')
    const pieces = await piecesOf(call)
    const opened = pieces.find((piece) => piece.type === 'opened')
    const completionId = pieces.find((piece) => piece.type === 'delta')?.completionId ?? null
    const sent = sampleCall('one', {
      conversationId: call.sessionId,
      completionId,
      callId: null,
      startedAt: new Date().toISOString(),
    })
    const byCall = { ...sent, id: 'two', completionId: null, callId: opened?.callId ?? null }
    const billed = async (own: OwnCall) =>
      (await lookUpCalls(address, [own], AbortSignal.timeout(20_000))).bills[0]
    await vi.waitFor(
      async () => expect(await billed(sent)).toMatchObject({ logId: completionId }),
      LOGGED_WITHIN,
    )
    expect(await billed(byCall)).toEqual({ ...(await billed(sent)), id: 'two' })
    const bySession = { ...sent, id: 'three', completionId: 'chatcmpl-lost' }
    expect(await billed(bySession)).toEqual({ ...(await billed(sent)), id: 'three' })

    const mirror = await openMirror()
    const detail = await readDetail(completionId ?? '', false, {
      address,
      known: null,
      toLog: (entry) => spendLogOf(entry, null, new OwnCalls(mirror)),
      modelOf: async () => null,
      signal: AbortSignal.timeout(20_000),
    })
    expect(detail).toMatchObject({ content: 'stored', price: { difference: '0' } })
    expect(detail.messages.map(({ role }) => role)).toEqual(['user', 'assistant'])
  })

  // The demo gateway has no users, and no database to compare with.
  if (isReal) {
    it('keeps sums that SQL agrees with, over bursts, bare rows and times to the millisecond', async () => {
      await gateway.sql?.(insertRows)
      const { mirror } = await copied(gateway)
      const sums = 'count(*), sum(spend::numeric), sum(prompt_tokens), sum(completion_tokens)'
      const expected = await gateway.sql?.(
        `SELECT coalesce(nullif(model_group, ''), model), ${sums} FROM "LiteLLM_SpendLogs" GROUP BY 1 ORDER BY 1`,
      )
      const groups = await mirror.duck.rows({
        sql: `SELECT model, count(*), sum(cost), sum(input_tokens), sum(output_tokens)
          FROM log GROUP BY 1 ORDER BY 1 NULLS FIRST`,
        parameters: [],
      })
      const shown = groups.map(([model, count, cost, ...rest]) =>
        [model ?? '', count, new Big(usdOf(BigInt(String(cost)))).toFixed(), ...rest].join('|'),
      )
      expect(shown).toEqual(
        (expected ?? '')
          .trim()
          .split('\n')
          .map((line) => {
            const [model, count, spend, ...rest] = line.split('|')
            return [model, count, new Big(spend ?? 0).round(12).toFixed(), ...rest].join('|')
          }),
      )
      expect(await mirror.count({ from: BURST_AT, to: BURST_AT + 1000 })).toBe(BURST_ROWS)
    })

    it('knows the key of an admin user from a plain one', async () => {
      const made = await callGateway(gateway, '/user/new', keys.admin, { user_role: 'proxy_admin' })
      const { key } = z.object({ key: z.string() }).parse(made.json)
      expect(await judgeKey({ baseUrl: gateway.url, key })).toMatchObject({
        state: 'accepted',
        kind: 'admin',
      })
    })
  }

  /** `path` for GET, `POST path model` for POST. */
  async function answerTo(request: string, key: string): Promise<string> {
    const [method, path = '', model] = request.startsWith('POST ') ? request.split(' ') : ['GET', request]
    const body = model === undefined ? {} : chatBody(model)
    return verdictOn(await callGateway(gateway, path, key, method === 'POST' ? body : undefined))
  }
})

async function openMirror(): Promise<Mirror> {
  const mirror = await Mirror.open(':memory:')
  onTestFinished(() => mirror.close())
  return mirror
}

/** A copy of a gateway's whole log. */
async function copied(gateway: TestedGateway): Promise<{ mirror: Mirror; address: GatewayAddress }> {
  const mirror = await openMirror()
  const address = { baseUrl: gateway.url, key: gateway.adminKey }
  const { sync, until } = await startSync(mirror, address)
  await sync.reach(null)
  await until(({ state }) => state === 'idle')
  await sync.stop()
  return { mirror, address }
}

/** More rows in one second than two pages hold. */
const BURST_ROWS = 1200
const BURST_AT = Math.floor(Date.now() / 1000) * 1000 - 3_600_000

/** Rows of all kinds, as other versions of LiteLLM and busy hours leave them. */
const insertRows = `
  INSERT INTO "LiteLLM_SpendLogs" (request_id, call_type, api_key, spend, total_tokens, prompt_tokens,
    completion_tokens, "startTime", "endTime", model, model_group, metadata, request_tags, session_id, status)
  SELECT 'chatcmpl-' || gen_random_uuid(), 'acompletion', md5((i % 7)::text), (i % 97) * 1.25e-5 + 7e-8, i, i, 0,
    to_timestamp(${BURST_AT / 1000}) AT TIME ZONE 'UTC' + (i % 10) * interval '100 milliseconds',
    to_timestamp(${BURST_AT / 1000 + 5}) AT TIME ZONE 'UTC', 'openai/gpt-4o', 'gpt-4o',
    '{"user_api_key_alias":"burst"}'::jsonb, '["a","a"]'::jsonb, (i % 50)::text, 'success'
  FROM generate_series(1, ${BURST_ROWS}) AS i
  UNION ALL
  SELECT 'bare-' || i, '', '', 0.001, 3, 1, 2,
    to_timestamp(${BURST_AT / 1000}) AT TIME ZONE 'UTC' - i * interval '97 minutes 0.123 seconds',
    to_timestamp(${BURST_AT / 1000}) AT TIME ZONE 'UTC' - i * interval '97 minutes', 'old-model', NULL,
    NULL::jsonb, NULL::jsonb, NULL, NULL
  FROM generate_series(1, 300) AS i`

function badRequest(): string {
  return '400 invalid-request internal_server_error'
}

function badLogs(): string {
  return '500 gateway-failed internal_error'
}

function daysFromToday(days: number): string {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + days)).toISOString()
}

function nextMonday(): string {
  return daysFromToday((8 - new Date().getUTCDay()) % 7 || 7)
}

function firstOfNextMonth(): string {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString()
}
