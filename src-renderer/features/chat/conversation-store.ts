/**
 * Mirrors conversations and their messages from main, and folds streams into them. Main owns the truth: actions ask it
 * and fold its answers with the pure transitions of conversation-state.ts.
 */
import { create } from 'zustand'

import type { CompletionAction, CompletionEvent } from '#shared/completion.ts'
import type { Conversation, Message, Parameters } from '#shared/conversation.ts'
import type { RequestInput, RequestOutput } from '#shared/ipc/contract.ts'
import { branchTo, leafBelow } from '#shared/message-tree.ts'
import { errorOf, request, requestOrToast, showFailure } from '../../app/bridge.ts'
import { isQuickChat, opening } from '../../app/opening.ts'
import { showToast } from '../../ui/toast-store.ts'
import { shortened } from './chat-format.ts'
import { conversationName, isBlank } from './conversation-list.ts'
import * as transitions from './conversation-state.ts'
import { type ChatState, initialChatState } from './conversation-state.ts'
import { inOrder } from './folder-list.ts'
import { foldersKnown, folderUnfolded } from './folder-view-store.ts'
import { createFrameQueue } from './frame-queue.ts'

/** Where the main window remembers which conversation was open. The quick chat begins anew each time it is made. */
const OPEN_CONVERSATION_KEY = 'litedesk.open-conversation'

export const useChat = create<ChatState>()(() => ({ ...initialChatState, openId: rememberedId() }))

const { getState, setState } = useChat

/**
 * Which conversation each visit writes to. A new chat gets its entry with its first draft or message, so whoever needs its
 * id waits for the same storing, also after the user has moved on.
 */
const homes = new Map<number, Promise<string>>()

function rememberedId(): string | null {
  if (opening.type === 'conversation') return opening.id
  if (isQuickChat || typeof localStorage === 'undefined') return null
  return localStorage.getItem(OPEN_CONVERSATION_KEY)
}

function remember(id: string | null): void {
  if (isQuickChat) return
  if (id === null) localStorage.removeItem(OPEN_CONVERSATION_KEY)
  else localStorage.setItem(OPEN_CONVERSATION_KEY, id)
}

/** Called before the user leaves the conversation on screen, so that nothing typed stays behind unsaved. */
const leaveListeners = new Set<() => void>()

/** Hears of the user leaving the conversation on screen, before it happens. Returns the end of it. */
export function beforeLeaving(listener: () => void): () => void {
  leaveListeners.add(listener)
  return () => leaveListeners.delete(listener)
}

/** Hears main's events, opens what was open last and loads the list. Returns what ends it. */
export function startChat(): () => void {
  const stop = followChat()
  const stopFolders = window.bridge.on('folder:changed', (change) => {
    const names = folderNames()
    setState((state) => transitions.folderChanged(state, change))
    // A search finds conversations by their folder's name, too.
    if (getState().search !== '' && folderNames() !== names) void search(getState().search)
  })
  const { openId, opened } = getState()
  if (openId !== null && opened === null) void open(openId)
  void loadConversations()
  return () => {
    stop()
    stopFolders()
  }
}

function folderNames(): string {
  return JSON.stringify(getState().folders.map(({ id, name }) => [id, name]))
}

/** Hears main's events: all that a window without the list needs. Returns what ends it. */
export function followChat(): () => void {
  const queue = createFrameQueue<CompletionEvent>((events) =>
    setState((state) => transitions.eventsArrived(state, events)),
  )
  const unsubscribes = [
    window.bridge.on('completion:event', queue.push),
    window.bridge.on('spend:billed', (billed) =>
      setState((state) => transitions.answerBilled(state, billed)),
    ),
    window.bridge.on('conversation:changed', (change) => {
      setState((state) => transitions.conversationChanged(state, change))
      if (getState().search !== '') void search(getState().search)
      const { opened, awaited } = getState()
      const leafId = opened?.conversation.leafId ?? null
      const isBehind = leafId !== null && !opened?.messages.some((message) => message.id === leafId)
      if (isBehind && awaited === 0 && change.type === 'upserted') void open(change.conversation.id)
    }),
  ]
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe()
    queue.stop()
  }
}

/** Loads or reloads the whole list with its folders. */
export async function loadConversations(): Promise<void> {
  try {
    // Main answers in turn. What folders cost takes longer, and a list that waited for it would undo changes told meanwhile.
    const [folders, conversations] = await Promise.all([
      request('folder:list', undefined),
      request('conversation:list', { search: '' }),
    ])
    setState({ conversations, folders: inOrder(folders), list: 'ready', listError: null })
    foldersKnown(folders.map(({ id }) => id))
  } catch (cause) {
    setState({ list: 'failed', listError: errorOf(cause) })
  }
}

/** The user typed in the list's search field. */
export function searchTyped(text: string): void {
  setState(text === '' ? { search: '', matches: null } : { search: text })
  if (text !== '') void search(text)
}

async function search(text: string): Promise<void> {
  const found = await requestOrToast('conversation:list', { search: text })
  if (found && getState().search === text)
    setState({ matches: new Set(found.map((conversation) => conversation.id)) })
}

/** The user turned to a conversation. */
export function conversationChosen(id: string): void {
  if (getState().openId === id) return
  leave()
  setState((state) => transitions.conversationChosen(state, id))
  homes.set(getState().visit, Promise.resolve(id))
  remember(id)
  void open(id)
}

/** The user asked for a new chat. */
export function newChatAsked(): void {
  leave()
  setState((state) => transitions.conversationChosen(state, null))
  remember(null)
}

/** The user asked for a new chat in a folder. */
export function newChatAskedIn(folderId: string): void {
  leave()
  setState((state) => transitions.newChatBegunIn(state, folderId))
  folderUnfolded(folderId)
  remember(null)
}

/** A chat that was begun and emptied again leaves no trace. */
function leave(): void {
  for (const listener of leaveListeners) listener()
  const { opened } = getState()
  if (opened && opened.messages.length === 0 && isBlank(opened.conversation))
    void requestOrToast('conversation:delete', { id: opened.conversation.id })
}

/** Opens again what could not be opened. */
export function openRetried(): void {
  const { openId } = getState()
  if (openId !== null) void open(openId)
}

async function open(id: string): Promise<void> {
  setState(transitions.replyAwaited)
  try {
    const answer = await request('conversation:open', { id })
    setState((state) => transitions.conversationOpened(state, answer))
    if (!answer.isWhole) void loadTree(id, getState().visit)
  } catch (cause) {
    const error = errorOf(cause)
    if (getState().openId === id) {
      if (error.kind === 'gone') {
        setState({ openId: null })
        homes.delete(getState().visit)
        remember(null)
      } else {
        setState({ openError: error })
      }
    }
  } finally {
    setState(transitions.replyArrived)
  }
}

/** Fetches a long conversation page by page while its end can already be read, and shows all of it at once. */
async function loadTree(id: string, visit: number): Promise<void> {
  const messages: Message[] = []
  try {
    for (let from: number | null = 0; from !== null;) {
      const page: RequestOutput<'conversation:page'> = await request('conversation:page', { id, from })
      if (getState().visit !== visit) return
      messages.push(...page.messages)
      from = page.next
    }
    setState((state) => transitions.treeLoaded(state, id, messages))
  } catch (cause) {
    showFailure(errorOf(cause))
  }
}

/** The id of the conversation a visit writes to; stores a new chat first, with the draft it has. */
function homeOf(visit: number, draft = ''): Promise<string> {
  const known = homes.get(visit)
  if (known) return known
  const { openId } = getState()
  if (getState().visit === visit && openId !== null) return Promise.resolve(openId)
  const home = storeNewChat(visit, draft)
  homes.set(visit, home)
  return home
}

async function storeNewChat(visit: number, draft: string): Promise<string> {
  try {
    const folderId = getState().newChatFolders.get(visit) ?? null
    const conversation = await request('conversation:create', { draft, folderId })
    if (getState().visit === visit) {
      setState((state) => transitions.newChatStored(state, conversation))
      remember(conversation.id)
    } else {
      setState((state) => transitions.conversationChanged(state, { type: 'upserted', conversation }))
    }
    return conversation.id
  } catch (cause) {
    homes.delete(visit)
    throw cause
  }
}

/** Stores the draft typed during a visit, also when the user has moved on since. */
export async function draftTyped(visit: number, draft: string): Promise<void> {
  const isHere = getState().visit === visit
  const isUnstored = !homes.has(visit) && (!isHere || getState().openId === null)
  if (draft === '' && isUnstored) return
  if (isHere) setState((state) => transitions.draftChanged(state, state.openId, draft))
  try {
    const id = await homeOf(visit, draft)
    if (isUnstored) setState((state) => transitions.draftChanged(state, id, draft))
    await request('conversation:update', { id, changes: { draft } })
  } catch (cause) {
    setState({ actionError: errorOf(cause) })
  }
}

/** Asks for an answer to `text`. Resolves to whether it was taken; if not, the reason is in `actionError`. */
export async function messageSent(text: string, model: string): Promise<boolean> {
  const { visit, opened } = getState()
  const parentId = opened
    ? (branchTo(opened.messages, opened.conversation.leafId).at(-1)?.message.id ?? null)
    : null
  return start(visit, { type: 'send', parentId, text }, model)
}

/** Asks for a new answer to a reworded message. Resolves to whether it was taken. */
export async function messageEdited(messageId: string, text: string, model: string): Promise<boolean> {
  return start(getState().visit, { type: 'edit', messageId, text }, model)
}

/** Asks for another answer beside an answer. */
export async function answerRegenerated(messageId: string, model: string): Promise<boolean> {
  return start(getState().visit, { type: 'regenerate', messageId }, model)
}

/** Asks to go on from where an answer stopped. */
export async function answerContinued(messageId: string, model: string): Promise<boolean> {
  return start(getState().visit, { type: 'continue', messageId }, model)
}

async function start(visit: number, action: CompletionAction, model: string): Promise<boolean> {
  setState((state) => ({ ...transitions.replyAwaited(state), isStarting: true, actionError: null }))
  try {
    const conversationId = await homeOf(visit)
    const started = await request('completion:start', { conversationId, model, action })
    setState((state) => transitions.streamStarted(state, conversationId, started))
    return true
  } catch (cause) {
    const error = errorOf(cause)
    if (getState().visit === visit) setState({ actionError: error })
    else showFailure(error)
    return false
  } finally {
    setState((state) => ({
      ...transitions.replyArrived(state),
      isStarting: state.visit === visit ? false : state.isStarting,
    }))
  }
}

/** The user stopped the answer of the conversation on screen. */
export function answerStopped(): void {
  const streamId = transitions.runningStream(getState(), getState().openId)
  if (streamId !== null) void requestOrToast('completion:cancel', { streamId })
}

/** The error above the composer was read. */
export function actionErrorDismissed(): void {
  setState({ actionError: null })
}

/** The user walked to a sibling of a message: its newest branch is shown. */
export function branchWalked(messageId: string): void {
  const { opened } = getState()
  if (opened) void updateConversation(opened.conversation, { leafId: leafBelow(opened.messages, messageId) })
}

/** Changes a conversation here at once and in main; main's answer wins. */
export async function updateConversation(
  conversation: Conversation,
  changes: RequestInput<'conversation:update'>['changes'],
): Promise<void> {
  const guess = { ...conversation, ...withoutUndefined(changes) }
  setState((state) => transitions.conversationChanged(state, { type: 'upserted', conversation: guess }))
  const stored = await requestOrToast('conversation:update', { id: conversation.id, changes })
  setState((state) =>
    transitions.conversationChanged(state, { type: 'upserted', conversation: stored ?? conversation }),
  )
}

/** The user changed parameters during a visit, from which they may have moved on; a new chat is stored for them. */
export async function parametersChanged(visit: number, parameters: Parameters): Promise<void> {
  try {
    const id = await homeOf(visit)
    const conversation = getState().conversations.find((candidate) => candidate.id === id)
    if (conversation) await updateConversation(conversation, { parameters })
  } catch (cause) {
    showFailure(errorOf(cause))
  }
}

function withoutUndefined(changes: RequestInput<'conversation:update'>['changes']): Partial<Conversation> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
}

/** Deletes a conversation and offers to bring it back. */
export async function conversationDeleted(conversation: Conversation): Promise<void> {
  const { id } = conversation
  const wasOpen = getState().openId === id
  if (wasOpen) for (const listener of leaveListeners) listener()
  try {
    await request('conversation:delete', { id })
  } catch (cause) {
    showFailure(errorOf(cause))
    return
  }
  setState((state) => transitions.conversationChanged(state, { type: 'removed', id }))
  if (wasOpen) {
    setState((state) => transitions.conversationChosen(state, null))
    remember(null)
  }
  showToast({
    text: `Deleted “${shortened(conversationName(conversation))}”`,
    action: { label: 'Undo', onSelect: () => void conversationRestored(id, wasOpen) },
  })
}

async function conversationRestored(id: string, wasOpen: boolean): Promise<void> {
  const conversation = await requestOrToast('conversation:restore', { id })
  if (!conversation) return
  setState((state) => transitions.conversationChanged(state, { type: 'upserted', conversation }))
  if (wasOpen) conversationChosen(id)
}
