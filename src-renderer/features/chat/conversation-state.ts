import { applyCompletionEvent, type StreamProgress } from '#shared/completion-fold.ts'
import type { AppError } from '#shared/app-error.ts'
import type { CompletionEvent, CompletionStarted } from '#shared/completion.ts'
import type { Conversation, Message } from '#shared/conversation.ts'
import type { Folder } from '#shared/folder.ts'
import type { RequestOutput } from '#shared/ipc/contract.ts'
import type { AnswerBilled } from '#shared/spend.ts'
import { applyConversationChange, type ConversationChange } from './conversation-list.ts'
import { applyFolderChange, type FolderChange, folderOf } from './folder-list.ts'

/** The conversation on screen with its tree of messages, oldest first. */
export interface OpenedConversation {
  readonly conversation: Conversation
  readonly messages: readonly Message[]
  /** False while a long conversation is there with its end only. */
  readonly isWhole: boolean
}

/** A stream this window follows. */
export interface FollowedStream {
  readonly conversationId: string
  readonly messageId: string
}

/**
 * What the chat mirrors of main. An answer that streams is told apart from the tree: `live` changes with every frame,
 * `opened` only when the tree's shape or a finished message does, so a delta renders one message and no more.
 */
export interface ChatState {
  readonly conversations: readonly Conversation[]
  /** By name. */
  readonly folders: readonly Folder[]
  readonly list: 'loading' | 'ready' | 'failed'
  readonly listError: AppError | null
  readonly search: string
  /** Ids the search found; null while nothing is searched. */
  readonly matches: ReadonlySet<string> | null
  /** The chosen conversation; null is a new chat that has not been stored yet. */
  readonly openId: string | null
  /** Counts the user's moves from one conversation to another; storing a new chat is not a move. */
  readonly visit: number
  /** Folders that new chats were begun in, by visit. */
  readonly newChatFolders: ReadonlyMap<number, string>
  /** null while opening and in a new chat. */
  readonly opened: OpenedConversation | null
  readonly openError: AppError | null
  /** Why the last request about the open conversation failed; shown above the composer until the next attempt. */
  readonly actionError: AppError | null
  /** Whether an answer has been asked for and main has not replied yet. */
  readonly isStarting: boolean
  /** Running streams by stream id. */
  readonly streams: ReadonlyMap<string, FollowedStream>
  /** Answers that stream, by message id. */
  readonly live: ReadonlyMap<string, StreamProgress>
  /** Requests under way whose reply may introduce a stream. */
  readonly awaited: number
  /** Events that overtook the reply which introduces their stream. */
  readonly strays: readonly CompletionEvent[]
}

export const initialChatState: ChatState = {
  conversations: [],
  folders: [],
  list: 'loading',
  listError: null,
  search: '',
  matches: null,
  openId: null,
  visit: 0,
  newChatFolders: new Map(),
  opened: null,
  openError: null,
  actionError: null,
  isStarting: false,
  streams: new Map(),
  live: new Map(),
  awaited: 0,
  strays: [],
}

/** The user moved to another conversation, or with null to a new chat. */
export function conversationChosen(state: ChatState, id: string | null): ChatState {
  return {
    ...state,
    openId: id,
    visit: state.visit + 1,
    opened: null,
    openError: null,
    actionError: null,
    isStarting: false,
  }
}

/** The user began a new chat, which is stored in a folder. */
export function newChatBegunIn(state: ChatState, folderId: string): ChatState {
  const next = conversationChosen(state, null)
  return { ...next, newChatFolders: new Map(state.newChatFolders).set(next.visit, folderId) }
}

/** The folder the new chat on screen goes into; null for the top level. */
export function newChatFolder({ openId, visit, newChatFolders, folders }: ChatState): Folder | null {
  return openId === null ? folderOf(folders, newChatFolders.get(visit) ?? null) : null
}

/** Main stored the new chat on screen; the user stays where they are. */
export function newChatStored(state: ChatState, conversation: Conversation): ChatState {
  return {
    ...state,
    openId: conversation.id,
    opened: { conversation, messages: [], isWhole: true },
    conversations: applyConversationChange(state.conversations, { type: 'upserted', conversation }),
  }
}

/** A request began whose reply may introduce a stream: events of unknown streams are kept until it ends. */
export function replyAwaited(state: ChatState): ChatState {
  return { ...state, awaited: state.awaited + 1 }
}

/** The counterpart of `replyAwaited`, after the reply was folded in. */
export function replyArrived(state: ChatState): ChatState {
  const awaited = state.awaited - 1
  return { ...state, awaited, strays: awaited === 0 ? [] : state.strays }
}

/** Main answered with the whole conversation; ignored when the user has moved on. */
export function conversationOpened(
  state: ChatState,
  { conversation, messages, isWhole, running }: RequestOutput<'conversation:open'>,
): ChatState {
  const streams = new Map(state.streams)
  const live = new Map(state.live)
  for (const [streamId, stream] of streams) {
    if (stream.conversationId !== conversation.id) continue
    streams.delete(streamId)
    live.delete(stream.messageId)
  }
  for (const { streamId, messageId, nextSequence } of running) {
    const message = messages.find((candidate) => candidate.id === messageId)
    if (!message) continue
    const known = state.live.get(messageId)
    const isAhead = known !== undefined && known.nextSequence > nextSequence
    streams.set(streamId, { conversationId: conversation.id, messageId })
    live.set(messageId, isAhead ? known : { message, nextSequence })
  }
  const opened = state.openId === conversation.id ? { conversation, messages, isWhole } : state.opened
  return eventsArrived({ ...state, streams, live, opened, openError: null }, state.strays)
}

/** Main stored the asked messages and began to stream the last of them. */
export function streamStarted(
  state: ChatState,
  conversationId: string,
  { streamId, messages }: CompletionStarted,
): ChatState {
  const answer = messages.at(-1)
  if (!answer) return state
  const streams = new Map(state.streams).set(streamId, { conversationId, messageId: answer.id })
  const live = new Map(state.live).set(answer.id, { message: answer, nextSequence: 0 })
  const opened =
    state.opened?.conversation.id === conversationId
      ? {
          ...state.opened,
          conversation: { ...state.opened.conversation, leafId: answer.id },
          messages: upsertMessages(state.opened.messages, messages),
        }
      : state.opened
  return eventsArrived({ ...state, streams, live, opened }, state.strays)
}

/**
 * The rest of a long conversation arrived: all its messages, oldest first. What the window already has of it is newer.
 * Ignored when the user has moved on.
 */
export function treeLoaded(state: ChatState, id: string, messages: readonly Message[]): ChatState {
  const { opened } = state
  if (opened?.conversation.id !== id) return state
  const known = new Map(opened.messages.map((message) => [message.id, message]))
  const merged = messages.map((message) => known.get(message.id) ?? message)
  const stored = new Set(messages.map((message) => message.id))
  const added = opened.messages.filter((message) => !stored.has(message.id))
  return { ...state, opened: { ...opened, messages: [...merged, ...added], isWhole: true } }
}

function upsertMessages(known: readonly Message[], news: readonly Message[]): readonly Message[] {
  let messages = known
  for (const message of news) {
    const place = messages.findLastIndex((candidate) => candidate.id === message.id)
    messages = place === -1 ? [...messages, message] : messages.with(place, message)
  }
  return messages
}

/** Folds what a frame brought; the same state comes back when nothing of it was new. */
export function eventsArrived(state: ChatState, events: readonly CompletionEvent[]): ChatState {
  const live = new Map(state.live)
  const streams = new Map(state.streams)
  const strays: CompletionEvent[] = []
  let opened = state.opened
  let isLiveChanged = false
  for (const event of events) {
    const progress = live.get(event.messageId)
    if (!progress && event.type === 'delta') {
      if (state.awaited > 0 && !state.strays.includes(event)) strays.push(event)
      continue
    }
    if (progress) {
      const next = applyCompletionEvent(progress, event)
      if (next === progress) continue
      isLiveChanged = true
      live.set(event.messageId, next)
    } else if (state.awaited > 0 && !state.strays.includes(event)) {
      strays.push(event)
    }
    if (event.type === 'delta') continue
    live.delete(event.messageId)
    streams.delete(event.streamId)
    const place = opened?.messages.findLastIndex((message) => message.id === event.messageId) ?? -1
    if (opened && place !== -1) opened = { ...opened, messages: opened.messages.with(place, event.message) }
  }
  const isSame =
    !isLiveChanged && strays.length === 0 && opened === state.opened && streams.size === state.streams.size
  if (isSame) return state
  return {
    ...state,
    opened,
    live: isLiveChanged ? live : state.live,
    streams: streams.size === state.streams.size ? state.streams : streams,
    strays: strays.length === 0 ? state.strays : [...state.strays, ...strays],
  }
}

/** Main told that a conversation appeared, changed or went. */
export function conversationChanged(state: ChatState, change: ConversationChange): ChatState {
  const conversations = applyConversationChange(state.conversations, change)
  const isOpened = change.type === 'upserted' && change.conversation.id === state.opened?.conversation.id
  if (!isOpened || !state.opened)
    return conversations === state.conversations ? state : { ...state, conversations }
  return { ...state, conversations, opened: { ...state.opened, conversation: change.conversation } }
}

/** Main told that a folder appeared, changed or went. Its conversations stay as they are: without it they are in none. */
export function folderChanged(state: ChatState, change: FolderChange): ChatState {
  const folders = applyFolderChange(state.folders, change)
  return folders === state.folders ? state : { ...state, folders }
}

/** The user put conversations into a folder, or with null to the top level. */
export function conversationsMoved(
  state: ChatState,
  ids: readonly string[],
  folderId: string | null,
): ChatState {
  return state.conversations
    .filter((conversation) => ids.includes(conversation.id))
    .reduce(
      (next, conversation) =>
        conversationChanged(next, { type: 'upserted', conversation: { ...conversation, folderId } }),
      state,
    )
}

/** The gateway billed an answer, or will not: its cost is what main says. Answers of other conversations are not here. */
export function answerBilled(state: ChatState, { messageId, cost, billing }: AnswerBilled): ChatState {
  const { opened } = state
  const place = opened?.messages.findLastIndex((message) => message.id === messageId) ?? -1
  const message = opened?.messages[place]
  if (!opened || !message?.facts) return state
  const billed = { ...message, facts: { ...message.facts, cost: cost ?? message.facts.cost, billing } }
  return { ...state, opened: { ...opened, messages: opened.messages.with(place, billed) } }
}

/** The user typed: the mirror knows the draft before main has stored it. */
export function draftChanged(state: ChatState, id: string | null, draft: string): ChatState {
  const conversation = state.conversations.find((candidate) => candidate.id === id)
  return conversation
    ? conversationChanged(state, { type: 'upserted', conversation: { ...conversation, draft } })
    : state
}

/** The running stream of a conversation, or null. */
export function runningStream(state: ChatState, conversationId: string | null): string | null {
  for (const [streamId, stream] of state.streams)
    if (stream.conversationId === conversationId) return streamId
  return null
}
