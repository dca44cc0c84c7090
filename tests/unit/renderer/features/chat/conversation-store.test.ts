import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { appError } from '#shared/app-error.ts'
import type { EventChannel } from '#shared/ipc/channels.ts'
import { failure, type Result, success } from '#shared/result.ts'
import { sampleAnswer, sampleConversation, sampleQuestion } from '../../../../helpers/sample-messages.ts'
import type * as ConversationStore from '../../../../../src-renderer/features/chat/conversation-store.ts'

type Answers = Record<string, (input: never) => Result<unknown> | Promise<Result<unknown>>>

let store: typeof ConversationStore
let calls: [channel: string, input: unknown][]
let answers: Answers
let listeners: Map<EventChannel, (payload: unknown) => void>

beforeEach(async () => {
  calls = []
  listeners = new Map()
  let created = 0
  answers = {
    'conversation:list': () => success([]),
    'folder:list': () => success([]),
    'conversation:create': () => success(sampleConversation({ id: `new-${(created += 1)}` })),
    'conversation:update': ({ id, changes }: { id: string; changes: object }) =>
      success({ ...sampleConversation({ id }), ...changes }),
    'conversation:open': ({ id }: { id: string }) =>
      success({ conversation: sampleConversation({ id }), messages: [], isWhole: true, running: [] }),
    'conversation:delete': () => success(undefined),
    'conversation:restore': ({ id }: { id: string }) => success(sampleConversation({ id })),
  }
  const memory = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => memory.set(key, value),
    removeItem: (key: string) => memory.delete(key),
  })
  vi.stubGlobal('window', {
    bridge: {
      request: async (channel: string, input: never) => {
        calls.push([channel, input])
        return answers[channel]?.(input)
      },
      on: (channel: EventChannel, listener: (payload: unknown) => void) => {
        listeners.set(channel, listener)
        return () => listeners.delete(channel)
      },
    },
  })
  vi.resetModules()
  store = await import('../../../../../src-renderer/features/chat/conversation-store.ts')
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const found = (id: string) => success([sampleConversation({ id })])
const state = () => store.useChat.getState()
const called = (channel: string) => calls.filter(([name]) => name === channel).map(([, input]) => input)

describe('a new chat', () => {
  it('is stored once, with its first draft', async () => {
    await store.draftTyped(0, '')
    expect(called('conversation:create')).toEqual([])
    await Promise.all([store.draftTyped(0, 'H'), store.draftTyped(0, 'Hello')])
    expect(called('conversation:create')).toHaveLength(1)
    expect(called('conversation:update')).toEqual([
      { id: 'new-1', changes: { draft: 'H' } },
      { id: 'new-1', changes: { draft: 'Hello' } },
    ])
    expect([state().openId, state().visit]).toEqual(['new-1', 0])
  })

  it('keeps its own draft when the user leaves before it is stored', async () => {
    store.beforeLeaving(() => void store.draftTyped(0, 'Unsaved'))
    store.conversationChosen('other')
    await vi.waitFor(() => expect(called('conversation:update')).toHaveLength(1))
    expect(called('conversation:update')).toEqual([{ id: 'new-1', changes: { draft: 'Unsaved' } }])
    expect(state().openId).toBe('other')
  })

  it('leaves no trace when it was emptied again', async () => {
    await store.draftTyped(0, 'x')
    await store.draftTyped(0, '')
    store.newChatAsked()
    expect(called('conversation:delete')).toEqual([{ id: 'new-1' }])
  })

  it('is not thrown away while its draft is on its way', async () => {
    await store.draftTyped(0, 'x')
    await store.draftTyped(0, '')
    store.beforeLeaving(() => void store.draftTyped(0, 'Typed a moment ago'))
    store.newChatAsked()
    expect(called('conversation:delete')).toEqual([])
  })
})

describe('sending', () => {
  const question = sampleQuestion('q', null, { conversationId: 'new-1' })
  const answer = sampleAnswer('a', 'q', { conversationId: 'new-1', content: '', status: 'streaming' })

  it('asks under the end of the shown branch and follows the stream', async () => {
    answers['completion:start'] = () => success({ streamId: 's', messages: [question, answer] })
    expect(await store.messageSent('Hello', 'gpt-4o')).toBe(true)
    expect(called('completion:start')).toEqual([
      { conversationId: 'new-1', model: 'gpt-4o', action: { type: 'send', parentId: null, text: 'Hello' } },
    ])
    expect(state().opened?.messages).toEqual([question, answer])
    answers['completion:cancel'] = () => success(undefined)
    store.answerStopped()
    expect(called('completion:cancel')).toEqual([{ streamId: 's' }])
    await store.messageSent('More', 'gpt-4o')
    expect(called('completion:start')[1]).toMatchObject({ action: { parentId: 'a' } })
  })

  it('tells that a message was not taken, and why', async () => {
    const error = appError('storage-failed', 'The disk is full.')
    answers['completion:start'] = () => failure(error)
    expect(await store.messageSent('Hello', 'gpt-4o')).toBe(false)
    expect([state().actionError, state().isStarting]).toEqual([error, false])
  })
})

describe('opening', () => {
  it('falls back to a new chat when the remembered conversation is gone, without a new visit', async () => {
    answers['conversation:open'] = () => failure(appError('gone', 'This conversation is gone.'))
    store.conversationChosen('lost')
    const { visit } = state()
    await vi.waitFor(() => expect(state().openId).toBeNull())
    expect([state().visit, state().openError]).toEqual([visit, null])
  })

  it('shows why a conversation could not be opened, and opens it on a second try', async () => {
    const opens = answers['conversation:open']
    const error = appError('storage-failed', 'The file cannot be read.')
    answers['conversation:open'] = () => failure(error)
    store.conversationChosen('c')
    await vi.waitFor(() => expect(state().openError).toEqual(error))
    if (opens) answers['conversation:open'] = opens
    store.openRetried()
    await vi.waitFor(() => expect(state().opened?.conversation.id).toBe('c'))
    expect(state().openError).toBeNull()
  })
})

describe('deleting', () => {
  it('takes the conversation off screen and offers to bring it back', async () => {
    store.conversationChosen('c')
    await vi.waitFor(() => expect(state().opened).not.toBeNull())
    await store.conversationDeleted(sampleConversation({ id: 'c', title: 'Budget' }))
    expect(state().openId).toBeNull()
    const { useToasts } = await import('../../../../../src-renderer/ui/toast-store.ts')
    const toast = useToasts.getState().toasts.at(-1)
    expect([toast?.text, toast?.action?.label]).toEqual(['Deleted “Budget”', 'Undo'])
    toast?.action?.onSelect()
    await vi.waitFor(() => expect(state().openId).toBe('c'))
    expect(called('conversation:restore')).toEqual([{ id: 'c' }])
  })
})

describe('searching', () => {
  it('shows what main found for the newest text only', async () => {
    const { promise, resolve } = Promise.withResolvers<Result<unknown>>()
    answers['conversation:list'] = ({ search }: { search: string }) =>
      search === 'b' ? promise : found('second')
    store.searchTyped('b')
    store.searchTyped('bu')
    await vi.waitFor(() => expect(state().matches).toEqual(new Set(['second'])))
    resolve(found('first'))
    await promise
    expect(state().matches).toEqual(new Set(['second']))
    store.searchTyped('')
    expect(state().matches).toBeNull()
  })

  it('is repeated when a folder has another name, not when it costs more', async () => {
    const folder = { id: 'f', name: 'Work', createdAt: '2026-11-25T00:00:00Z', cost: null }
    answers['folder:list'] = () => success([folder])
    store.startChat()
    await vi.waitFor(() => expect(state().list).toBe('ready'))
    const told = (change: object) =>
      listeners.get('folder:changed')?.({ type: 'upserted', folder: { ...folder, ...change } })
    answers['conversation:list'] = () => found('inside')
    store.searchTyped('plans')
    await vi.waitFor(() => expect(state().matches).toEqual(new Set(['inside'])))
    const before = called('conversation:list').length
    told({ cost: { usd: '0.1', isEstimate: false } })
    expect(called('conversation:list')).toHaveLength(before)
    told({ name: 'Plans' })
    expect(called('conversation:list').slice(before)).toEqual([{ search: 'plans' }])
  })
})
