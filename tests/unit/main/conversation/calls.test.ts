import { DatabaseSync } from 'node:sqlite'

import { expect, test } from 'vitest'

import { ConversationRepository } from '#main/conversation/conversation-repository.ts'
import { migrate, migrations } from '#main/conversation/migrations.ts'

import { sampleCall } from '../../../helpers/sample-calls.ts'
import { sampleAnswer, sampleConversation, sampleQuestion } from '../../../helpers/sample-messages.ts'

const answer = sampleAnswer('answer', 'question')

function repositoryWithAnswer(): ConversationRepository {
  const database = new DatabaseSync(':memory:')
  migrate(database)
  const repository = new ConversationRepository(database)
  repository.create({ conversation: sampleConversation({ title: 'Kept' }) })
  repository.addMessages({
    conversationId: 'conversation',
    messages: [sampleQuestion('question', null), { ...answer, status: 'streaming' }],
    leafId: 'answer',
    title: null,
    at: '2026-11-22T12:00:00.000Z',
  })
  return repository
}

function stored(repository: ConversationRepository) {
  const facts = repository.open({ id: 'conversation' }).messages.find(({ id }) => id === 'answer')?.facts
  return facts && { cost: facts.cost, billing: facts.billing }
}

test('an answer is an estimate until it is billed, and then costs what was charged', () => {
  const repository = repositoryWithAnswer()
  const finished = repository.finishAnswer({ message: answer, call: sampleCall('one') })
  const estimated = {
    cost: { usd: '0.0002', source: 'estimate' },
    billing: { state: 'pending', logIds: [] },
  }
  expect(finished.facts).toMatchObject(estimated)
  expect(stored(repository)).toEqual(estimated)
  expect(repository.pendingCalls()).toEqual([sampleCall('one')])

  const billed = repository.billCalls({ bills: [{ id: 'one', logId: 'row-1', billed: '0.00021' }] })
  const facts = {
    cost: { usd: '0.00021', source: 'gateway' },
    billing: { state: 'billed', logIds: ['row-1'] },
  }
  expect(billed.answers).toEqual([
    { conversationId: 'conversation', messageId: 'answer', gatewayId: 'gateway', ...facts },
  ])
  expect(billed.calls).toEqual([sampleCall('one', { billing: 'billed', billed: '0.00021', logId: 'row-1' })])
  expect(stored(repository)).toEqual(facts)
  expect(repository.pendingCalls()).toEqual([])
  expect(repository.billCalls({ bills: [{ id: 'one', logId: 'row-2', billed: '9' }] }).calls).toEqual([])
})

test('an answer that was continued costs all of its calls, and is billed when all of them are', () => {
  const repository = repositoryWithAnswer()
  repository.finishAnswer({ message: { ...answer, status: 'failed' }, call: sampleCall('one') })
  repository.finishMessage({ message: { ...answer, status: 'streaming' } })
  repository.billCalls({ bills: [{ id: 'one', logId: 'row-1', billed: '0.0001' }] })
  const second = sampleCall('two', { startedAt: '2026-11-22T12:01:00.000Z', estimate: '0.0003' })
  repository.finishAnswer({ message: answer, call: second })
  expect(stored(repository)).toEqual({
    cost: { usd: '0.0004', source: 'estimate' },
    billing: { state: 'pending', logIds: ['row-1'] },
  })
  repository.billCalls({ bills: [{ id: 'two', logId: 'row-2', billed: '0.0005' }] })
  expect(stored(repository)).toEqual({
    cost: { usd: '0.0006', source: 'gateway' },
    billing: { state: 'billed', logIds: ['row-1', 'row-2'] },
  })
})

test('a bill that does not come leaves the estimate', () => {
  const repository = repositoryWithAnswer()
  repository.finishAnswer({ message: answer, call: sampleCall('one') })
  expect(repository.giveUpCalls({ ids: ['one', 'unknown'] }).answers).toMatchObject([
    { billing: { state: 'unavailable', logIds: [] }, cost: { source: 'estimate' } },
  ])
  // It may still come, when the log is copied.
  repository.billCalls({ bills: [{ id: 'one', logId: 'row-1', billed: '0' }] })
  expect(stored(repository)).toEqual({
    cost: { usd: '0', source: 'gateway' },
    billing: { state: 'billed', logIds: ['row-1'] },
  })
})

test('calls outlive their conversation', () => {
  const repository = repositoryWithAnswer()
  repository.finishAnswer({ message: answer, call: sampleCall('one') })
  repository.delete({ id: 'conversation', at: '2026-11-22T13:00:00.000Z' })
  repository.startRun()
  expect(
    repository.ownCalls({ gatewayId: 'gateway', since: '2026-11-22T00:00:00.000Z', after: null }),
  ).toHaveLength(1)
  expect(
    repository.ownCalls({ gatewayId: 'gateway', since: '2026-11-23T00:00:00.000Z', after: null }),
  ).toEqual([])
  const billed = repository.billCalls({ bills: [{ id: 'one', logId: 'row-1', billed: '1' }] })
  expect(billed).toMatchObject({ calls: [{ billed: '1' }], answers: [] })
})

test('calls come in pages, each once, though many began at the same moment', () => {
  const repository = repositoryWithAnswer()
  const times = ['2026-11-22T12:00:00.000Z', '2026-11-22T12:00:01.000Z', '2026-11-22T12:00:02.000Z']
  const ids = Array.from({ length: 1201 }, (_, index) => `call ${index}`)
  for (const [index, id] of ids.entries()) {
    repository.finishAnswer({ message: answer, call: sampleCall(id, { startedAt: times[index % 3] ?? '' }) })
  }
  const seen: string[] = []
  let from: { since: string; after: string | null } = { since: '', after: null }
  for (;;) {
    const page = repository.ownCalls({ gatewayId: 'gateway', ...from })
    const last = page.at(-1)
    if (last === undefined) break
    expect(page.length).toBeLessThanOrEqual(500)
    seen.push(...page.map(({ id }) => id))
    from = { since: last.startedAt, after: last.id }
  }
  expect(seen).toHaveLength(1201)
  expect(new Set(seen)).toEqual(new Set(ids))
})

test('answers of before have their call, too', () => {
  const database = new DatabaseSync(':memory:')
  migrate(database, migrations.slice(0, 1))
  database.exec(`INSERT INTO conversation VALUES ('c', 'T', 0, 'now', 'now', NULL, NULL, 'a', '{}', '')`)
  const facts = {
    ...sampleAnswer('a', null).facts,
    billing: undefined,
    completionId: 'chatcmpl-old',
    usage: { inputTokens: 1, outputTokens: 2, cachedTokens: 3, reasoningTokens: 4 },
    cost: { usd: '0.5', source: 'estimate' },
    firstTokenMs: 12.5,
  }
  database
    .prepare(
      `INSERT INTO message VALUES (1, 'a', 'c', NULL, 'assistant', 'complete', 'then', NULL, ?, '', 'x')`,
    )
    .run(JSON.stringify(facts))
  migrate(database)
  const repository = new ConversationRepository(database)
  const call = sampleCall('a', {
    conversationId: 'c',
    messageId: 'a',
    startedAt: 'then',
    askedModel: 'some-model',
    completionId: 'chatcmpl-old',
    callId: null,
    inputTokens: 1,
    outputTokens: 2,
    cachedTokens: 3,
    reasoningTokens: 4,
    durationMs: 0,
    firstTokenMs: 12.5,
    estimate: '0.5',
    billing: 'unavailable',
  })
  expect(repository.ownCalls({ gatewayId: 'gateway', since: '', after: null })).toEqual([call])
  expect(repository.open({ id: 'c' }).messages[0]?.facts?.billing).toBeNull()
})
