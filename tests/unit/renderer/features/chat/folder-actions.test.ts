import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { appError } from '#shared/app-error.ts'
import type { Folder } from '#shared/folder.ts'
import type { EventChannel } from '#shared/ipc/channels.ts'
import { failure, type Result, success } from '#shared/result.ts'
import { sampleConversation } from '../../../../helpers/sample-messages.ts'
import type * as FolderActions from '../../../../../src-renderer/features/chat/folder-actions.ts'
import type * as FolderViewStore from '../../../../../src-renderer/features/chat/folder-view-store.ts'
import type * as ConversationStore from '../../../../../src-renderer/features/chat/conversation-store.ts'

type Answers = Record<string, (input: never) => Result<unknown>>

const COLLAPSED_KEY = 'litedesk.collapsed-folders'
const work: Folder = { id: 'work', name: 'Work', createdAt: '1', cost: null }
const conversation = sampleConversation({ id: 'c', title: 'Budget' })

let actions: typeof FolderActions
let view: typeof FolderViewStore
let store: typeof ConversationStore
let calls: [channel: string, input: unknown][]
let answers: Answers
let listeners: Map<EventChannel, (payload: unknown) => void>
let memory: Map<string, string>

beforeEach(async () => {
  calls = []
  listeners = new Map()
  memory = new Map()
  answers = {
    'conversation:list': () => success([conversation]),
    'conversation:create': ({ folderId }: { folderId: string | null }) =>
      success(sampleConversation({ id: 'new', folderId })),
    'conversation:update': ({ id, changes }: { id: string; changes: object }) =>
      success({ ...sampleConversation({ id }), ...changes }),
    'conversation:move': ({ ids, folderId }: { ids: string[]; folderId: string | null }) =>
      success(ids.map((id) => ({ ...conversation, id, folderId }))),
    'folder:list': () => success([work]),
    'folder:create': ({ name }: { name: string }) => success({ ...work, id: 'made', name }),
    'folder:rename': ({ id, name }: { id: string; name: string }) => success({ ...work, id, name }),
    'folder:delete': () => success(undefined),
    'folder:restore': () => success(work),
  }
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
  await load()
})
afterEach(() => {
  vi.unstubAllGlobals()
})

async function load() {
  vi.resetModules()
  store = await import('../../../../../src-renderer/features/chat/conversation-store.ts')
  actions = await import('../../../../../src-renderer/features/chat/folder-actions.ts')
  view = await import('../../../../../src-renderer/features/chat/folder-view-store.ts')
  store.startChat()
  await vi.waitFor(() => expect(state().list).toBe('ready'))
}

const state = () => store.useChat.getState()
const placeOf = (id: string) => state().conversations.find((one) => one.id === id)?.folderId
const called = (channel: string) => calls.filter(([name]) => name === channel).map(([, input]) => input)
async function lastToast() {
  const { useToasts } = await import('../../../../../src-renderer/ui/toast-store.ts')
  return useToasts.getState().toasts.at(-1)
}

describe('moving', () => {
  it('shows the conversation in its folder at once, unfolds it and offers to take that back', async () => {
    view.folderToggled('work')
    const moving = actions.conversationMoved(conversation, 'work')
    expect(placeOf('c')).toBe('work')
    await moving
    expect(view.useFolderView.getState().collapsed).toEqual(new Set())
    const toast = await lastToast()
    expect([toast?.text, toast?.action?.label]).toEqual(['Moved to “Work”', 'Undo'])
    toast?.action?.onSelect()
    await vi.waitFor(() => expect(called('conversation:move')).toHaveLength(2))
    expect(called('conversation:move')[1]).toEqual({ ids: ['c'], folderId: null })
    expect(placeOf('c')).toBeNull()
  })

  it('puts it back when main could not move it', async () => {
    answers['conversation:move'] = () => failure(appError('gone', 'This folder is no longer there.'))
    await actions.conversationMoved(conversation, 'work')
    expect(placeOf('c')).toBeNull()
    expect((await lastToast())?.tone).toBe('negative')
  })

  it('does nothing when it is there already, or its folder is gone anyway', async () => {
    await actions.conversationMoved({ ...conversation, folderId: 'work' }, 'work')
    await actions.conversationMoved({ ...conversation, folderId: 'lost' }, null)
    expect(called('conversation:move')).toEqual([])
  })
})

describe('a folder', () => {
  it('is made with what goes into it', async () => {
    expect(await actions.folderCreated('Trips', ['c'])).toMatchObject({ id: 'made', name: 'Trips' })
    expect(called('conversation:move')).toEqual([{ ids: ['c'], folderId: 'made' }])
    expect(placeOf('c')).toBe('made')
    expect(state().folders.map(({ name }) => name)).toEqual(['Trips', 'Work'])
  })

  it('has its new name at once, and its old one when main refused', async () => {
    const renaming = actions.folderRenamed(work, 'Home')
    expect(state().folders[0]?.name).toBe('Home')
    await renaming
    answers['folder:rename'] = () => failure(appError('storage-failed', 'The disk is full.'))
    await actions.folderRenamed({ ...work, name: 'Home' }, 'Other')
    expect(state().folders[0]?.name).toBe('Home')
  })

  it('is deleted without its conversations, and comes back with them', async () => {
    await actions.conversationMoved(conversation, 'work')
    await actions.folderDeleted(work)
    expect([state().folders, state().conversations.length]).toEqual([[], 1])
    const toast = await lastToast()
    expect(toast?.text).toBe('Deleted the folder “Work”; its conversations stay')
    toast?.action?.onSelect()
    await vi.waitFor(() => expect(state().folders).toEqual([work]))
    expect(placeOf('c')).toBe('work')
  })

  it('stays when main could not delete it', async () => {
    answers['folder:delete'] = () => failure(appError('storage-failed', 'The disk is full.'))
    await actions.folderDeleted(work)
    expect(state().folders).toEqual([work])
  })

  it('costs what main tells', () => {
    const cost = { usd: '0.25', source: 'estimate' as const }
    listeners.get('folder:changed')?.({ type: 'upserted', folder: { ...work, cost } })
    expect(state().folders[0]?.cost).toEqual(cost)
    listeners.get('folder:changed')?.({ type: 'removed', id: 'work' })
    expect(state().folders).toEqual([])
  })
})

describe('a new chat in a folder', () => {
  it('is stored there, also when the user moves on before', async () => {
    store.newChatAskedIn('work')
    const { visit } = state()
    store.conversationChosen('c')
    await store.draftTyped(visit, 'Hello')
    expect(called('conversation:create')).toEqual([{ draft: 'Hello', folderId: 'work' }])
    expect(placeOf('new')).toBe('work')
  })

  it('is not where the next one is', async () => {
    store.newChatAskedIn('work')
    store.newChatAsked()
    await store.draftTyped(state().visit, 'Hello')
    expect(called('conversation:create')).toEqual([{ draft: 'Hello', folderId: null }])
  })
})

describe('folded folders', () => {
  it('are remembered, those that are gone are not', async () => {
    view.folderToggled('work')
    view.folderToggled('other')
    expect(JSON.parse(memory.get(COLLAPSED_KEY) ?? '')).toEqual(['work', 'other'])
    await load()
    expect(view.useFolderView.getState().collapsed).toEqual(new Set(['work']))
    expect(JSON.parse(memory.get(COLLAPSED_KEY) ?? '')).toEqual(['work'])
  })

  it.each(['no JSON', '{"a":1}', '[1, null]'])('are none when %s is remembered', async (text) => {
    memory.set(COLLAPSED_KEY, text)
    await load()
    expect(view.useFolderView.getState().collapsed).toEqual(new Set())
  })
})
