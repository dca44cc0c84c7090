import type { ExportFormat } from '#shared/spend.ts'
import type { SpendColumn } from '#shared/spend-query.ts'

import { TAG_MARK } from './tag-text.ts'

/** A column of an export: its name in the file, and its value. */
export interface ExportColumn {
  readonly name: string
  readonly sql: string
}

/** The columns' names are the contract's own, so that a file reads like the window. */
const expressions: Readonly<Record<Exclude<SpendColumn, 'time' | 'cost' | 'tags'>, readonly ExportColumn[]>> =
  {
    model: [{ name: 'model', sql: 'model' }],
    providerModel: [{ name: 'providerModel', sql: 'provider_model' }],
    provider: [{ name: 'provider', sql: 'provider' }],
    key: [
      { name: 'keyAlias', sql: 'key_alias' },
      { name: 'keyHash', sql: 'key_hash' },
    ],
    user: [{ name: 'user', sql: 'user_id' }],
    endUser: [{ name: 'endUser', sql: 'end_user' }],
    team: [
      { name: 'teamAlias', sql: 'team_alias' },
      { name: 'teamId', sql: 'team_id' },
    ],
    client: [{ name: 'client', sql: 'client' }],
    session: [{ name: 'sessionId', sql: idSql('session') }],
    callType: [{ name: 'callType', sql: 'call_type' }],
    status: [{ name: 'status', sql: "CASE WHEN has_failed THEN 'failure' ELSE 'success' END" }],
    error: [
      { name: 'errorClass', sql: 'error_class' },
      { name: 'errorCode', sql: 'error_code' },
      { name: 'errorMessage', sql: 'error_message' },
    ],
    inputTokens: [{ name: 'inputTokens', sql: 'input_tokens' }],
    outputTokens: [{ name: 'outputTokens', sql: 'output_tokens' }],
    cachedTokens: [{ name: 'cachedTokens', sql: 'cached_tokens' }],
    reasoningTokens: [{ name: 'reasoningTokens', sql: 'reasoning_tokens' }],
    durationMs: [{ name: 'durationMs', sql: 'duration_ms' }],
    firstTokenMs: [{ name: 'firstTokenMs', sql: 'first_token_ms' }],
  }

/** The columns of rows in a file: those on show, and the id, which leads back to the gateway. */
export function exportColumns(columns: readonly SpendColumn[], format: ExportFormat): ExportColumn[] {
  return [
    ...[...new Set(columns)].flatMap((column) => columnsFor(column, format)),
    { name: 'requestId', sql: idSql('id') },
  ]
}

function columnsFor(column: SpendColumn, format: ExportFormat): readonly ExportColumn[] {
  switch (column) {
    case 'time':
      return [{ name: 'time', sql: timeSql(format) }]
    case 'cost':
      return [{ name: 'cost', sql: moneySql('cost', format) }]
    case 'tags':
      return [{ name: 'tags', sql: tagsSql(format) }]
    default:
      return expressions[column]
  }
}

/** ISO 8601 UTC; in Parquet a moment. */
function timeSql(format: ExportFormat): string {
  const moment = 'epoch_ms(time_ms)'
  return format === 'parquet' ? `${moment}::TIMESTAMPTZ` : `strftime(${moment}, '%Y-%m-%dT%H:%M:%S.%gZ')`
}

/** Millionths of millionths as dollars: decimal text without needless zeros, in Parquet an exact decimal. */
export function moneySql(pico: string, format: ExportFormat): string {
  const exact = `(${pico})::DECIMAL(26, 0) * 0.000000000001::DECIMAL(12, 12)`
  if (format === 'parquet') return `(${exact})::DECIMAL(38, 12)`
  return `rtrim(rtrim((${exact})::VARCHAR, '0'), '.')`
}

function tagsSql(format: ExportFormat): string {
  const list = `string_split(trim(tags, '${TAG_MARK}'), '${TAG_MARK}')`
  return format === 'csv' ? `replace(trim(tags, '${TAG_MARK}'), '${TAG_MARK}', ', ')` : list
}

/** An id put together from its two columns, as `joinId` does. */
function idSql(column: 'id' | 'session'): string {
  return `CASE WHEN ${column}_uuid IS NULL THEN ${column}_form
    ELSE replace(${column}_form, '\u{FFFC}', ${column}_uuid::VARCHAR) END`
}
