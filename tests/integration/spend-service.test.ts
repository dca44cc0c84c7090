import { readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { readLogRow } from '#main/spend/sync/log-row.ts'
import { noFilter, type SpendPageRequest } from '#shared/spend-query.ts'

import { startTestGateway, userMessages, type TestGateway } from '../helpers/demo-gateway.ts'
import { sampleCall } from '../helpers/sample-calls.ts'
import { sampleAnswer, sampleQuestion } from '../helpers/sample-messages.ts'
import { GATEWAY_ID, startSpend, type TestService } from '../helpers/spend-service.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const WINDOW = 1
const firstPage: SpendPageRequest = {
  gatewayId: GATEWAY_ID,
  filter: noFilter,
  sort: { column: 'time', direction: 'descending' },
  offset: 0,
  limit: 100,
}

function addressOf({ url, adminKey }: TestGateway, key = adminKey) {
  return { baseUrl: url, key }
}

/** Opens Spend and waits until it has copied what it is to copy. */
async function openWhole({ service, heard }: TestService) {
  const whole = heard('spend:status', ({ sync }) => sync.state === 'idle')
  await service.open(GATEWAY_ID, WINDOW)
  return whole
}

test('Spend that comes near opens its copy and asks the gateway nothing', async () => {
  const gateway = await startTestGateway({ isNewer: true, pastCalls: 10 })
  const folder = temporaryFolder()
  const { service } = startSpend(addressOf(gateway), { folder })
  await service.near(GATEWAY_ID)
  expect(existsSync(join(folder, `${GATEWAY_ID}.duckdb`))).toBe(true)
  expect(gateway.requests).toEqual([])
})

describe('Spend with an admin’s key', () => {
  test('answers every question from its copy', async () => {
    const gateway = await startTestGateway({ isNewer: true, pastCalls: 1500, pastDays: 20 })
    const spend = startSpend(addressOf(gateway))
    const status = await openWhole(spend)
    expect(status).toMatchObject({
      source: 'mirror',
      access: 'all',
      hindrance: null,
      rowCount: 1500,
      reachesBeginning: true,
      sync: { state: 'idle', error: null },
    })
    const { service } = spend
    const page = await service.ask('page', firstPage)
    expect(page).toMatchObject({ source: 'mirror', isTotalCapped: false, total: 1500, offset: 0 })
    expect(page.rows).toHaveLength(100)

    const question = { gatewayId: GATEWAY_ID, filter: noFilter }
    const groups = await service.ask('groups', {
      ...question,
      by: 'model',
      timeZone: 'UTC',
      measures: ['calls', 'cost', 'durationP95'],
      sort: { by: 'cost', direction: 'descending' },
      offset: 0,
      limit: 50,
    })
    const calls = groups.groups.map(({ figures }) => figures.values.calls ?? 0)
    expect(calls.reduce((sum, count) => sum + count, 0)).toBe(1500)
    const { figures } = await service.ask('figures', { ...question, measures: ['calls', 'cost'] })
    expect(figures.cost).toBe(groups.totals.cost)
    const facets = await service.ask('facets', {
      ...question,
      dimensions: ['model', 'status'],
      search: '',
      limit: 10,
    })
    expect(facets.dimensions.status?.facets.map(({ value }) => value)).toEqual(['success', 'failure'])
    const series = await service.ask('series', {
      ...question,
      step: null,
      timeZone: 'UTC',
      measures: ['cost'],
      stackBy: 'provider',
      top: 2,
    })
    expect(series.isByServerDay).toBe(false)
  })

  test('knows at once what the gateway sums up by day, before its copy does', async () => {
    const gateway = await startTestGateway({ isNewer: true, pastCalls: 3000, pastDays: 60 })
    gateway.faults.inject({
      match: { path: /spend\/logs\/v2/, nth: 2 },
      effect: { stallBeforeHeaders: true },
    })
    const { service, heard } = startSpend(addressOf(gateway))
    const running = heard('spend:status', ({ completeFrom }) => completeFrom !== null)
    await service.open(GATEWAY_ID, WINDOW)
    await running
    const question = { gatewayId: GATEWAY_ID, filter: noFilter, measures: ['calls', 'cost'] as const }
    const { figures, source } = await service.ask('figures', {
      ...question,
      measures: [...question.measures],
    })
    expect([source, figures.values.calls]).toEqual(['server', 3000])
    const series = await service.ask('series', {
      ...question,
      measures: ['cost'],
      step: 'day',
      timeZone: 'Europe/Berlin',
      stackBy: 'model',
      top: 3,
    })
    expect(series).toMatchObject({ source: 'server', isByServerDay: true, step: 'day' })
    expect(series.lines).toHaveLength(4)
  })

  test('shows a row’s content, its price line by line and its way, its traceback only when asked for', async () => {
    const gateway = await startTestGateway({ isNewer: true, pastCalls: 400, pastDays: 3 })
    const spend = startSpend(addressOf(gateway))
    await openWhole(spend)
    const { service } = spend
    const { rows } = await service.ask('page', { ...firstPage, limit: 400 })
    const answered = rows.find(({ cost, model }) => cost !== '0' && model === 'gpt-4o')
    const detail = await service.ask('detail', {
      gatewayId: GATEWAY_ID,
      id: answered?.id ?? '',
      withTraceback: false,
    })
    expect(detail).toMatchObject({
      log: { id: answered?.id },
      content: 'stored',
      hasTraceback: false,
      price: { basis: 'gateway', billed: answered?.cost, difference: '0' },
    })
    expect(detail.messages.map(({ role }) => role)).toEqual(['user', 'assistant'])
    expect(detail.route.map(({ kind }) => kind)).toEqual(['asked', 'answered'])

    const failed = rows.find(({ status }) => status === 'failure')
    const ask = (withTraceback: boolean) =>
      service.ask('detail', { gatewayId: GATEWAY_ID, id: failed?.id ?? '', withTraceback })
    const hidden = await ask(false)
    expect(hidden).toMatchObject({ hasTraceback: true, traceback: null })
    expect(JSON.stringify(hidden)).not.toContain('Traceback (most')
    expect((await ask(true)).traceback).toContain('Traceback')
  })

  test('writes what is shown to a file, and removes one that is not finished', async () => {
    const gateway = await startTestGateway({ isNewer: true, pastCalls: 300, pastDays: 3 })
    const spend = startSpend(addressOf(gateway))
    await openWhole(spend)
    const { service, heard } = spend
    const path = join(temporaryFolder(), "it's.csv")
    const filter = { ...noFilter, choices: { status: { isExcluded: false, values: ['failure'] } } }
    const request = {
      gatewayId: GATEWAY_ID,
      filter,
      exportId: 'one',
      format: 'csv',
      what: { type: 'rows', sort: firstPage.sort, columns: ['time', 'error', 'cost', 'tags'] },
    } as const
    const done = heard('spend:exported', ({ state }) => state === 'done')
    await service.export({ ...request, what: { ...request.what, columns: [...request.what.columns] } }, path)
    const { rowsDone, rowsTotal } = await done
    const { total } = await service.ask('page', { ...firstPage, filter })
    expect([rowsDone, rowsTotal]).toEqual([total, total])
    const lines = readFileSync(path, 'utf8').trim().split('\n')
    expect(lines[0]).toBe('time,errorClass,errorCode,errorMessage,cost,tags,requestId')
    expect(lines).toHaveLength(total + 1)
    expect(existsSync(`${path}.part`)).toBe(false)
  })

  test('loses nothing of its own when the gateway goes: the copy goes with it', async () => {
    const gateway = await startTestGateway({ isNewer: true, pastCalls: 100, pastDays: 1 })
    const spend = startSpend(addressOf(gateway))
    await openWhole(spend)
    await spend.service.forget(GATEWAY_ID)
    const status = await spend.service.open(GATEWAY_ID, WINDOW)
    expect(status.rowCount).toBe(0)
  })
})

describe('Spend with a plain key', () => {
  test('shows what Litedesk itself sent, the key’s own spend, and says what is missing', async () => {
    const gateway = await startTestGateway({ isNewer: true })
    const spend = startSpend(addressOf(gateway, gateway.plainKey))
    const { service, conversations, heard } = spend
    const conversation = await conversations.create('')
    const { id: conversationId } = conversation
    const question = sampleQuestion('question', null, { conversationId })
    const answer = sampleAnswer('answer', 'question', { conversationId })
    await conversations.addMessages(conversationId, [question, answer], 'answer', 'Mine')
    const call = sampleCall('one', { conversationId, startedAt: new Date().toISOString() })
    await conversations.finishAnswer(answer, call)

    const off = heard('spend:status', ({ sync, ownKey }) => sync.state === 'off' && ownKey !== null)
    await service.open(GATEWAY_ID, WINDOW)
    expect(await off).toMatchObject({
      source: 'local',
      access: 'none',
      hindrance: 'needs-admin-key',
      ownKey: { alias: 'demo', maxBudget: null },
    })
    const page = await service.ask('page', firstPage)
    expect(page).toMatchObject({ source: 'local', isWhole: true, total: 1 })
    expect(page.rows[0]).toMatchObject({
      origin: 'litedesk',
      isEstimate: true,
      model: 'gpt-4o',
      cost: '0.0002',
      message: { conversationId, messageId: 'answer' },
    })
    const groups = await service.ask('groups', {
      gatewayId: GATEWAY_ID,
      filter: noFilter,
      by: 'conversation',
      timeZone: 'UTC',
      measures: ['calls'],
      sort: { by: 'calls', direction: 'descending' },
      offset: 0,
      limit: 10,
    })
    expect(groups.groups).toMatchObject([{ key: conversationId, figures: { cost: '0.0002' } }])
  })

  test('waits for no bill once the gateway has refused to tell', async () => {
    const gateway = await startTestGateway({ isNewer: true })
    const spend = startSpend(addressOf(gateway, gateway.plainKey), { pausesFor: () => [1] })
    const { service, conversations, heard } = spend
    const { id: conversationId } = await conversations.create('')
    const answer = sampleAnswer('answer', null, { conversationId })
    await conversations.addMessages(conversationId, [answer], 'answer', 'Mine')
    const call = sampleCall('one', { conversationId, startedAt: new Date().toISOString() })
    expect(service.begins(GATEWAY_ID)).toBe('pending')
    const stored = await conversations.finishAnswer(answer, call)
    expect(stored.facts?.billing).toEqual({ state: 'pending', logIds: [] })
    service.recorded(call)
    expect(await heard('spend:billed')).toMatchObject({
      messageId: 'answer',
      cost: { usd: '0.0002', source: 'estimate' },
      billing: { state: 'unavailable' },
    })
    expect(service.begins(GATEWAY_ID)).toBe('unavailable')
  })
})

describe('a call', () => {
  test('is billed when its row is there, though nobody looks at Spend', async () => {
    const gateway = await startTestGateway({ isNewer: true })
    const { service, conversations, heard } = startSpend(addressOf(gateway), { pausesFor: () => [1, 20, 50] })
    const { id: conversationId } = await conversations.create('')
    const answer = sampleAnswer('answer', null, { conversationId })
    await conversations.addMessages(conversationId, [answer], 'answer', 'Mine')
    const sent = await gateway.post('/v1/chat/completions', {
      model: 'gpt-4o',
      messages: userMessages('echo: hi'),
      litellm_session_id: conversationId,
    })
    const callId = sent.headers.get('x-litellm-call-id')
    const call = sampleCall('one', {
      conversationId,
      callId,
      completionId: null,
      startedAt: new Date().toISOString(),
    })
    await conversations.finishAnswer(answer, call)
    service.recorded(call)
    const [row] = await rowsOf(gateway)
    const billed = await heard('spend:billed')
    expect(billed).toMatchObject({
      conversationId,
      messageId: 'answer',
      cost: { source: 'gateway' },
      billing: { state: 'billed', logIds: [row?.id] },
    })
    const { messages } = await conversations.open(conversationId)
    expect(messages.at(-1)?.facts).toMatchObject({ cost: billed.cost, billing: billed.billing })
    await expect.poll(() => conversations.pendingCalls()).toEqual([])
  })

  test('shows at once as an estimate, and as one row when it is billed', async () => {
    const gateway = await startTestGateway({
      isNewer: true,
      pastCalls: 50,
      pastDays: 1,
      spendLogDelayMs: 1500,
    })
    const spend = startSpend(addressOf(gateway), { pausesFor: () => [600_000] })
    await openWhole(spend)
    const { service, conversations } = spend
    const { id: conversationId } = await conversations.create('')
    const answer = sampleAnswer('answer', null, { conversationId })
    await conversations.addMessages(conversationId, [answer], 'answer', 'Mine')
    const startedAt = new Date().toISOString()
    const sent = await gateway.post('/v1/chat/completions', {
      model: 'gpt-4o',
      messages: userMessages('echo: hi'),
    })
    const callId = sent.headers.get('x-litellm-call-id')
    const call = sampleCall('one', { conversationId, callId, completionId: null, startedAt })
    await conversations.finishAnswer(answer, call)
    service.recorded(call)
    await expect
      .poll(async () => (await service.ask('page', firstPage)).rows[0])
      .toMatchObject({ origin: 'litedesk', isEstimate: true, cost: '0.0002' })
    expect((await service.ask('page', firstPage)).total).toBe(51)

    await new Promise((resolve) => setTimeout(resolve, 1600))
    await service.sync(GATEWAY_ID, { type: 'resume' })
    await expect
      .poll(async () => (await service.ask('page', firstPage)).rows[0])
      .toMatchObject({
        origin: 'gateway',
        isEstimate: false,
        callId,
        message: { conversationId, messageId: 'answer' },
      })
    await expect.poll(async () => (await service.ask('page', firstPage)).total).toBe(51)
  })
})

async function rowsOf(gateway: TestGateway) {
  const { body } = await gateway.get('/spend/logs')
  return Array.isArray(body) ? body.map(readLogRow) : []
}
