import type { DatabaseSync } from 'node:sqlite'

import type { Cost } from '#shared/conversation.ts'
import { sumOfCosts } from '#shared/cost-sum.ts'
import type { Folder } from '#shared/folder.ts'

import { costOfCall } from './call-table.ts'
import { folderFromRow, type Row } from './conversation-rows.ts'
import { Gone } from './storage-failure.ts'

/** A folder before anything is in it. */
export type NewFolder = Omit<Folder, 'cost'>

/**
 * Folders and what is in them. A deleted folder keeps its conversations, hidden, until `purge`, so that it can come back.
 * Methods leave transactions to the caller and throw `Gone` for unknown or deleted ids.
 */
export class FolderTable {
  readonly #statements: ReturnType<typeof prepareStatements>

  constructor(database: DatabaseSync) {
    this.#statements = prepareStatements(database)
  }

  /** Oldest first. */
  list(): Folder[] {
    const costs = costsByFolder(this.#statements.allCalls.all())
    return this.#statements.list.all().map((row) => folderFromRow(row, costs.get(String(row['id'])) ?? null))
  }

  get(id: string): Folder {
    const row = this.#statements.get.get(id)
    if (!row) throw new Gone('This folder')
    return folderFromRow(row, costsByFolder(this.#statements.calls.all(id)).get(id) ?? null)
  }

  add({ id, name, createdAt }: NewFolder): void {
    this.#statements.add.run(id, name, createdAt)
  }

  rename(id: string, name: string): void {
    if (this.#statements.rename.run(name, id).changes === 0) throw new Gone('This folder')
  }

  delete(id: string, at: string): void {
    if (this.#statements.delete.run(at, id).changes === 0) throw new Gone('This folder')
  }

  restore(id: string): void {
    this.#statements.restore.run(id)
  }

  /** Drops what was deleted; its conversations are in no folder then. */
  purge(): void {
    this.#statements.purge.run()
  }

  /** The folders of conversations, those of deleted ones too. */
  of(conversationIds: readonly string[]): Folder[] {
    const rows = this.#statements.ofConversations.all(JSON.stringify(conversationIds))
    return rows.map(({ id }) => this.get(String(id)))
  }

  /** Puts conversations into a folder, or with null into none. */
  fill(id: string | null, conversationIds: readonly string[]): void {
    this.#statements.fill.run(id, JSON.stringify(conversationIds))
  }
}

function prepareStatements(database: DatabaseSync) {
  // The join is written in the order that reads nothing but the index of calls.
  const calls = `SELECT conversation.folder_id, call.record ->> 'billed' AS billed,
      call.record ->> 'estimate' AS estimate, call.record ->> 'isGatewaysFigure' AS is_gateways_figure
    FROM conversation CROSS JOIN call ON call.conversation_id = conversation.id
    WHERE conversation.deleted_at IS NULL`
  return {
    list: database.prepare('SELECT * FROM folder WHERE deleted_at IS NULL ORDER BY created_at, id'),
    get: database.prepare('SELECT * FROM folder WHERE id = ? AND deleted_at IS NULL'),
    add: database.prepare('INSERT INTO folder (id, name, created_at) VALUES (?, ?, ?)'),
    rename: database.prepare('UPDATE folder SET name = ? WHERE id = ? AND deleted_at IS NULL'),
    delete: database.prepare('UPDATE folder SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL'),
    restore: database.prepare('UPDATE folder SET deleted_at = NULL WHERE id = ?'),
    purge: database.prepare('DELETE FROM folder WHERE deleted_at IS NOT NULL'),
    ofConversations: database.prepare(`SELECT id FROM folder WHERE deleted_at IS NULL AND id IN
      (SELECT folder_id FROM conversation WHERE id IN (SELECT value FROM json_each(?))) ORDER BY created_at, id`),
    fill: database.prepare(`UPDATE conversation SET folder_id = ?
      WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))`),
    allCalls: database.prepare(`${calls} AND conversation.folder_id IS NOT NULL`),
    calls: database.prepare(`${calls} AND conversation.folder_id = ?`),
  }
}

function costsByFolder(calls: readonly Row[]): ReadonlyMap<string, Cost | null> {
  const folders = Map.groupBy(calls, (row) => String(row['folder_id']))
  return new Map([...folders].map(([id, rows]) => [id, sumOfCosts(rows.map(costOfRow))]))
}

function costOfRow(row: Row): Cost | null {
  return costOfCall({
    billed: usdOrNull(row['billed']),
    estimate: usdOrNull(row['estimate']),
    isGatewaysFigure: row['is_gateways_figure'] === 1,
  })
}

function usdOrNull(value: Row[string] | undefined): string | null {
  return typeof value === 'string' ? value : null
}
