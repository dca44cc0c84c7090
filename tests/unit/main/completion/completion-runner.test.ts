import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { applyCompletionEvent, type StreamProgress } from '#shared/completion-fold.ts'
import { defaultParameters } from '#shared/parameters.ts'
import type { CompletionEvent } from '#shared/completion.ts'
import type { Conversation, Message } from '#shared/conversation.ts'
import type { Model } from '#shared/model.ts'

import { CompletionRunner, type CompletionStore } from '../../../../src-main/completion/completion-runner.ts'
import type { OwnCall } from '../../../../src-main/spend/own-call.ts'
import { startDemoGateway, type DemoGateway } from '../../../../src-main/demo-gateway/demo-gateway.ts'
import { listDeployments, listModels } from '../../../../src-main/gateway/model-list.ts'

const WINDOW = 1

/** Keeps one conversation in memory, as the real store keeps it on disk. */
class MemoryStore implements CompletionStore {
  readonly messages = new Map<string, Message>()
  readonly calls: OwnCall[] = []
  title = ''

  async branch(id: string) {
    return { conversation: this.#conversation(id), messages: [...this.messages.values()] }
  }

  async addMessages(id: string, messages: readonly Message[], _leafId: string, title: string | null) {
    for (const message of messages) this.messages.set(message.id, message)
    this.title = title ?? this.title
    return this.#conversation(id)
  }

  async appendDelta(messageId: string, content: string): Promise<void> {
    const message = this.messages.get(messageId)
    if (message) this.messages.set(messageId, { ...message, content: message.content + content })
  }

  async finishMessage(message: Message): Promise<void> {
    this.messages.set(message.id, message)
  }

  async finishAnswer(message: Message, call: OwnCall | null): Promise<Message> {
    this.messages.set(message.id, message)
    if (call !== null) this.calls.push(call)
    return message
  }

  #conversation(id: string): Conversation {
    const now = '2026-01-01T00:00:00.000Z'
    return {
      id,
      title: this.title,
      isPinned: false,
      folderId: null,
      createdAt: now,
      updatedAt: now,
      model: null,
      parameters: defaultParameters,
      draft: '',
      leafId: null,
    }
  }
}

let gateway: DemoGateway
let store: MemoryStore
let runner: CompletionRunner
let events: CompletionEvent[]
let models: Model[]
let ended: PromiseWithResolvers<Message>

beforeEach(async () => {
  gateway = await startDemoGateway({ chunkDelayMs: 1, slowLatencyMs: 0, slowChunkDelayMs: 5 })
  const address = { baseUrl: gateway.url, key: gateway.adminKey }
  const deployments = await listDeployments(address)
  models = await listModels(address)
  store = new MemoryStore()
  events = []
  ended = Promise.withResolvers()
  runner = new CompletionRunner({
    store,
    gateway: {
      current: () => ({ id: 'demo' }),
      address: async () => address,
      modelOfDeployment: async (id) => (id === null ? null : (deployments.get(id) ?? null)),
    },
    models: () => models,
    tell: (event) => {
      events.push(event)
      if (event.type === 'ended') ended.resolve(event.message)
    },
    conversationChanged: () => undefined,
  })
})
afterEach(async () => {
  await runner.stop()
  await gateway.close()
})

function send(text: string, model = 'gpt-4o', parentId: string | null = null) {
  return runner.start({ conversationId: 'c', model, action: { type: 'send', parentId, text } }, WINDOW)
}

describe('CompletionRunner', () => {
  it('stores question and answer, and the events fold to what is stored', async () => {
    const { messages } = await send('echo: one two three')
    const [question, answer] = messages
    const final = await ended.promise
    expect(question).toMatchObject({ role: 'user', content: 'echo: one two three', parentId: null })
    expect(answer).toMatchObject({
      role: 'assistant',
      parentId: question?.id,
      status: 'streaming',
      content: '',
    })
    expect(final).toMatchObject({ status: 'complete', error: null })
    expect(store.messages.get(final.id)).toEqual(final)
    expect(store.title).toBe('echo: one two three')

    const start: StreamProgress = { message: answer!, nextSequence: 0 }
    const textSoFar = events.slice(0, -1).reduce(applyCompletionEvent, start)
    expect(textSoFar.message.content).toBe(final.content)
    expect(events.map((event) => event.sequence)).toEqual(events.map((_event, index) => index))
    expect(events.filter((event) => event.type === 'ended')).toHaveLength(1)
  })

  it('keeps what joins the answer to its spend log, and prices it', async () => {
    await send('echo: hello')
    const { facts } = await ended.promise
    const price = models.find((model) => model.id === 'gpt-4o')
    const usage = facts?.usage
    expect(facts).toMatchObject({
      askedModel: 'gpt-4o',
      answeredModel: 'gpt-4o',
      completionId: expect.stringContaining('chatcmpl-'),
      callId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      finishReason: 'stop',
    })
    const expected =
      ((usage?.inputTokens ?? 0) * Number(price?.inputPrice) +
        (usage?.outputTokens ?? 0) * Number(price?.outputPrice)) /
      1e6
    expect(facts?.cost?.source).toBe('estimate')
    expect(Number(facts?.cost?.usd)).toBeCloseTo(expected, 12)
  })

  it('tells when another model answered', async () => {
    await send('echo: hello', 'demo-falls-back')
    const { facts } = await ended.promise
    expect(facts).toMatchObject({ askedModel: 'demo-falls-back', answeredModel: 'gpt-4o-mini' })
  })

  it('keeps what had come when the user stops', async () => {
    const { streamId } = await send('long', 'demo-slow')
    await expect.poll(() => events.length).toBeGreaterThan(2)
    runner.cancel(streamId)
    const final = await ended.promise
    expect(final).toMatchObject({ status: 'cancelled', error: null })
    expect(final.content).not.toBe('')
    expect(store.messages.get(final.id)).toEqual(final)
  })

  it('stops the streams of a window that has gone, and no others', async () => {
    await send('long', 'demo-slow')
    runner.cancelOwnedBy(WINDOW + 1)
    await expect.poll(() => events.length).toBeGreaterThan(2)
    runner.cancelOwnedBy(WINDOW)
    expect((await ended.promise).status).toBe('cancelled')
  })

  it('knows which window an answer still streams for', async () => {
    expect(runner.isRunningFor(WINDOW)).toBe(false)
    await send('long', 'demo-slow')
    expect(runner.isRunningFor(WINDOW)).toBe(true)
    expect(runner.isRunningFor(WINDOW + 1)).toBe(false)
    runner.cancelOwnedBy(WINDOW)
    await ended.promise
    expect(runner.isRunningFor(WINDOW)).toBe(false)
  })

  it('lets a window join a running stream where it stands', async () => {
    const { streamId, messages } = await send('long', 'demo-slow')
    await expect.poll(() => events.length).toBeGreaterThan(2)
    const joined = runner.joinRunning(messages)
    const seen = events.length
    runner.cancel(streamId)
    const final = await ended.promise
    const [running] = joined.running
    const start: StreamProgress = { message: joined.messages.at(-1)!, nextSequence: running!.nextSequence }
    const textAfter = events.slice(0, -1).reduce(applyCompletionEvent, start)
    expect(running?.nextSequence).toBeLessThanOrEqual(seen)
    // Text still in the batch when joining is in both; the final message is the truth.
    expect(textAfter.message.content.startsWith(final.content.slice(0, 20))).toBe(true)
    expect(events.reduce(applyCompletionEvent, start).message).toEqual(final)
  })

  it('makes another answer beside the first', async () => {
    const { messages } = await send('echo: again')
    const first = await ended.promise
    ended = Promise.withResolvers()
    const again = await runner.start(
      { conversationId: 'c', model: 'gpt-4o-mini', action: { type: 'regenerate', messageId: first.id } },
      WINDOW,
    )
    const second = await ended.promise
    expect(again.messages).toHaveLength(1)
    expect(second).toMatchObject({ parentId: messages[0]?.id, facts: { askedModel: 'gpt-4o-mini' } })
    expect(second.id).not.toBe(first.id)
  })

  it('continues a cut answer in place and adds what it cost', async () => {
    gateway.faults.inject({ match: { path: /chat/, times: 1 }, effect: { cutAfterDeltas: 3 } })
    await send('echo: a rather long line of words to be cut somewhere')
    const cut = await ended.promise
    expect(cut).toMatchObject({ status: 'failed', error: { kind: 'stream-cut' } })
    ended = Promise.withResolvers()
    await runner.start(
      { conversationId: 'c', model: 'gpt-4o', action: { type: 'continue', messageId: cut.id } },
      WINDOW,
    )
    const whole = await ended.promise
    expect(whole.id).toBe(cut.id)
    expect(whole.status).toBe('complete')
    expect(whole.content.startsWith(cut.content)).toBe(true)
    const { body } = gateway.requests.at(-1)!
    expect(body).toMatchObject({
      messages: [{ role: 'user' }, { role: 'assistant', content: cut.content }, { role: 'user' }],
    })
  })

  it('records every call that was sent, a continued answer’s each', async () => {
    gateway.faults.inject({ match: { path: /chat/, times: 1 }, effect: { cutAfterDeltas: 3 } })
    await send('echo: a rather long line of words to be cut somewhere')
    const cut = await ended.promise
    ended = Promise.withResolvers()
    await runner.start(
      { conversationId: 'c', model: 'gpt-4o', action: { type: 'continue', messageId: cut.id } },
      WINDOW,
    )
    const { facts, id: messageId } = await ended.promise
    const [first, second] = store.calls
    expect(first).toMatchObject({ messageId, hasFailed: true, errorKind: 'stream-cut', estimate: null })
    expect(second).toMatchObject({
      gatewayId: 'demo',
      conversationId: 'c',
      messageId,
      askedModel: 'gpt-4o',
      answeredModel: 'gpt-4o',
      completionId: facts?.completionId,
      callId: facts?.callId,
      hasFailed: false,
      inputTokens: facts?.usage?.inputTokens,
      estimate: facts?.cost?.usd,
      billing: 'unavailable',
      billed: null,
    })
    expect(first?.callId).not.toBe(second?.callId)
    expect(store.calls).toHaveLength(2)
  })

  it('records a refusal under its call’s id', async () => {
    await send('hello', 'demo-fails')
    const failed = await ended.promise
    expect(store.calls).toMatchObject([
      { callId: failed.error?.requestId, hasFailed: true, completionId: null },
    ])
  })

  it('shows a refusal as the answer’s error', async () => {
    await send('hello', 'demo-fails')
    expect(await ended.promise).toMatchObject({ status: 'failed', error: { kind: 'provider-failed' } })
  })
})
