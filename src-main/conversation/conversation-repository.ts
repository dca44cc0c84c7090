import type { DatabaseSync } from 'node:sqlite'

import type { AppError } from '#shared/app-error.ts'
import type { Conversation, Message } from '#shared/conversation.ts'
import type { Folder } from '#shared/folder.ts'

import type { OwnCall } from '../spend/own-call.ts'
import { billingOfCalls, CallTable, costOfCalls } from './call-table.ts'
import type {
  BilledCalls,
  ConversationBranch,
  ConversationCalls,
  ConversationOperations,
  MessagePage,
  MovedConversations,
  OpenedTree,
} from './conversation-calls.ts'
import {
  conversationColumns,
  conversationFromRow,
  messageColumns,
  messageFromRow,
} from './conversation-rows.ts'
import { FolderTable } from './folder-table.ts'
import { Gone } from './storage-failure.ts'

type Input<Name extends keyof ConversationCalls> = ConversationCalls[Name]['input']

/** More conversations than this outside of folders are found by searching. */
const LIST_LIMIT = 5_000

/** A conversation with more messages opens with the end of the branch on show; the rest follows in pages. */
const WHOLE_LIMIT = 300
/** So many messages of the branch are more than any window shows. */
const SHOWN_LIMIT = 60
/** A page is small enough to cross to main and the window without holding either up. */
const PAGE_LIMIT = 500
const PAGE_CHARACTERS = 500_000

/** What an answer shows that was streaming when Litedesk ended. */
export const interruptedError: AppError = {
  kind: 'interrupted',
  message: 'Litedesk stopped before this answer was complete.',
  nextStep: 'Continue it or ask again.',
  requestId: null,
  status: null,
  retryAfterMs: null,
  details: null,
}

/** True of a conversation that nobody put anything into: it is not listed and does not outlive the run. */
const isEmpty = `(title = '' AND draft = '' AND is_pinned = 0
  AND NOT EXISTS (SELECT 1 FROM message WHERE conversation_id = conversation.id))`

/**
 * Conversations in an open, migrated database: all the SQL there is. Each method is one transaction. Owns the database
 * and closes it. Methods throw `Gone` for unknown or deleted ids and SQLite's own errors for the rest.
 */
export class ConversationRepository implements ConversationOperations {
  readonly #database: DatabaseSync
  readonly #statements: Statements
  readonly #calls: CallTable
  readonly #folders: FolderTable

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#calls = new CallTable(database)
    this.#folders = new FolderTable(database)
    this.#statements = prepareStatements(database)
  }

  /**
   * What a new run of Litedesk does first: answers that were streaming are interrupted, and what was deleted or left empty
   * in an earlier run goes for good.
   */
  startRun(): void {
    this.#transact(() => {
      this.#statements.interruptRunning.run(JSON.stringify(interruptedError))
      this.#statements.purge.run()
      this.#folders.purge()
    })
  }

  /** Pinned first, then newest first. */
  list({ search }: Input<'list'>): Conversation[] {
    return this.#statements.list
      .all({ search: fold(search.trim()), limit: LIST_LIMIT })
      .map(conversationFromRow)
  }

  create({ conversation }: Input<'create'>): Conversation {
    this.#statements.insertConversation.run({
      ...mutableColumns(conversation),
      created_at: conversation.createdAt,
      folder_id: conversation.folderId,
    })
    return this.get({ id: conversation.id })
  }

  get({ id }: Input<'get'>): Conversation {
    const row = this.#statements.get.get(id)
    if (!row) throw new Gone('This conversation')
    return conversationFromRow(row)
  }

  /** A long conversation gives the end of the branch on show, each message with its siblings, so that it can be walked. */
  open({ id }: Input<'open'>): OpenedTree {
    const conversation = this.get({ id })
    const leafId = conversation.leafId
    const isWhole = leafId === null || !this.#isLong(id)
    const rows =
      isWhole || leafId === null
        ? this.#statements.messages.all(id, 0)
        : this.#statements.shown.all({ leaf: leafId, conversation: id, limit: SHOWN_LIMIT })
    return { conversation, messages: rows.map(messageFromRow), isWhole }
  }

  /** Messages from a place in the order of storing, 0 for the first. */
  page({ id, from }: Input<'page'>): MessagePage {
    this.get({ id })
    const messages: Message[] = []
    let characters = 0
    for (const row of this.#statements.messages.iterate(id, from)) {
      if (messages.length === PAGE_LIMIT || characters > PAGE_CHARACTERS) {
        return { messages, next: Number(row['sequence']) }
      }
      const message = messageFromRow(row)
      messages.push(message)
      characters += message.content.length + message.reasoning.length
    }
    return { messages, next: null }
  }

  branch({ id, messageId }: Input<'branch'>): ConversationBranch {
    const conversation = this.get({ id })
    if (messageId === null) return { conversation, messages: [] }
    this.#requireMessage(id, messageId)
    return { conversation, messages: this.#statements.branch.all({ leaf: messageId }).map(messageFromRow) }
  }

  /** Only another title counts as news (`updatedAt`). */
  update({ id, changes, at }: Input<'update'>): Conversation {
    return this.#transact(() => {
      const old = this.get({ id })
      if (typeof changes.leafId === 'string') this.#requireMessage(id, changes.leafId)
      const isRenamed = changes.title !== undefined && changes.title !== old.title
      return this.#write({
        ...old,
        title: changes.title ?? old.title,
        isPinned: changes.isPinned ?? old.isPinned,
        model: changes.model === undefined ? old.model : changes.model,
        parameters: changes.parameters ?? old.parameters,
        draft: changes.draft ?? old.draft,
        leafId: changes.leafId === undefined ? old.leafId : changes.leafId,
        updatedAt: isRenamed ? at : old.updatedAt,
      })
    })
  }

  /** Hides the conversation until `restore`, or until the next run drops it. */
  delete({ id, at }: Input<'delete'>): void {
    if (this.#statements.delete.run(at, id).changes === 0) throw new Gone('This conversation')
  }

  restore({ id }: Input<'restore'>): Conversation {
    this.#statements.restore.run(id)
    return this.get({ id })
  }

  move({ ids, folderId }: Input<'move'>): MovedConversations {
    return this.#transact(() => {
      if (folderId !== null) this.#folders.get(folderId)
      const former = this.#folders.of(ids)
      this.#folders.fill(folderId, ids)
      const conversations = this.#statements.some.all(JSON.stringify(ids)).map(conversationFromRow)
      const changed = new Set([...former.map(({ id }) => id), ...(folderId === null ? [] : [folderId])])
      return { conversations, folders: [...changed].map((id) => this.#folders.get(id)) }
    })
  }

  folders(): Folder[] {
    return this.#folders.list()
  }

  foldersOf({ conversationIds }: Input<'foldersOf'>): Folder[] {
    return this.#folders.of(conversationIds)
  }

  createFolder({ folder }: Input<'createFolder'>): Folder {
    this.#folders.add(folder)
    return this.#folders.get(folder.id)
  }

  renameFolder({ id, name }: Input<'renameFolder'>): Folder {
    this.#folders.rename(id, name)
    return this.#folders.get(id)
  }

  /** Hides the folder until `restoreFolder`, or until the next run drops it. Nothing in it is deleted. */
  deleteFolder({ id, at }: Input<'deleteFolder'>): void {
    this.#folders.delete(id, at)
  }

  restoreFolder({ id }: Input<'restoreFolder'>): Folder {
    this.#folders.restore(id)
    return this.#folders.get(id)
  }

  addMessages({ conversationId, messages, leafId, title, at }: Input<'addMessages'>): Conversation {
    return this.#transact(() => {
      const old = this.get({ id: conversationId })
      for (const message of messages) {
        if (message.parentId !== null) this.#requireMessage(conversationId, message.parentId)
        this.#statements.insertMessage.run({
          id: message.id,
          conversation_id: conversationId,
          parent_id: message.parentId,
          role: message.role,
          created_at: message.createdAt,
          ...progressColumns(message),
        })
      }
      this.#requireMessage(conversationId, leafId)
      return this.#write({ ...old, title: title ?? old.title, leafId, updatedAt: at })
    })
  }

  /** Adds to an answer that is streaming; one that has ended takes no more (`Gone`). */
  appendDelta({ messageId, content, reasoning }: Input<'appendDelta'>): void {
    const { changes } = this.#statements.appendDelta.run({ id: messageId, content, reasoning })
    if (changes === 0) throw new Gone('The answer being written')
  }

  /** Replaces all of a message that can change: text, status, error and facts. Its place in the tree stays. */
  finishMessage({ message }: Input<'finishMessage'>): void {
    const { changes } = this.#statements.finishMessage.run({ id: message.id, ...progressColumns(message) })
    if (changes === 0) throw new Gone('This message')
  }

  /** One transaction: an answer is never there without its call, nor a call without its answer. */
  finishAnswer({ message, call }: Input<'finishAnswer'>): Message {
    return this.#transact(() => {
      this.finishMessage({ message })
      if (call !== null) this.#calls.add(call)
      return this.#withCost(message)
    })
  }

  titles({ ids }: Input<'titles'>): ReadonlyMap<string, string> {
    const rows = this.#statements.titles.all(JSON.stringify(ids))
    return new Map(rows.map((row) => [String(row['id']), String(row['title'])]))
  }

  ownCalls({ gatewayId, since, after }: Input<'ownCalls'>): OwnCall[] {
    return this.#calls.ofGateway(gatewayId, since, after ?? '')
  }

  pendingCalls(): OwnCall[] {
    return this.#calls.pending()
  }

  billCalls({ bills }: Input<'billCalls'>): BilledCalls {
    return this.#transact(() => this.#answersOf(bills.flatMap((bill) => this.#calls.bill(bill) ?? [])))
  }

  giveUpCalls({ ids }: Input<'giveUpCalls'>): BilledCalls {
    return this.#transact(() => this.#answersOf(ids.flatMap((id) => this.#calls.giveUp(id) ?? [])))
  }

  close(): void {
    this.#database.close()
  }

  /** The calls' answers with what they cost now. Calls may have outlived theirs. */
  #answersOf(calls: readonly OwnCall[]): BilledCalls {
    const answers = [...new Set(calls.map(({ messageId }) => messageId))].flatMap((messageId) => {
      const row = this.#statements.message.get(messageId)
      if (!row) return []
      const { conversationId, facts } = this.#withCost(messageFromRow(row))
      if (facts === null || facts.billing === null || facts.gatewayId === null) return []
      const { cost, billing, gatewayId } = facts
      return [{ conversationId, messageId, gatewayId, cost, billing }]
    })
    return { calls: [...calls], answers }
  }

  /** Writes down what an answer costs by its calls. A message without any keeps what it has. */
  #withCost(message: Message): Message {
    const calls = this.#calls.ofMessage(message.id)
    if (message.facts === null || calls.length === 0) return message
    const facts = { ...message.facts, cost: costOfCalls(calls), billing: billingOfCalls(calls) }
    this.#statements.setFacts.run(JSON.stringify(facts), message.id)
    return { ...message, facts }
  }

  /** Stores what can change of a conversation and reads it back, so that callers see what is stored. */
  #write(conversation: Conversation): Conversation {
    this.#statements.updateConversation.run(mutableColumns(conversation))
    return this.get({ id: conversation.id })
  }

  #isLong(id: string): boolean {
    return this.#statements.beyond.get(id, WHOLE_LIMIT) !== undefined
  }

  #requireMessage(conversationId: string, messageId: string): void {
    if (!this.#statements.hasMessage.get(messageId, conversationId)) throw new Gone('This message')
  }

  #transact<Value>(work: () => Value): Value {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      const value = work()
      this.#database.exec('COMMIT')
      return value
    } catch (error) {
      // A full disk has already rolled back.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw error
    }
  }
}

type Statements = ReturnType<typeof prepareStatements>

function prepareStatements(database: DatabaseSync) {
  database.function('fold', { deterministic: true }, (text) => fold(String(text)))
  return {
    // All that is in folders, since a folder that lacks something would be wrong about how much it holds.
    list: database.prepare(`WITH found AS MATERIALIZED (
        SELECT id, folder_id, is_pinned, updated_at, created_at FROM conversation
        WHERE deleted_at IS NULL AND NOT ${isEmpty} AND (:search = '' OR instr(fold(title), :search) > 0
          OR folder_id IN (SELECT id FROM folder WHERE deleted_at IS NULL AND instr(fold(name), :search) > 0))
      )
      SELECT ${conversationColumns} FROM conversation WHERE id IN (
        SELECT id FROM found WHERE folder_id IS NOT NULL
        UNION ALL
        SELECT id FROM (SELECT * FROM found WHERE folder_id IS NULL ORDER BY ${listOrder} LIMIT :limit)
      )
      ORDER BY ${listOrder}`),
    some: database.prepare(`SELECT ${conversationColumns} FROM conversation
      WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?)) ORDER BY ${listOrder}`),
    get: database.prepare(
      `SELECT ${conversationColumns} FROM conversation WHERE id = ? AND deleted_at IS NULL`,
    ),
    insertConversation: database.prepare(`INSERT INTO conversation
      (id, title, is_pinned, created_at, updated_at, model, leaf_id, parameters, draft, folder_id)
      VALUES (:id, :title, :is_pinned, :created_at, :updated_at, :model, :leaf_id, :parameters, :draft,
        (SELECT id FROM folder WHERE id = :folder_id AND deleted_at IS NULL))`),
    updateConversation: database.prepare(`UPDATE conversation SET title = :title, is_pinned = :is_pinned,
      updated_at = :updated_at, model = :model, leaf_id = :leaf_id, parameters = :parameters, draft = :draft
      WHERE id = :id`),
    delete: database.prepare('UPDATE conversation SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL'),
    restore: database.prepare('UPDATE conversation SET deleted_at = NULL WHERE id = ?'),
    purge: database.prepare(`DELETE FROM conversation WHERE deleted_at IS NOT NULL OR ${isEmpty}`),
    messages: database.prepare(
      `SELECT sequence, ${messageColumns} FROM message WHERE conversation_id = ? AND sequence >= ? ORDER BY sequence`,
    ),
    beyond: database.prepare('SELECT 1 FROM message WHERE conversation_id = ? LIMIT 1 OFFSET ?'),
    branch: database.prepare(`${branchUpwards} SELECT ${messageColumns} FROM message
      WHERE sequence IN (SELECT sequence FROM branch) ORDER BY sequence`),
    shown: database.prepare(`${branchUpwards} SELECT ${messageColumns} FROM message
      WHERE sequence IN (SELECT sequence FROM (SELECT * FROM branch LIMIT :limit))
        OR (conversation_id = :conversation
          AND parent_id IN (SELECT parent_id FROM (SELECT * FROM branch LIMIT :limit)))
      ORDER BY sequence`),
    hasMessage: database.prepare('SELECT 1 FROM message WHERE id = ? AND conversation_id = ?'),
    insertMessage: database.prepare(`INSERT INTO message
      (id, conversation_id, parent_id, role, status, created_at, error, facts, reasoning, content)
      VALUES (:id, :conversation_id, :parent_id, :role, :status, :created_at, :error, :facts, :reasoning, :content)`),
    appendDelta: database.prepare(`UPDATE message SET content = content || :content,
      reasoning = reasoning || :reasoning WHERE id = :id AND status = 'streaming'`),
    finishMessage: database.prepare(`UPDATE message SET status = :status, error = :error, facts = :facts,
      reasoning = :reasoning, content = :content WHERE id = :id`),
    titles: database.prepare(`SELECT id, title FROM conversation
      WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))`),
    message: database.prepare(`SELECT ${messageColumns} FROM message WHERE id = ?`),
    setFacts: database.prepare('UPDATE message SET facts = ? WHERE id = ?'),
    interruptRunning: database.prepare(
      `UPDATE message SET status = 'interrupted', error = ? WHERE status = 'streaming'`,
    ),
  }
}

/** Pinned first, then newest first. */
const listOrder = 'is_pinned DESC, updated_at DESC, created_at DESC, id'

/** The messages from `:leaf` up to the first one, in that order. */
const branchUpwards = `WITH RECURSIVE branch (sequence, parent_id) AS (
  SELECT sequence, parent_id FROM message WHERE id = :leaf
  UNION ALL
  SELECT message.sequence, message.parent_id FROM message JOIN branch ON message.id = branch.parent_id
)`

function mutableColumns(conversation: Conversation) {
  return {
    id: conversation.id,
    title: conversation.title,
    is_pinned: conversation.isPinned ? 1 : 0,
    updated_at: conversation.updatedAt,
    model: conversation.model,
    leaf_id: conversation.leafId,
    parameters: JSON.stringify(conversation.parameters),
    draft: conversation.draft,
  }
}

function progressColumns(message: Message) {
  return {
    status: message.status,
    error: message.error === null ? null : JSON.stringify(message.error),
    facts: message.facts === null ? null : JSON.stringify(message.facts),
    reasoning: message.reasoning,
    content: message.content,
  }
}

/** The form in which titles are compared. Upper case, because it unites more than lower case does: ß and SS, ς and σ. */
function fold(text: string): string {
  return text.normalize('NFKC').toUpperCase()
}
