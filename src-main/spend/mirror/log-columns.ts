import { BIGINT, BOOLEAN, DuckDBUUIDValue, INTEGER, UUID, VARCHAR, type DuckDBType } from '@duckdb/node-api'

import type { LogEntry } from '../log-entry.ts'
import type { Cell, Cells } from './duck.ts'
import { joinId, splitId, type IdForm } from './id-form.ts'
import { tagsIn, tagText } from './tag-text.ts'

/** A column of the log's table: its type, and how an entry is written into it. */
interface LogColumn {
  readonly type: DuckDBType
  readonly cellOf: (entry: LogEntry, ids: SplitIds) => Cell
}

interface SplitIds {
  readonly id: IdForm
  readonly call: IdForm | null
  readonly session: IdForm | null
}

/** The columns of the log's table. DuckDB itself keeps repeating texts once for each block, so columns of names cost little. */
const columns = {
  time_ms: { type: BIGINT, cellOf: (entry) => BigInt(entry.timeMs) },
  id_form: { type: VARCHAR, cellOf: (_, ids) => ids.id.form },
  id_uuid: { type: UUID, cellOf: (_, ids) => uuidCell(ids.id) },
  call_form: { type: VARCHAR, cellOf: (_, ids) => ids.call?.form ?? null },
  call_uuid: { type: UUID, cellOf: (_, ids) => uuidCell(ids.call) },
  session_form: { type: VARCHAR, cellOf: (_, ids) => ids.session?.form ?? null },
  session_uuid: { type: UUID, cellOf: (_, ids) => uuidCell(ids.session) },
  model: { type: VARCHAR, cellOf: (entry) => entry.model },
  provider_model: { type: VARCHAR, cellOf: (entry) => entry.providerModel },
  provider: { type: VARCHAR, cellOf: (entry) => entry.provider },
  call_type: { type: VARCHAR, cellOf: (entry) => entry.callType },
  key_hash: { type: VARCHAR, cellOf: (entry) => entry.keyHash },
  key_alias: { type: VARCHAR, cellOf: (entry) => entry.keyAlias },
  user_id: { type: VARCHAR, cellOf: (entry) => entry.user },
  end_user: { type: VARCHAR, cellOf: (entry) => entry.endUser },
  team_id: { type: VARCHAR, cellOf: (entry) => entry.teamId },
  team_alias: { type: VARCHAR, cellOf: (entry) => entry.teamAlias },
  tags: { type: VARCHAR, cellOf: (entry) => tagText(entry.tags) },
  client: { type: VARCHAR, cellOf: (entry) => entry.client },
  deployment_id: { type: VARCHAR, cellOf: (entry) => entry.deploymentId },
  has_failed: { type: BOOLEAN, cellOf: (entry) => entry.hasFailed },
  cost: { type: BIGINT, cellOf: (entry) => entry.cost },
  input_tokens: { type: INTEGER, cellOf: (entry) => entry.inputTokens },
  output_tokens: { type: INTEGER, cellOf: (entry) => entry.outputTokens },
  cached_tokens: { type: INTEGER, cellOf: (entry) => entry.cachedTokens },
  reasoning_tokens: { type: INTEGER, cellOf: (entry) => entry.reasoningTokens },
  duration_ms: { type: INTEGER, cellOf: (entry) => entry.durationMs },
  first_token_ms: { type: INTEGER, cellOf: (entry) => entry.firstTokenMs },
  is_cache_hit: { type: BOOLEAN, cellOf: (entry) => entry.isCacheHit },
  error_class: { type: VARCHAR, cellOf: (entry) => entry.errorClass },
  error_code: { type: VARCHAR, cellOf: (entry) => entry.errorCode },
  error_message: { type: VARCHAR, cellOf: (entry) => entry.errorMessage },
} satisfies Record<string, LogColumn>

type ColumnName = keyof typeof columns

const columnNames = Object.keys(columns) as ColumnName[]
const columnList: readonly LogColumn[] = Object.values(columns)

/** The columns' types, in order. */
export const logColumnTypes: readonly DuckDBType[] = columnList.map(({ type }) => type)

/** The columns by name, in the order `entryOf` reads them. */
export const logColumnNames = columnNames.join(', ')

/** The columns as a table's definition lists them. */
export const logColumnDefinitions = columnNames
  .map((name) => `${name} ${columns[name].type.toString()}`)
  .join(', ')

/** Entries column by column, as an appender takes them. */
export function columnsOf(entries: readonly LogEntry[]): Cell[][] {
  const split = entries.map((entry) => ({ entry, ids: splitIds(entry) }))
  return columnList.map(({ cellOf }) => split.map(({ entry, ids }) => cellOf(entry, ids)))
}

const places = Object.fromEntries(columnNames.map((name, place) => [name, place])) as Record<
  ColumnName,
  number
>

/** Reads an entry from the cells of `logColumnNames`. */
export function entryOf(cells: Cells): LogEntry {
  const cell = (name: ColumnName): Cell => cells[places[name]] ?? null
  const text = (name: ColumnName): string | null => {
    const value = cell(name)
    return typeof value === 'string' ? value : null
  }
  const number = (name: ColumnName): number => Number(cell(name) ?? 0)
  const big = (name: ColumnName): bigint => {
    const value = cell(name)
    return typeof value === 'bigint' ? value : 0n
  }
  const id = (form: ColumnName, uuid: ColumnName): string | null => idOf(cell(form), cell(uuid))
  return {
    id: id('id_form', 'id_uuid') ?? '',
    timeMs: number('time_ms'),
    callId: id('call_form', 'call_uuid'),
    sessionId: id('session_form', 'session_uuid'),
    model: text('model'),
    providerModel: text('provider_model'),
    provider: text('provider'),
    callType: text('call_type'),
    keyHash: text('key_hash'),
    keyAlias: text('key_alias'),
    user: text('user_id'),
    endUser: text('end_user'),
    teamId: text('team_id'),
    teamAlias: text('team_alias'),
    tags: tagsOf(cell('tags')),
    client: text('client'),
    deploymentId: text('deployment_id'),
    hasFailed: cell('has_failed') === true,
    cost: big('cost'),
    inputTokens: number('input_tokens'),
    outputTokens: number('output_tokens'),
    cachedTokens: number('cached_tokens'),
    reasoningTokens: number('reasoning_tokens'),
    durationMs: number('duration_ms'),
    firstTokenMs: cell('first_token_ms') === null ? null : number('first_token_ms'),
    isCacheHit: cell('is_cache_hit') === true,
    errorClass: text('error_class'),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
  }
}

/** Puts an id together from its two cells; null when there is none. */
export function idOf(form: Cell, uuid: Cell): string | null {
  if (typeof form !== 'string') return null
  return joinId({ form, uuid: uuid instanceof DuckDBUUIDValue ? uuid.toUint128() : null })
}

/** A UUID as a parameter. */
export function uuidCell(id: IdForm | null): Cell {
  return id === null || id.uuid === null ? null : DuckDBUUIDValue.fromUint128(id.uuid)
}

function splitIds(entry: LogEntry): SplitIds {
  return {
    id: splitId(entry.id),
    call: entry.callId === null ? null : splitId(entry.callId),
    session: entry.sessionId === null ? null : splitId(entry.sessionId),
  }
}

function tagsOf(cell: Cell): string[] {
  return typeof cell === 'string' ? tagsIn(cell) : []
}
