import { DatabaseSync } from 'node:sqlite'

import { describe, expect, test } from 'vitest'

import { ConversationRepository, interruptedError } from '#main/conversation/conversation-repository.ts'
import { migrate } from '#main/conversation/migrations.ts'
import { Gone, describeStorageFailure } from '#main/conversation/storage-failure.ts'
import { appError } from '#shared/app-error.ts'
import type { Message } from '#shared/conversation.ts'

import {
  sampleAnswer,
  sampleChain,
  sampleConversation,
  sampleQuestion,
} from '../../../helpers/sample-messages.ts'

const later = '2026-11-22T13:00:00.000Z'

describe('conversations', () => {
  test('are listed pinned first, then newest first', () => {
    const { repository } = emptyRepository()
    const times = { a: '10', b: '12', c: '11', d: '09' }
    for (const [id, hour] of Object.entries(times)) {
      const updatedAt = `2026-11-22T${hour}:00:00.000Z`
      repository.create({
        conversation: sampleConversation({ id, title: id, updatedAt, isPinned: id === 'd' }),
      })
    }
    expect(repository.list({ search: '' }).map(({ id }) => id)).toEqual(['d', 'b', 'c', 'a'])
  })

  test.each([
    ['GRÜSSE', 'Viele Grüße'],
    ['viele grü', 'VIELE GRÜẞE'],
    ['οδοσ', 'ΟΔΟΣ'],
    ['привет', 'ПРИВЕТ, мир'],
    ['café', 'Cafe\u0301'],
    ['  100% ', '100% sure_thing'],
    ['_t', 'sure_thing'],
  ])('are found by %j in the title %j', (search, title) => {
    const { repository } = emptyRepository()
    repository.create({ conversation: sampleConversation({ id: 'wanted', title }) })
    repository.create({ conversation: sampleConversation({ id: 'other', title: 'Something else' }) })
    expect(repository.list({ search }).map(({ id }) => id)).toEqual(['wanted'])
  })

  test('with nothing in them are neither listed nor kept for the next run', () => {
    const { repository } = emptyRepository()
    const kept = { draft: { draft: 'x' }, title: { title: 'x' }, pin: { isPinned: true } }
    for (const [id, fields] of Object.entries(kept)) {
      repository.create({ conversation: sampleConversation({ id, ...fields }) })
    }
    repository.create({ conversation: sampleConversation({ id: 'empty' }) })
    expect(ids(repository)).toEqual(['pin', 'draft', 'title'])
    expect(repository.get({ id: 'empty' }).id).toBe('empty')
    repository.startRun()
    expect(ids(repository)).toEqual(['pin', 'draft', 'title'])
    expect(() => repository.get({ id: 'empty' })).toThrow(Gone)
  })

  test('change only what is given, and only a new title is news', () => {
    const { repository } = emptyRepository()
    const created = sampleConversation({ model: 'some-model' })
    repository.create({ conversation: created })
    const parameters = { ...created.parameters, systemPrompt: 'Be \u0000 brief', temperature: 0.5 }
    const changed = repository.update({
      id: created.id,
      changes: { draft: 'a draft', isPinned: true, model: null, parameters },
      at: later,
    })
    expect(changed).toEqual({ ...created, draft: 'a draft', isPinned: true, model: null, parameters })
    const renamed = repository.update({ id: created.id, changes: { title: 'New' }, at: later })
    expect(renamed).toEqual({ ...changed, title: 'New', updatedAt: later })
    expect(repository.update({ id: created.id, changes: {}, at: 'never' })).toEqual(renamed)
  })

  test('come back after deletion until the next run, with answers that streamed on meanwhile', () => {
    const { repository } = conversationWith([
      sampleAnswer('a', null, { content: 'Hel', status: 'streaming' }),
    ])
    repository.delete({ id: 'conversation', at: later })
    expect(repository.list({ search: '' })).toEqual([])
    expect(() => repository.open({ id: 'conversation' })).toThrow('This conversation is no longer there.')
    repository.appendDelta({ messageId: 'a', content: 'lo', reasoning: '' })
    expect(repository.restore({ id: 'conversation' }).leafId).toBe('a')
    expect(repository.open({ id: 'conversation' }).messages[0]?.content).toBe('Hello')
    repository.delete({ id: 'conversation', at: later })
    repository.startRun()
    expect(() => repository.restore({ id: 'conversation' })).toThrow(Gone)
  })

  test('of any depth can be dropped', () => {
    const { repository, database } = conversationWith(sampleChain(3_000, 'deep'))
    repository.delete({ id: 'conversation', at: later })
    repository.startRun()
    expect(database.prepare('SELECT count(*) AS messages FROM message').get()).toEqual({ messages: 0 })
  })
})

describe('messages', () => {
  test('keep their tree, their order and everything they hold', () => {
    const answer = sampleAnswer('a1', 'q1', { reasoning: 'Hm.', content: 'Yes.' })
    const messages: Message[] = [
      sampleQuestion('q1', null),
      {
        ...answer,
        facts: {
          gatewayId: 'g',
          askedModel: 'asked',
          answeredModel: 'answered',
          completionId: 'chatcmpl-1',
          callId: 'call-1',
          usage: { inputTokens: 1, outputTokens: 2, cachedTokens: 3, reasoningTokens: 4 },
          cost: { usd: '0.00000123', source: 'gateway' },
          billing: { state: 'billed', logIds: ['chatcmpl-1'] },
          firstTokenMs: 12.5,
          totalMs: 99,
          finishReason: 'stop',
        },
      },
      sampleAnswer('a2', 'q1', {
        status: 'failed',
        error: appError('rate-limited', 'Wait.', { retryAfterMs: 5 }),
      }),
      sampleQuestion('q2', null),
      sampleQuestion('q3', 'a1'),
    ]
    const { repository } = conversationWith(messages)
    expect(repository.open({ id: 'conversation' })).toEqual({
      conversation: sampleConversation({ title: 'Named', leafId: 'q3', updatedAt: later }),
      messages,
      isWhole: true,
    })
  })

  test('of a long conversation open as the end of the branch on show, with what lies beside it', () => {
    const chain = sampleChain(400, 'x')
    const aside = sampleAnswer('aside', 'm396')
    const { repository } = conversationWith([...chain, aside])
    repository.update({ id: 'conversation', changes: { leafId: 'm399' }, at: later })
    const { messages, isWhole } = repository.open({ id: 'conversation' })
    expect(isWhole).toBe(false)
    expect(messages).toEqual([...chain.slice(-60), aside])
  })

  test('come in pages of at most half a megabyte', () => {
    const chain = sampleChain(8, 'x'.repeat(200_000))
    const { repository } = conversationWith(chain)
    const first = repository.page({ id: 'conversation', from: 0 })
    expect(first.messages).toEqual(chain.slice(0, 3))
    const second = repository.page({ id: 'conversation', from: first.next ?? 0 })
    expect(second.messages).toEqual(chain.slice(3, 6))
  })

  test('of one branch leave the others out', () => {
    const messages = [
      sampleQuestion('q', null),
      sampleAnswer('a1', 'q'),
      sampleAnswer('a2', 'q'),
      sampleQuestion('q2', 'a1'),
    ]
    const { repository } = conversationWith(messages)
    const branch = (messageId: string | null) =>
      repository.branch({ id: 'conversation', messageId }).messages.map(({ id }) => id)
    expect(branch('q2')).toEqual(['q', 'a1', 'q2'])
    expect(branch(null)).toEqual([])
    expect(() => branch('unknown')).toThrow(Gone)
  })

  test('keep every character', () => {
    const content =
      '\u0000 at first, 👩‍👩‍👧‍👦, a\u0301, \u202Eright to left\u202C, \uFEFF, 漢字, \r\n\t, last \u0000'
    const { repository } = conversationWith([
      sampleAnswer('a', null, { content, reasoning: content, status: 'streaming' }),
    ])
    repository.appendDelta({ messageId: 'a', content, reasoning: content })
    repository.update({ id: 'conversation', changes: { draft: content, title: content }, at: later })
    const { conversation, messages } = repository.open({ id: 'conversation' })
    expect([conversation.draft, conversation.title]).toEqual([content, content])
    expect([messages[0]?.content, messages[0]?.reasoning]).toEqual([content + content, content + content])
  })

  test('and drafts may have ten megabytes', () => {
    const text = 'Ten megabytes of wörds. '.repeat(410_000)
    const { repository } = conversationWith([sampleQuestion('q', null, { content: text })])
    expect(
      repository.update({ id: 'conversation', changes: { draft: text }, at: later }).draft === text,
    ).toBe(true)
    expect(repository.open({ id: 'conversation' }).messages[0]?.content === text).toBe(true)
  })

  test('that were streaming are interrupted by the next run, and only they', () => {
    const streaming = sampleAnswer('b', 'q', { status: 'streaming', content: 'Half an ans' })
    const others = [
      sampleQuestion('q', null),
      sampleAnswer('a', 'q'),
      sampleAnswer('c', 'q', { status: 'cancelled' }),
    ]
    const { repository } = conversationWith([...others, streaming])
    repository.startRun()
    expect(repository.open({ id: 'conversation' }).messages).toEqual([
      ...others,
      { ...streaming, status: 'interrupted', error: interruptedError },
    ])
  })

  test('take deltas only while they stream, and again when reopened', () => {
    const answer = sampleAnswer('a', null, { status: 'streaming', content: '' })
    const { repository } = conversationWith([answer])
    repository.appendDelta({ messageId: 'a', content: 'One', reasoning: 'r' })
    repository.finishMessage({ message: { ...answer, content: 'One.', status: 'cancelled' } })
    expect(() => repository.appendDelta({ messageId: 'a', content: 'late', reasoning: '' })).toThrow(Gone)
    repository.finishMessage({ message: { ...answer, content: 'One.' } })
    repository.appendDelta({ messageId: 'a', content: ' Two', reasoning: '' })
    expect(repository.open({ id: 'conversation' }).messages).toEqual([{ ...answer, content: 'One. Two' }])
  })

  test('that do not fit into the conversation are refused as a whole', () => {
    const { repository } = conversationWith([sampleQuestion('q', null)])
    repository.create({ conversation: sampleConversation({ id: 'other' }) })
    const before = repository.open({ id: 'conversation' })
    const rest = { title: null, at: 'never' }
    const orphan = [sampleQuestion('q2', 'q'), sampleAnswer('a', 'unknown')]
    expect(() =>
      repository.addMessages({ conversationId: 'conversation', messages: orphan, leafId: 'a', ...rest }),
    ).toThrow(Gone)
    const astray = [sampleAnswer('a', 'q')]
    expect(() =>
      repository.addMessages({ conversationId: 'other', messages: astray, leafId: 'a', ...rest }),
    ).toThrow(Gone)
    const fitting = [sampleAnswer('a', 'q')]
    expect(() =>
      repository.addMessages({ conversationId: 'conversation', messages: fitting, leafId: 'b', ...rest }),
    ).toThrow(Gone)
    expect(repository.open({ id: 'conversation' })).toEqual(before)
  })
})

test('unknown ids are gone, whatever is asked', () => {
  const { repository } = emptyRepository()
  const id = 'unknown'
  const messages = [sampleQuestion('q', null)]
  const asks = [
    () => repository.get({ id }),
    () => repository.open({ id }),
    () => repository.update({ id, changes: { draft: 'x' }, at: later }),
    () => repository.delete({ id, at: later }),
    () => repository.restore({ id }),
    () => repository.addMessages({ conversationId: id, messages, leafId: 'q', title: null, at: later }),
    () => repository.appendDelta({ messageId: id, content: 'x', reasoning: '' }),
    () => repository.finishMessage({ message: sampleQuestion(id, null) }),
  ]
  for (const ask of asks) expect(ask).toThrow(Gone)
})

test('a full disk is told in plain words and leaves what was stored', () => {
  const { repository, database } = conversationWith([sampleQuestion('q', null)])
  const before = repository.open({ id: 'conversation' })
  const { page_count: pages } = database.prepare('PRAGMA page_count').get() ?? {}
  database.exec(`PRAGMA max_page_count = ${Number(pages) + 10}`)
  const messages = [sampleAnswer('a', 'q', { content: 'x'.repeat(1_000_000) })]
  const failure = failureOf(() =>
    repository.addMessages({
      conversationId: 'conversation',
      messages,
      leafId: 'a',
      title: 'New',
      at: later,
    }),
  )
  expect(failure).toEqual(
    appError('storage-failed', 'The disk is full, so this was not saved.', {
      nextStep: 'Free some space, then try again.',
      details: 'Error: database or disk is full',
    }),
  )
  expect(repository.open({ id: 'conversation' })).toEqual(before)
})

function failureOf(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return describeStorageFailure(error)
  }
}

function emptyRepository(): { repository: ConversationRepository; database: DatabaseSync } {
  const database = new DatabaseSync(':memory:')
  migrate(database)
  return { repository: new ConversationRepository(database), database }
}

/** A repository with the sample conversation, which holds `messages` and shows the last. */
function conversationWith(messages: readonly Message[]): ReturnType<typeof emptyRepository> {
  const { repository, database } = emptyRepository()
  repository.create({ conversation: sampleConversation() })
  const leafId = messages.at(-1)?.id ?? ''
  repository.addMessages({ conversationId: 'conversation', messages, leafId, title: 'Named', at: later })
  return { repository, database }
}

function ids(repository: ConversationRepository): string[] {
  return repository.list({ search: '' }).map(({ id }) => id)
}
