import type { AppError } from '#shared/app-error.ts'
import type { AnswerBilled } from '#shared/spend.ts'
import type { Conversation, Message } from '#shared/conversation.ts'
import type { Folder } from '#shared/folder.ts'
import type { RequestInput } from '#shared/ipc/contract.ts'

import type { OwnBill, OwnCall } from '../spend/own-call.ts'
import type { NewFolder } from './folder-table.ts'

/** The fields of a conversation its user can change; what is left out stays. */
export type ConversationChanges = RequestInput<'conversation:update'>['changes']

/** A conversation as it opens: its tree of messages, oldest first, or of a long one the end of the branch on show. */
export interface OpenedTree {
  readonly conversation: Conversation
  readonly messages: Message[]
  /** False when `page` has more to give. */
  readonly isWhole: boolean
}

/** A run of a conversation's messages in the order of storing. */
export interface MessagePage {
  readonly messages: Message[]
  /** Where the next page begins; null after the last. */
  readonly next: number | null
}

/** A conversation and one branch of it, first message first. */
export interface ConversationBranch {
  readonly conversation: Conversation
  readonly messages: Message[]
}

/** Calls as they are after a bill, and the answers that cost something else since. */
export interface BilledCalls {
  readonly calls: OwnCall[]
  readonly answers: AnswerBilled[]
}

/** Conversations where they are now, and the folders they came from or went to. */
export interface MovedConversations {
  readonly conversations: Conversation[]
  readonly folders: Folder[]
}

/** What main asks of the worker: inputs and outputs by name. Times (`at`) are ISO 8601 UTC. */
export interface ConversationCalls {
  list: { input: { search: string }; output: Conversation[] }
  /** A folder that is gone is none. */
  create: { input: { conversation: Conversation }; output: Conversation }
  get: { input: { id: string }; output: Conversation }
  open: { input: { id: string }; output: OpenedTree }
  page: { input: { id: string; from: number }; output: MessagePage }
  /** The branch that ends in `messageId`; empty for null. */
  branch: { input: { id: string; messageId: string | null }; output: ConversationBranch }
  update: { input: { id: string; changes: ConversationChanges; at: string }; output: Conversation }
  delete: { input: { id: string; at: string }; output: void }
  restore: { input: { id: string }; output: Conversation }
  /** Leaves out those that are gone. */
  move: { input: { ids: readonly string[]; folderId: string | null }; output: MovedConversations }
  /** Oldest first. */
  folders: { input: null; output: Folder[] }
  /** The folders of conversations, deleted ones too. */
  foldersOf: { input: { conversationIds: readonly string[] }; output: Folder[] }
  createFolder: { input: { folder: NewFolder }; output: Folder }
  renameFolder: { input: { id: string; name: string }; output: Folder }
  deleteFolder: { input: { id: string; at: string }; output: void }
  restoreFolder: { input: { id: string }; output: Folder }
  addMessages: {
    input: {
      conversationId: string
      /** Parents before children. */
      messages: readonly Message[]
      leafId: string
      /** null keeps the title. */
      title: string | null
      at: string
    }
    output: Conversation
  }
  appendDelta: { input: { messageId: string; content: string; reasoning: string }; output: void }
  finishMessage: { input: { message: Message }; output: void }
  /** Also records the call that gave the answer; the message comes back with the cost of all its calls. */
  finishAnswer: { input: { message: Message; call: OwnCall | null }; output: Message }
  /** Titles by id; ids of conversations that are gone are missing. */
  titles: { input: { ids: readonly string[] }; output: ReadonlyMap<string, string> }
  /** What Litedesk sent to a gateway since a moment, oldest first; a page of it, behind the call `after` of that moment. */
  ownCalls: { input: { gatewayId: string; since: string; after: string | null }; output: OwnCall[] }
  /** Calls of all gateways whose bill is waited for, oldest first. */
  pendingCalls: { input: null; output: OwnCall[] }
  billCalls: { input: { bills: readonly OwnBill[] }; output: BilledCalls }
  /** No bill will come. */
  giveUpCalls: { input: { ids: readonly string[] }; output: BilledCalls }
  close: { input: null; output: void }
}

export type CallName = keyof ConversationCalls

/** Every call as a function. */
export type ConversationOperations = {
  [Name in CallName]: (input: ConversationCalls[Name]['input']) => ConversationCalls[Name]['output']
}

/** A call on its way to the worker; `id` joins it to its reply. */
export interface CallRequest<Name extends CallName = CallName> {
  readonly id: number
  readonly name: Name
  readonly input: ConversationCalls[Name]['input']
}

/** The answer to the call of the same id, whose output `value` is; to nobody in particular it is of no type. */
export type CallReply =
  | { readonly id: number; readonly ok: true; readonly value: never }
  | { readonly id: number; readonly ok: false; readonly error: AppError }

/** What a worker is started with. */
export interface WorkerStart {
  readonly path: string
  /** False when a worker is replaced in the middle of a run: answers still stream then, and deletions can be undone. */
  readonly isFirst: boolean
}

/** The id of the reply that tells how opening went; its value is the list of notices. */
export const OPENING_ID = 0
