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
  // Calls outlive their conversation, so they refer to nothing. An answer of before has one call, its own.
  `
  CREATE TABLE call (
    id TEXT PRIMARY KEY NOT NULL,
    gateway_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    started_at TEXT NOT NULL,
    billing TEXT NOT NULL,
    record TEXT NOT NULL
  ) STRICT;

  CREATE INDEX call_by_message ON call (message_id);
  CREATE INDEX call_by_gateway ON call (gateway_id, started_at);
  CREATE INDEX call_pending ON call (id) WHERE billing = 'pending';

  INSERT INTO call (id, gateway_id, message_id, started_at, billing, record)
  SELECT id, facts ->> 'gatewayId', id, created_at, 'unavailable', json_object(
    'id', id,
    'gatewayId', facts ->> 'gatewayId',
    'conversationId', conversation_id,
    'messageId', id,
    'startedAt', created_at,
    'askedModel', facts ->> 'askedModel',
    'answeredModel', facts ->> 'answeredModel',
    'completionId', facts ->> 'completionId',
    'callId', facts ->> 'callId',
    'hasFailed', json(CASE WHEN status = 'failed' THEN 'true' ELSE 'false' END),
    'errorKind', error ->> 'kind',
    'errorMessage', error ->> 'message',
    'inputTokens', coalesce(facts ->> '$.usage.inputTokens', 0),
    'outputTokens', coalesce(facts ->> '$.usage.outputTokens', 0),
    'cachedTokens', coalesce(facts ->> '$.usage.cachedTokens', 0),
    'reasoningTokens', coalesce(facts ->> '$.usage.reasoningTokens', 0),
    'durationMs', coalesce(facts ->> 'totalMs', 0),
    'firstTokenMs', facts ->> 'firstTokenMs',
    'estimate', facts ->> '$.cost.usd',
    'isGatewaysFigure', json(CASE WHEN facts ->> '$.cost.source' = 'gateway' THEN 'true' ELSE 'false' END),
    'billing', 'unavailable',
    'billed', NULL,
    'logId', NULL
  )
  FROM message
  WHERE role = 'assistant' AND facts ->> 'gatewayId' IS NOT NULL
    AND (facts ->> 'completionId' IS NOT NULL OR facts ->> 'callId' IS NOT NULL);

  UPDATE message SET facts = json_set(facts, '$.billing', NULL) WHERE facts IS NOT NULL;
  `,
  // `call_by_conversation` holds all that sums need, so that no record is read for them.
  `
  CREATE TABLE folder (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    deleted_at TEXT
  ) STRICT;

  ALTER TABLE conversation ADD COLUMN folder_id TEXT REFERENCES folder (id) ON DELETE SET NULL;
  CREATE INDEX conversation_by_folder ON conversation (folder_id) WHERE folder_id IS NOT NULL;

  ALTER TABLE call ADD COLUMN conversation_id TEXT NOT NULL DEFAULT '';
  UPDATE call SET conversation_id = record ->> 'conversationId';
  CREATE INDEX call_by_conversation ON call (
    conversation_id, record ->> 'billed', record ->> 'estimate', record ->> 'isGatewaysFigure'
  );
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
