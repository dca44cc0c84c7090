import type { SpendFilter } from '#shared/spend-query.ts'

import type { Span } from '../coverage.ts'
import { conditionOf, type QuestionSource } from './condition.ts'
import { rowSetSql, type RowSet } from './row-set.ts'

/** From where to where the rows that pass a filter reach; the filter's own ends where it has them. Empty without rows. */
export async function timeBounds(source: QuestionSource, set: RowSet, filter: SpendFilter): Promise<Span> {
  const asked = { from: millisecondsOf(filter.from), to: millisecondsOf(filter.to) }
  if (asked.from !== null && asked.to !== null) return { from: asked.from, to: asked.to }
  const { from } = rowSetSql(set)
  const where = await conditionOf(source, filter)
  const [cells] = await source.duck.rows({
    sql: `SELECT min(time_ms), max(time_ms) FROM ${from} WHERE ${where.sql}`,
    parameters: where.parameters,
  })
  const [first, last] = cells ?? []
  const start = asked.from ?? Number(first ?? 0)
  return { from: start, to: asked.to ?? Math.max(start, typeof last === 'bigint' ? Number(last) + 1 : start) }
}

function millisecondsOf(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso)
}
