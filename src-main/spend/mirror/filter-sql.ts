import type { SpendBounds, SpendDimension, SpendFilter, SpendQuantity } from '#shared/spend-query.ts'
import { SpendDimension as Dimensions, SpendQuantity as Quantities } from '#shared/spend-query.ts'

import { picoOfNumber } from '../pico-usd.ts'
import { allOf, anyOf, dimensionSql, quantityColumns } from './dimensions.ts'
import type { Cell, Statement } from './duck.ts'
import { splitId, uuidRange } from './id-form.ts'
import { uuidCell } from './log-columns.ts'
import { TAG_MARK } from './tag-text.ts'
import { searchedColumns, type SearchedColumn, type TextValues } from './text-values.ts'

/**
 * A filter as a condition on the log's columns. Whatever the user chose or typed is a parameter; the SQL is made of this
 * program's own words alone. `texts` are the texts there are, where they are known; `without` leaves the choices of one
 * dimension out, for the counts beside them.
 */
export function filterSql(
  filter: SpendFilter,
  texts: TextValues | null,
  without: SpendDimension | null = null,
): Statement {
  return allOf([
    ...timeConditions(filter),
    ...Dimensions.options.flatMap((dimension) =>
      dimension === without ? [] : choiceConditions(filter, dimension),
    ),
    ...Quantities.options.flatMap((quantity) => boundConditions(quantity, filter.bounds[quantity])),
    ...wordsOf(filter.text).map((word) => wordCondition(word, texts)),
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

/** Longer lists are no faster than looking into each text. */
const MAX_LISTED = 300
const ID_COLUMNS = ['id', 'call', 'session'] as const

function wordsOf(text: string): string[] {
  return text
    .replaceAll(TAG_MARK, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
}

function wordCondition(word: string, texts: TextValues | null): Statement {
  const small = word.toLowerCase()
  const inTexts = searchedColumns.flatMap((column) => textConditions(column, small, texts))
  const isHash = { sql: 'starts_with(key_hash, ?)', parameters: [small] }
  // A whole UUID is found by itself, whatever stands around it: everything else would only find it again.
  const { uuid } = splitId(small)
  if (uuid !== null) {
    const cell = uuidCell({ form: '', uuid })
    return anyOf(ID_COLUMNS.map((column) => ({ sql: `${column}_uuid = ?`, parameters: [cell] })))
  }
  return anyOf([...inTexts, isHash, ...idConditions(small)])
}

/** Rows whose text in a column contains the word. */
function textConditions(column: SearchedColumn, word: string, texts: TextValues | null): Statement[] {
  const values = texts?.containing(column, word) ?? null
  if (values === null || values.length > MAX_LISTED) {
    return [{ sql: `contains(lower(${column}), ?)`, parameters: [word] }]
  }
  if (values.length === 0) return []
  return [{ sql: `${column} IN (${values.map(() => '?').join(', ')})`, parameters: values }]
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
