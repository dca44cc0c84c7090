import type { SpendBounds, SpendDimension, SpendFilter, SpendQuantity } from '#shared/spend-query.ts'
import { SpendDimension as Dimensions, SpendQuantity as Quantities } from '#shared/spend-query.ts'

import { picoOfNumber } from '../pico-usd.ts'
import { allOf, anyOf, dimensionSql, quantityColumns } from './dimensions.ts'
import type { Cell, Statement } from './duck.ts'
import { splitId, uuidRange } from './id-form.ts'
import { TAG_MARK, uuidCell } from './log-columns.ts'

/**
 * A filter as a condition on the log's columns. Whatever the user chose or typed is a parameter; the SQL is made of this
 * program's own words alone. `without` leaves the choices of one dimension out, for the counts beside them.
 */
export function filterSql(filter: SpendFilter, without: SpendDimension | null = null): Statement {
  return allOf([
    ...timeConditions(filter),
    ...Dimensions.options.flatMap((dimension) =>
      dimension === without ? [] : choiceConditions(filter, dimension),
    ),
    ...Quantities.options.flatMap((quantity) => boundConditions(quantity, filter.bounds[quantity])),
    ...wordsOf(filter.text).map(wordCondition),
  ])
}

function timeConditions({ from, to }: SpendFilter): Statement[] {
  return [
    ...(from === null ? [] : [{ sql: 'time_ms >= ?::BIGINT', parameters: [millisecondCell(from)] }]),
    ...(to === null ? [] : [{ sql: 'time_ms < ?::BIGINT', parameters: [millisecondCell(to)] }]),
  ]
}

function millisecondCell(iso: string): Cell {
  return BigInt(Date.parse(iso))
}

function choiceConditions(filter: SpendFilter, dimension: SpendDimension): Statement[] {
  const choice = filter.choices[dimension]
  if (!choice) return []
  const { isOneOf, only } = dimensionSql(dimension)
  const chosen = isOneOf(choice.values)
  // An unknown answer, as for a row without tags, is a no.
  const condition = choice.isExcluded ? { ...chosen, sql: `NOT coalesce(${chosen.sql}, false)` } : chosen
  return only === null || choice.isExcluded ? [condition] : [{ sql: only, parameters: [] }, condition]
}

function boundConditions(quantity: SpendQuantity, bounds: SpendBounds | undefined): Statement[] {
  if (!bounds) return []
  const column = quantityColumns[quantity]
  const cell = (value: number): Cell => (quantity === 'cost' ? picoOfNumber(value) : value)
  const type = quantity === 'cost' ? 'BIGINT' : 'DOUBLE'
  return [
    ...(bounds.min === null ? [] : [{ sql: `${column} >= ?::${type}`, parameters: [cell(bounds.min)] }]),
    ...(bounds.max === null ? [] : [{ sql: `${column} <= ?::${type}`, parameters: [cell(bounds.max)] }]),
  ]
}

/** Columns that are searched for parts of a text. */
const SEARCHED = [
  'model',
  'provider_model',
  'key_alias',
  'user_id',
  'end_user',
  'team_alias',
  'tags',
  'client',
  'error_class',
  'error_message',
  'id_form',
  'session_form',
] as const
const ID_COLUMNS = ['id', 'call', 'session'] as const

function wordsOf(text: string): string[] {
  return text
    .replaceAll(TAG_MARK, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
}

function wordCondition(word: string): Statement {
  const small = word.toLowerCase()
  const inTexts = SEARCHED.map((column) => ({ sql: `contains(lower(${column}), ?)`, parameters: [small] }))
  const isHash = { sql: 'starts_with(key_hash, ?)', parameters: [small] }
  // A whole UUID is found by itself, whatever stands around it: everything else would only find it again.
  const { uuid } = splitId(small)
  if (uuid !== null) {
    const cell = uuidCell({ form: '', uuid })
    return anyOf(ID_COLUMNS.map((column) => ({ sql: `${column}_uuid = ?`, parameters: [cell] })))
  }
  return anyOf([...inTexts, isHash, ...idConditions(small)])
}

/** Ids that begin like the word. */
function idConditions(word: string): Statement[] {
  const range = uuidRange(word)
  if (range === null) return []
  return ID_COLUMNS.map((column) => ({
    sql: `${column}_uuid BETWEEN ? AND ?`,
    parameters: [uuidCell({ form: '', uuid: range.first }), uuidCell({ form: '', uuid: range.last })],
  }))
}
