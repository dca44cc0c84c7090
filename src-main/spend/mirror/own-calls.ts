import { DuckDBDataChunk, VARCHAR, BOOLEAN } from '@duckdb/node-api'

import type { Usd } from '#shared/money.ts'
import type { SpendMessage } from '#shared/spend-log.ts'

import type { LogEntry } from '../log-entry.ts'
import type { OwnCall } from '../own-call.ts'
import { picoOf, usdOf } from '../pico-usd.ts'
import { anyOf, isId } from './dimensions.ts'
import type { QuestionSource } from './condition.ts'
import type { Duck } from './duck.ts'
import { splitId } from './id-form.ts'
import type { TextValues } from './text-values.ts'
import { columnsOf, entryOf, logColumnNames, logColumnTypes, uuidCell } from './log-columns.ts'

const CHUNK_ROWS = 2048
/** Ids that are looked for at once. */
const IDS_AT_ONCE = 200

/** A record of our own as a row shows it. */
export interface OwnRow {
  readonly call: OwnCall
  readonly entry: LogEntry
}

/** What Litedesk itself sent to a gateway: in memory, and beside the mirror as the tables `own.sent` and `own.conversation`. */
export class OwnCalls {
  readonly #duck: Duck
  readonly #texts: TextValues
  readonly #calls = new Map<string, OwnCall>()
  readonly #byLogId = new Map<string, OwnCall>()
  readonly #conversations = new Set<string>()
  #writing: Promise<void> = Promise.resolve()

  constructor({ duck, texts }: QuestionSource) {
    this.#duck = duck
    this.#texts = texts
  }

  /** Calls without a bill. */
  get open(): OwnCall[] {
    return [...this.#calls.values()].filter(({ billing }) => billing !== 'billed')
  }

  /** What calls since a moment probably cost that are not billed; ms since 1970. */
  estimatedSince(from: number): Usd {
    const sum = this.open
      .filter(({ startedAt }) => Date.parse(startedAt) >= from)
      .reduce((total, { estimate }) => total + picoOf(estimate ?? '0'), 0n)
    return usdOf(sum)
  }

  /** Adds calls, or replaces those of the same id. */
  set(calls: readonly OwnCall[]): Promise<void> {
    const write = (): Promise<void> => this.#duck.write(() => this.#write(calls))
    // One that failed does not keep the next from being written.
    const writing = this.#writing.then(write, write)
    this.#writing = writing
    return writing
  }

  /** The message a row of the log paid for. */
  messageOf(entry: LogEntry): SpendMessage | null {
    const call =
      this.#byLogId.get(entry.id) ?? (entry.callId === null ? undefined : this.#byLogId.get(entry.callId))
    return call === undefined ? null : { conversationId: call.conversationId, messageId: call.messageId }
  }

  /** The record behind an id of `own.sent`. */
  find(id: string): OwnRow | null {
    const call = this.#calls.get(id)
    return call === undefined ? null : { call, entry: entryOfCall(call) }
  }

  /** The record that is shown under a row's id. */
  findByRowId(rowId: string): OwnRow | null {
    const call = [...this.#calls.values()].find((candidate) => rowIdOf(candidate) === rowId)
    return call === undefined ? null : { call, entry: entryOfCall(call) }
  }

  /** Rows of the log that may have billed some calls. */
  async candidates(calls: readonly OwnCall[]): Promise<LogEntry[]> {
    const found: LogEntry[] = []
    for (let start = 0; start < calls.length; start += IDS_AT_ONCE) {
      const where = anyOf(calls.slice(start, start + IDS_AT_ONCE).flatMap(conditionsOf))
      const rows = await this.#duck.rows({
        sql: `SELECT ${logColumnNames} FROM log WHERE ${where.sql}`,
        parameters: where.parameters,
      })
      found.push(...rows.map(entryOf))
    }
    return found
  }

  async #write(calls: readonly OwnCall[]): Promise<void> {
    if (calls.length === 0) return
    const conversations = calls.map(({ conversationId }) => conversationId)
    const added = [...new Set(conversations)].filter((id) => !this.#conversations.has(id))
    const replaced = calls.filter(({ id }) => this.#calls.has(id))
    for (const call of calls) this.#remember(call)
    this.#texts.add(calls.map(entryOfCall))
    const connection = await this.#duck.connect()
    try {
      for (const { id } of replaced) await connection.run('DELETE FROM own.sent WHERE own_id = ?', [id])
      const appender = await connection.createAppender('sent', 'main', 'own')
      for (let start = 0; start < calls.length; start += CHUNK_ROWS) {
        const some = calls.slice(start, start + CHUNK_ROWS)
        const chunk = DuckDBDataChunk.create([...logColumnTypes, VARCHAR, BOOLEAN], some.length)
        chunk.setColumns([
          ...columnsOf(some.map(entryOfCall)),
          some.map(({ id }) => id),
          some.map(({ billing }) => billing !== 'billed'),
        ])
        appender.appendDataChunk(chunk)
      }
      appender.flushSync()
      appender.closeSync()
      for (const id of added) {
        this.#conversations.add(id)
        const cell = uuidCell(splitId(id))
        if (cell !== null) await connection.run('INSERT INTO own.conversation VALUES (?)', [cell])
      }
    } finally {
      connection.closeSync()
    }
  }

  #remember(call: OwnCall): void {
    this.#calls.set(call.id, call)
    for (const id of [call.logId, call.completionId, call.callId])
      if (id !== null) this.#byLogId.set(id, call)
  }
}

function conditionsOf({ completionId, callId, conversationId }: OwnCall) {
  return [
    ...(completionId === null ? [] : [isId('id', completionId)]),
    ...(callId === null ? [] : [isId('call', callId), isId('id', callId)]),
    isId('session', conversationId),
  ]
}

function rowIdOf(call: OwnCall): string {
  return call.logId ?? `litedesk:${call.id}`
}

/** A call as a row. */
function entryOfCall(call: OwnCall): LogEntry {
  return {
    id: rowIdOf(call),
    timeMs: Date.parse(call.startedAt),
    callId: call.callId,
    model: call.answeredModel ?? call.askedModel,
    providerModel: null,
    provider: null,
    callType: 'acompletion',
    keyHash: null,
    keyAlias: null,
    user: null,
    endUser: null,
    teamId: null,
    teamAlias: null,
    tags: [],
    client: 'litedesk',
    sessionId: call.conversationId,
    deploymentId: null,
    hasFailed: call.hasFailed,
    cost: picoOf(call.billed ?? call.estimate ?? '0'),
    inputTokens: call.inputTokens,
    outputTokens: call.outputTokens,
    cachedTokens: call.cachedTokens,
    reasoningTokens: call.reasoningTokens,
    durationMs: Math.round(call.durationMs),
    firstTokenMs: call.firstTokenMs === null ? null : Math.round(call.firstTokenMs),
    isCacheHit: false,
    errorClass: call.errorKind,
    errorCode: null,
    errorMessage: call.errorMessage,
  }
}
