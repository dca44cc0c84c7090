import type { SpendColumn, SpendDimension, SpendQuantity } from '#shared/spend-query.ts'

import type { Cell, Cells, Statement } from './duck.ts'
import { type IdForm, splitId } from './id-form.ts'
import { idOf, uuidCell } from './log-columns.ts'
import { TAG_MARK } from './tag-text.ts'

/** How a dimension is read from the log's columns. */
export interface DimensionSql {
  /** What is grouped by; its cells go to `valueOf`. */
  readonly columns: readonly string[]
  /** The value of a group; empty for none. */
  readonly valueOf: (cells: Cells) => string
  /** A name for people, chosen from the rows of a group; null where the value is the name. */
  readonly label: string | null
  /** Rows with one of the values; the empty value means none. */
  readonly isOneOf: (values: readonly string[]) => Statement
  /** The table of one row for each value, where a row has several. */
  readonly unnested: boolean
  /** Rows the dimension is about; null for all. */
  readonly only: string | null
}

/** The dimensions that are a column of text. */
const textColumns = {
  model: 'model',
  providerModel: 'provider_model',
  provider: 'provider',
  key: 'key_hash',
  user: 'user_id',
  endUser: 'end_user',
  team: 'team_id',
  client: 'client',
  error: 'error_class',
  callType: 'call_type',
} as const

const textLabels: Partial<Record<SpendDimension, string>> = { key: 'key_alias', team: 'team_alias' }

/** How each dimension is read. */
export function dimensionSql(dimension: SpendDimension): DimensionSql {
  switch (dimension) {
    case 'tag':
      return { ...textDimension('tag', null), isOneOf: hasTag, unnested: true }
    case 'session':
      return sessionDimension(null)
    case 'conversation':
      return sessionDimension('session_uuid IN (SELECT session_uuid FROM own.conversation)')
    case 'status':
      return flagDimension('has_failed', { on: 'failure', off: 'success' })
    case 'cache':
      return flagDimension('is_cache_hit', { on: 'hit', off: 'miss' })
    default:
      return textDimension(textColumns[dimension], textLabels[dimension] ?? null)
  }
}

function textDimension(column: string, label: string | null): DimensionSql {
  return {
    columns: [column],
    valueOf: ([cell]) => (typeof cell === 'string' ? cell : ''),
    label,
    isOneOf: (values) => isOneOf(column, values),
    unnested: false,
    only: null,
  }
}

function flagDimension(column: string, words: { readonly on: string; readonly off: string }): DimensionSql {
  return {
    columns: [column],
    valueOf: ([cell]) => (cell === true ? words.on : words.off),
    label: null,
    isOneOf: (values) => {
      const wanted = [true, false].filter((flag) => values.includes(flag ? words.on : words.off))
      return wanted.length === 0
        ? nothing
        : { sql: `${column} IN (${wanted.map(() => '?').join(', ')})`, parameters: wanted }
    },
    unnested: false,
    only: null,
  }
}

function sessionDimension(only: string | null): DimensionSql {
  return {
    columns: ['session_form', 'session_uuid'],
    valueOf: ([form, uuid]) => idOf(form ?? null, uuid ?? null) ?? '',
    label: null,
    isOneOf: isOneSession,
    unnested: false,
    only,
  }
}

/** One list of numbers for each form: a thousand conditions of their own take a hundred times as long. */
function isOneSession(values: readonly string[]): Statement {
  const ids = values.filter((value) => value !== '').map(splitId)
  const listed = [...Map.groupBy(ids.filter(hasUuid), ({ form }) => form)].map(([form, same]): Statement => ({
    sql: `(session_uuid IN (${same.map(() => '?').join(', ')}) AND session_form = ?)`,
    parameters: [...same.map(uuidCell), form],
  }))
  const forms = ids.filter((id) => !hasUuid(id)).map(({ form }) => form)
  return anyOf([
    ...listed,
    ...(forms.length === 0 ? [] : [allOf([isNone('session_uuid'), isOneOf('session_form', forms)])]),
    ...(values.includes('') ? [isNone('session_form')] : []),
  ])
}

function hasUuid({ uuid }: IdForm): boolean {
  return uuid !== null
}

/** Rows whose id, call id or session id is exactly this. */
export function isId(column: 'id' | 'call' | 'session', value: string): Statement {
  const split = splitId(value)
  if (split.uuid === null) {
    return { sql: `(${column}_form = ? AND ${column}_uuid IS NULL)`, parameters: [split.form] }
  }
  // The number first: it alone leaves next to nothing.
  return { sql: `(${column}_uuid = ? AND ${column}_form = ?)`, parameters: [uuidCell(split), split.form] }
}

function isOneOf(column: string, values: readonly string[]): Statement {
  const texts = values.filter((value) => value !== '')
  const listed: Statement = {
    sql: `${column} IN (${texts.map(() => '?').join(', ')})`,
    parameters: texts,
  }
  return anyOf([...(texts.length > 0 ? [listed] : []), ...(values.includes('') ? [isNone(column)] : [])])
}

function hasTag(values: readonly string[]): Statement {
  const texts = values.filter((value) => value !== '')
  return anyOf([
    ...texts.map((tag) => ({ sql: 'contains(tags, ?)', parameters: [TAG_MARK + tag + TAG_MARK] })),
    ...(values.includes('') ? [isNone('tags')] : []),
  ])
}

function isNone(column: string): Statement {
  return { sql: `${column} IS NULL`, parameters: [] }
}

const nothing: Statement = { sql: 'false', parameters: [] }

/** Rows that meet one condition or another. */
export function anyOf(conditions: readonly Statement[]): Statement {
  return conditions.length === 0 ? nothing : joined(conditions, ' OR ')
}

/** Rows that meet every condition. */
export function allOf(conditions: readonly Statement[]): Statement {
  return conditions.length === 0 ? { sql: 'true', parameters: [] } : joined(conditions, ' AND ')
}

function joined(conditions: readonly Statement[], word: string): Statement {
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(word)})`,
    parameters: conditions.flatMap(({ parameters }): readonly Cell[] => parameters),
  }
}

/** The column behind a number that can be bounded. Money is millionths of millionths. */
export const quantityColumns: Readonly<Record<SpendQuantity, string>> = {
  cost: 'cost',
  inputTokens: 'input_tokens',
  outputTokens: 'output_tokens',
  cachedTokens: 'cached_tokens',
  reasoningTokens: 'reasoning_tokens',
  durationMs: 'duration_ms',
  firstTokenMs: 'first_token_ms',
}

/** What rows are sorted by; texts whatever their case. */
export const sortExpressions: Readonly<Record<SpendColumn, readonly string[]>> = {
  time: ['time_ms'],
  model: ['lower(model)'],
  providerModel: ['lower(provider_model)'],
  provider: ['lower(provider)'],
  key: ['lower(coalesce(key_alias, key_hash))'],
  user: ['lower(user_id)'],
  endUser: ['lower(end_user)'],
  team: ['lower(coalesce(team_alias, team_id))'],
  tags: ['lower(tags)'],
  client: ['lower(client)'],
  session: ['session_uuid', 'session_form'],
  callType: ['lower(call_type)'],
  status: ['has_failed'],
  error: ['lower(error_class)', 'lower(error_message)'],
  cost: ['cost'],
  inputTokens: ['input_tokens'],
  outputTokens: ['output_tokens'],
  cachedTokens: ['cached_tokens'],
  reasoningTokens: ['reasoning_tokens'],
  durationMs: ['duration_ms'],
  firstTokenMs: ['first_token_ms'],
}
