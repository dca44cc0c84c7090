import { randomUUID } from 'node:crypto'

import { defaultParameters } from '#shared/parameters.ts'
import { AppFailure } from '#shared/app-error.ts'
import type { Conversation, Message } from '#shared/conversation.ts'
import type { Folder } from '#shared/folder.ts'

import type { OwnBill, OwnCall } from '../spend/own-call.ts'
import type {
  BilledCalls,
  ConversationBranch,
  ConversationChanges,
  MessagePage,
  MovedConversations,
  OpenedTree,
} from './conversation-calls.ts'
import { WorkerConnection, type WorkerPlace } from './worker-connection.ts'

/**
 * Main's access to the conversations file. Everything happens in a worker, in the order it was asked for. A promise that
 * resolves means stored: a killed process does not undo it. Failures are AppFailures of the kinds `gone`
 * (unknown or deleted ids) and `storage-failed`.
 */
export class ConversationStore {
  /**
   * What opening the file had to tell the user: that it was set aside, or could not be opened. Usually empty; never
   * rejects.
   */
  readonly notices: Promise<readonly string[]>
  readonly #connection: WorkerConnection
  readonly #spentListeners = new Set<(conversationIds: readonly string[]) => void>()

  private constructor(connection: WorkerConnection) {
    this.#connection = connection
    this.notices = connection.opening.catch((error: unknown) => [noticeOfFailedOpening(error)])
  }

  /**
   * Begins to open or make the file; calls may follow at once and wait for it. Answers that an earlier run left streaming
   * become interrupted; conversations it deleted or left empty go for good.
   */
  static open(place: WorkerPlace): ConversationStore {
    return new ConversationStore(new WorkerConnection(place))
  }

  /**
   * Pinned first, then newest first: all that are in folders, and at most 5,000 others. `search` matches titles and names of
   * folders, whatever the case; empty matches all.
   * Conversations without message, draft, title or pin are left out.
   */
  list(search: string): Promise<Conversation[]> {
    return this.#connection.call('list', { search })
  }

  /** Makes a conversation without messages, at the top level when the folder is gone. */
  create(draft = '', folderId: string | null = null): Promise<Conversation> {
    const now = new Date().toISOString()
    const conversation: Conversation = {
      id: randomUUID(),
      title: '',
      isPinned: false,
      folderId,
      createdAt: now,
      updatedAt: now,
      model: null,
      parameters: defaultParameters,
      draft,
      leafId: null,
    }
    return this.#connection.call('create', { conversation })
  }

  get(id: string): Promise<Conversation> {
    return this.#connection.call('get', { id })
  }

  /** The conversation with its tree, oldest message first; a long one with the end of its branch, and pages to follow. */
  open(id: string): Promise<OpenedTree> {
    return this.#connection.call('open', { id })
  }

  /** Messages in the order of storing, from `from` (0 for the first), at most about half a megabyte. */
  page(id: string, from: number): Promise<MessagePage> {
    return this.#connection.call('page', { id, from })
  }

  /** The conversation and the branch that ends in `messageId`, first message first; none for null. */
  branch(id: string, messageId: string | null): Promise<ConversationBranch> {
    return this.#connection.call('branch', { id, messageId })
  }

  /** Changes what is given and answers with the whole. Only another title sets `updatedAt`. */
  update(id: string, changes: ConversationChanges): Promise<Conversation> {
    return this.#connection.call('update', { id, changes, at: new Date().toISOString() })
  }

  /** Hides the conversation; it goes for good when the file is next opened. */
  async delete(id: string): Promise<void> {
    await this.#connection.call('delete', { id, at: new Date().toISOString() })
    this.#spent([id])
  }

  /** Brings back a conversation deleted in this run. */
  async restore(id: string): Promise<Conversation> {
    const conversation = await this.#connection.call('restore', { id })
    this.#spent([id])
    return conversation
  }

  /** Puts conversations into a folder, or with null back to the top level. Not news: `updatedAt` stays. */
  move(ids: readonly string[], folderId: string | null): Promise<MovedConversations> {
    return this.#connection.call('move', { ids, folderId })
  }

  /** Oldest first. */
  folders(): Promise<Folder[]> {
    return this.#connection.call('folders', null)
  }

  /** The folders of conversations, of deleted ones too. */
  foldersOf(conversationIds: readonly string[]): Promise<Folder[]> {
    return this.#connection.call('foldersOf', { conversationIds })
  }

  /** Makes an empty folder. */
  createFolder(name: string): Promise<Folder> {
    const folder = { id: randomUUID(), name, createdAt: new Date().toISOString() }
    return this.#connection.call('createFolder', { folder })
  }

  renameFolder(id: string, name: string): Promise<Folder> {
    return this.#connection.call('renameFolder', { id, name })
  }

  /** Hides a folder, whose conversations stay; it goes for good when the file is next opened. */
  deleteFolder(id: string): Promise<void> {
    return this.#connection.call('deleteFolder', { id, at: new Date().toISOString() })
  }

  /** Brings back a folder deleted in this run, with all that is in it. */
  restoreFolder(id: string): Promise<Folder> {
    return this.#connection.call('restoreFolder', { id })
  }

  /** Hears which conversations cost something else, or count anew or no longer. Returns the end of it. */
  onSpent(listener: (conversationIds: readonly string[]) => void): () => void {
    this.#spentListeners.add(listener)
    return () => this.#spentListeners.delete(listener)
  }

  /**
   * Adds messages, parents before children, and shows the branch of `leafId`: all of it or nothing. `title` renames the
   * conversation; left out, it keeps its title.
   */
  addMessages(
    conversationId: string,
    messages: readonly Message[],
    leafId: string,
    title: string | null = null,
  ): Promise<Conversation> {
    const at = new Date().toISOString()
    return this.#connection.call('addMessages', { conversationId, messages, leafId, title, at })
  }

  /**
   * Adds to the end of a streaming answer; `gone` when it has ended. A character outside the basic plane must not be
   * split between two deltas: its halves are no text on their own and are replaced by U+FFFD until `finishMessage`.
   */
  appendDelta(messageId: string, content: string, reasoning: string): Promise<void> {
    return this.#connection.call('appendDelta', { messageId, content, reasoning })
  }

  /**
   * Replaces a message's text, status, error and facts. With the status `streaming` it takes deltas again, which is how
   * an answer is continued.
   */
  finishMessage(message: Message): Promise<void> {
    return this.#connection.call('finishMessage', { message })
  }

  /**
   * The same for an answer that has ended, together with the record of the call that gave it; null when nothing was sent.
   * Answers with the message as stored: its cost is that of all its calls.
   */
  async finishAnswer(message: Message, call: OwnCall | null): Promise<Message> {
    const stored = await this.#connection.call('finishAnswer', { message, call })
    if (call !== null) this.#spent([message.conversationId])
    return stored
  }

  /** Titles by id; ids of conversations that are gone are missing. */
  titles(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.#connection.call('titles', { ids })
  }

  /**
   * What Litedesk sent to a gateway since a moment, oldest first, in pages small enough to cross between threads without
   * holding either up; it outlives its conversations.
   */
  async *ownCalls(gatewayId: string, since: string): AsyncGenerator<OwnCall[]> {
    let from: { since: string; after: string | null } = { since, after: null }
    for (;;) {
      const page = await this.#connection.call('ownCalls', { gatewayId, ...from })
      const last = page.at(-1)
      if (last === undefined) return
      yield page
      from = { since: last.startedAt, after: last.id }
    }
  }

  /** Calls whose bill is waited for, of all gateways. */
  pendingCalls(): Promise<OwnCall[]> {
    return this.#connection.call('pendingCalls', null)
  }

  /** Writes bills down. Unknown calls and those that are billed already are left alone. */
  async billCalls(bills: readonly OwnBill[]): Promise<BilledCalls> {
    const billed = await this.#connection.call('billCalls', { bills })
    this.#spent(billed.calls.map(({ conversationId }) => conversationId))
    return billed
  }

  /** Waits for no bill of these calls any longer. */
  giveUpCalls(ids: readonly string[]): Promise<BilledCalls> {
    return this.#connection.call('giveUpCalls', { ids })
  }

  /** Finishes what was asked for and closes the file. */
  close(): Promise<void> {
    return this.#connection.close()
  }

  #spent(conversationIds: readonly string[]): void {
    for (const listener of this.#spentListeners) listener(conversationIds)
  }
}

function noticeOfFailedOpening(error: unknown): string {
  if (!(error instanceof AppFailure)) throw error
  return [error.error.message, error.error.nextStep].join(' ')
}
