import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, onTestFinished, test } from 'vitest'

import type { MessagePage } from '#main/conversation/conversation-calls.ts'
import { ConversationStore } from '#main/conversation/conversation-store.ts'
import { defaultParameters } from '#shared/parameters.ts'
import type { Message } from '#shared/conversation.ts'
import { AppFailure } from '#shared/app-error.ts'

import { sampleCall } from '../helpers/sample-calls.ts'
import { sampleAnswer, sampleChain, sampleQuestion } from '../helpers/sample-messages.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const workerUrl = new URL('../../src-main/conversation/conversation-worker.ts', import.meta.url)
const dyingWorkerUrl = new URL('../helpers/dying-worker.ts', import.meta.url)

describe('ConversationStore', () => {
  test('keeps conversations from one run to the next', async () => {
    const path = temporaryPath()
    const first = open(path)
    const { id } = await first.create()
    const messages = [
      sampleQuestion('q', null, { conversationId: id }),
      sampleAnswer('a', 'q', { conversationId: id, status: 'streaming', content: '' }),
    ]
    await first.addMessages(id, messages, 'a', 'A title')
    await first.appendDelta('a', 'Hello', 'Hm')
    await first.finishMessage(
      sampleAnswer('a', 'q', { conversationId: id, content: 'Hello!', reasoning: 'Hm.' }),
    )
    const conversation = await first.update(id, { draft: 'next', isPinned: true })
    await first.close()

    const second = open(path)
    expect(await second.notices).toEqual([])
    expect(await second.list('TITLE')).toEqual([conversation])
    expect(await second.get(id)).toEqual({
      id,
      title: 'A title',
      isPinned: true,
      folderId: null,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
      model: null,
      parameters: defaultParameters,
      draft: 'next',
      leafId: 'a',
    })
    expect(await second.open(id)).toEqual({
      conversation,
      messages: [
        messages[0],
        sampleAnswer('a', 'q', { conversationId: id, content: 'Hello!', reasoning: 'Hm.' }),
      ],
      isWhole: true,
    })
  })

  test('keeps folders and what is in them, and tells whenever something in one costs something else', async () => {
    const path = temporaryPath()
    const first = open(path)
    const spent: (readonly string[])[] = []
    const stop = first.onSpent((ids) => spent.push(ids))
    const folder = await first.createFolder('Work')
    const { id } = await first.create('', folder.id)
    const answer = sampleAnswer('answer', null, { conversationId: id })
    await first.addMessages(id, [answer], 'answer', 'A title')
    await first.finishAnswer(answer, sampleCall('call', { conversationId: id }))
    expect(await first.foldersOf([id])).toEqual([{ ...folder, cost: { usd: '0.0002', source: 'estimate' } }])
    await first.billCalls([{ id: 'call', logId: 'row', billed: '0.0003' }])
    const billed = { ...folder, cost: { usd: '0.0003', source: 'gateway' } }
    expect(await first.foldersOf([id])).toEqual([billed])
    await first.delete(id)
    expect(await first.folders()).toEqual([folder])
    await first.restore(id)
    stop()
    await first.delete(id)
    await first.restore(id)
    expect(spent).toEqual([[id], [id], [id], [id]])
    await first.close()

    const second = open(path)
    expect(await second.folders()).toEqual([billed])
    expect(await second.list('')).toMatchObject([{ id, folderId: folder.id }])
    await second.deleteFolder(folder.id)
    expect(await second.restoreFolder(folder.id)).toEqual(billed)
    await expect(second.move([id], 'no such folder')).rejects.toMatchObject({ error: { kind: 'gone' } })
  })

  test('brings back what was deleted in this run, and drops it in the next', async () => {
    const path = temporaryPath()
    const first = open(path)
    const { id } = await first.create()
    const titled = await first.update(id, { title: 'Back' })
    await first.delete(id)
    expect(await first.restore(id)).toEqual(titled)
    await first.delete(id)
    await first.close()
    const second = open(path)
    expect(await errorOf(second.restore(id))).toMatchObject({ kind: 'gone' })
  })

  test('answers unknown ids in plain words', async () => {
    const store = open(temporaryPath())
    expect(await errorOf(store.open('unknown'))).toEqual({
      kind: 'gone',
      message: 'This conversation is no longer there.',
      nextStep: 'It may have been deleted; choose another one.',
      requestId: null,
      status: null,
      retryAfterMs: null,
      details: null,
    })
  })

  test('tells that a broken file was set aside, and works', async () => {
    const path = temporaryPath()
    writeFileSync(path, 'garbage')
    const store = open(path)
    expect(await store.notices).toEqual([expect.stringContaining(`The file is kept as ${path}.broken-`)])
    await store.create()
    expect(await store.list('')).toEqual([])
  })

  test('tells that the file cannot be opened, and opens it once it can', async () => {
    const path = temporaryPath()
    mkdirSync(path)
    const store = open(path)
    expect(await store.notices).toEqual([
      expect.stringContaining('The conversations file could not be read or written.'),
    ])
    expect(await errorOf(store.create())).toMatchObject({
      kind: 'storage-failed',
      details: expect.stringContaining('EISDIR'),
    })
    rmdirSync(path)
    const { id } = await store.create()
    expect(await store.get(id)).toMatchObject({ id })
  })

  test('refuses calls after closing, and closes twice without complaint', async () => {
    const store = open(temporaryPath())
    const last = store.create()
    await store.close()
    await store.close()
    expect(await last).toMatchObject({ title: '' })
    expect(await errorOf(store.list(''))).toMatchObject({ kind: 'storage-failed' })
  })

  test('replaces a worker that died once, and fails every call after its second death', async () => {
    const store = ConversationStore.open({ path: temporaryPath(), workerUrl: dyingWorkerUrl })
    const lost = [store.list(''), store.get('also waiting')]
    for (const call of lost) {
      expect(await errorOf(call)).toMatchObject({
        kind: 'storage-failed',
        nextStep: 'Try again; if it happens again, restart Litedesk.',
        details: 'Error: The worker was told to die',
      })
    }
    expect(await store.get('id')).toBe('alive')
    expect(await errorOf(store.list(''))).toMatchObject({ kind: 'storage-failed' })
    expect(await errorOf(store.get('id'))).toMatchObject({ kind: 'storage-failed' })
    await store.close()
  })

  test('opens a conversation of 10,000 messages at its end and gives the rest in pages', async () => {
    const store = open(temporaryPath())
    const { id } = await store.create()
    const messages = sampleChain(10_000, 'Some words of text. '.repeat(50)).map((message) => ({
      ...message,
      conversationId: id,
    }))
    await store.addMessages(id, messages, 'm9999')
    const tree = await store.open(id)
    expect(tree.isWhole).toBe(false)
    expect(tree.messages).toEqual(messages.slice(-60))
    const paged: Message[] = []
    for (let from: number | null = 0; from !== null;) {
      const page: MessagePage = await store.page(id, from)
      paged.push(...page.messages)
      from = page.next
    }
    expect(paged).toEqual(messages)
    expect((await store.branch(id, 'm4999')).messages).toEqual(messages.slice(0, 5000))
  })
})

function temporaryPath(): string {
  return join(temporaryFolder(), 'conversations.db')
}

function open(path: string): ConversationStore {
  const store = ConversationStore.open({ path, workerUrl })
  onTestFinished(() => store.close())
  return store
}

async function errorOf(call: Promise<unknown>): Promise<unknown> {
  const outcome: unknown = await call.catch((error: unknown) => error)
  return outcome instanceof AppFailure ? outcome.error : outcome
}
