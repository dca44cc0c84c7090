import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import type { LogEntry } from '#main/spend/log-entry.ts'

import { temporaryFolder } from './temporary-folders.ts'

/** The same rows in SQLite with an index on time, as the plain way to keep them. */
export class SqliteLog {
  readonly #database: DatabaseSync
  readonly #insert: ReturnType<DatabaseSync['prepare']>

  constructor() {
    this.#database = new DatabaseSync(join(temporaryFolder(), 'spend.sqlite'))
    this.#database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      CREATE TABLE log (time_ms INTEGER, id TEXT, call_id TEXT, session_id TEXT, model TEXT, provider_model TEXT,
        key_hash TEXT, key_alias TEXT, user TEXT, team TEXT, tags TEXT, client TEXT, has_failed INTEGER, cost INTEGER,
        input INTEGER, output INTEGER, cached INTEGER, reasoning INTEGER, duration INTEGER, first_token INTEGER);
      CREATE INDEX log_by_time ON log (time_ms)`)
    this.#insert = this.#database.prepare(`INSERT INTO log VALUES (${Array(20).fill('?').join(', ')})`)
  }

  write(entries: readonly LogEntry[]): void {
    this.#database.exec('BEGIN')
    for (const entry of entries) {
      this.#insert.run(
        entry.timeMs,
        entry.id,
        entry.callId,
        entry.sessionId,
        entry.model,
        entry.providerModel,
        entry.keyHash,
        entry.keyAlias,
        entry.user,
        entry.teamId,
        entry.tags.join(','),
        entry.client,
        entry.hasFailed ? 1 : 0,
        entry.cost,
        entry.inputTokens,
        entry.outputTokens,
        entry.cachedTokens,
        entry.reasoningTokens,
        entry.durationMs,
        entry.firstTokenMs,
      )
    }
    this.#database.exec('COMMIT')
  }

  /** Sums over everything, as the mirror computes them. */
  sums(by: 'model' | 'key_hash' | 'user' | 'team' | 'time_ms / 86400000' | 'time_ms / 3600000'): unknown[] {
    return this.#database
      .prepare(
        `SELECT ${by} AS part, count(*), sum(has_failed), sum(cost), sum(input), sum(output) FROM log
          GROUP BY part ORDER BY sum(cost) DESC LIMIT 100`,
      )
      .all()
  }

  close(): void {
    this.#database.close()
  }
}
