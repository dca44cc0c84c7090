import type { SpendDimension, SpendFacet, SpendFilter } from '#shared/spend-query.ts'

import { usdOf } from '../pico-usd.ts'
import { allOf, dimensionSql } from './dimensions.ts'
import { conditionOf, type QuestionSource } from './condition.ts'
import { rowsOf, type Statement } from './duck.ts'
import { TAG_MARK } from './tag-text.ts'
import { wholeOf } from './measures.ts'
import { rowSetSql, type RowSet } from './row-set.ts'

/** What is asked of one dimension's values. */
export interface FacetsQuestion {
  readonly filter: SpendFilter
  readonly search: string
  readonly limit: number
}

/** The most frequent values of a dimension, counted as if nothing were chosen in it. */
export async function readFacets(
  source: QuestionSource,
  set: RowSet,
  dimension: SpendDimension,
  question: FacetsQuestion,
): Promise<{ facets: SpendFacet[]; total: number }> {
  const condition = await conditionOf(source, question.filter, dimension)
  const statement = facetsStatement(set, dimension, question, condition)
  const { valueOf, columns } = dimensionSql(dimension)
  const rows = await source.duck.read((connection) => rowsOf(connection, statement))
  const facets = rows.map((cells): SpendFacet => {
    const [calls, cost, label] = cells.slice(columns.length)
    const value = valueOf(cells)
    return {
      value,
      label: typeof label === 'string' ? label : value,
      calls: Number(calls),
      cost: usdOf(wholeOf(cost ?? null)),
    }
  })
  return { facets, total: Number(rows[0]?.at(-1) ?? 0) }
}

function facetsStatement(
  set: RowSet,
  dimension: SpendDimension,
  question: FacetsQuestion,
  condition: Statement,
): Statement {
  const { columns, label, only } = dimensionSql(dimension)
  const where = allOf([condition, ...(only === null ? [] : [{ sql: only, parameters: [] }])])
  const search = question.search.trim().toLowerCase()
  const having = search === '' ? { sql: '', parameters: [] } : searchSql(columns, label, search)
  return {
    sql: `SELECT ${columns.join(', ')}, count(*) AS calls, sum(cost) AS cost, ${labelSql(label)} AS label,
        count(*) OVER () AS total
      FROM ${dimensionRows(set, dimension, where)} GROUP BY ${columns.join(', ')} ${having.sql}
      ORDER BY calls DESC, ${columns.join(', ')} LIMIT ?::BIGINT`,
    parameters: [...where.parameters, ...having.parameters, BigInt(question.limit)],
  }
}

/** The rows of a dimension: one for each row that passes the condition, or for each of its values where it has several. */
export function dimensionRows(set: RowSet, dimension: SpendDimension, where: Statement): string {
  const { from } = rowSetSql(set)
  if (!dimensionSql(dimension).unnested) return `${from} WHERE ${where.sql}`
  // A row without tags is in the group of none.
  const split = `string_split(trim(tags, '${TAG_MARK}'), '${TAG_MARK}')`
  return `(SELECT *, unnest(coalesce(${split}, [NULL])) AS tag FROM ${from} WHERE ${where.sql}) AS tagged`
}

/** The name of a group: the one its newest row has, since aliases change. */
export function labelSql(label: string | null): string {
  return label === null ? 'NULL' : `arg_max(${label}, time_ms)`
}

function searchSql(columns: readonly string[], label: string | null, search: string): Statement {
  const places = [
    ...columns.map((column) => `lower(${column}::VARCHAR)`),
    ...(label === null ? [] : [`lower(${labelSql(label)})`]),
  ]
  return {
    sql: `HAVING ${places.map((place) => `contains(${place}, ?)`).join(' OR ')}`,
    parameters: places.map(() => search),
  }
}
