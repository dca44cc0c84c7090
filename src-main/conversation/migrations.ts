import type { DatabaseSync } from 'node:sqlite'

/**
 * The steps that bring a conversations file from one version to the next; step 0 leads from an empty file to version 1.
 * A step that has shipped never changes: what is new is a new step, together with a file of the version it leaves behind
 * in tests/fixtures/conversation-versions.
 *
 * `message.sequence` is the order of storing. Long texts come last in their tables, because SQLite walks through them to
 * reach the columns behind. Foreign keys inside the tree do not cascade: SQLite gives up at 1,000 levels, and a
 * conversation's messages go with the conversation anyway.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE conversation (
    id TEXT PRIMARY KEY NOT NULL,
    title TEXT NOT NULL,
    is_pinned INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    model TEXT,
    leaf_id TEXT,
    parameters TEXT NOT NULL,
    draft TEXT NOT NULL
  ) STRICT;

  CREATE TABLE message (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    parent_id TEXT REFERENCES message (id),
    role TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at TEXT NOT NULL,
    error TEXT,
    facts TEXT,
    reasoning TEXT NOT NULL,
    content TEXT NOT NULL
  ) STRICT;

  CREATE INDEX message_by_conversation ON message (conversation_id);
  CREATE INDEX message_by_parent ON message (parent_id);
  CREATE INDEX message_streaming ON message (id) WHERE status = 'streaming';
  `,
]

/** The version of the file, as `PRAGMA user_version` keeps it; 0 for an empty one. */
export function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
}

/** Takes the steps that are missing, all or none of them. */
export function migrate(database: DatabaseSync, steps: readonly string[] = migrations): void {
  const version = versionOf(database)
  if (version >= steps.length) return
  database.exec('BEGIN IMMEDIATE')
  try {
    for (const step of steps.slice(version)) database.exec(step)
    database.exec(`PRAGMA user_version = ${steps.length}`)
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
