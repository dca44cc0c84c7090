import type { SpendFigures, SpendFilter, SpendMeasure } from '#shared/spend-query.ts'

import { conditionOf, type QuestionSource } from './condition.ts'
import { figuresOf, figuresSql } from './measures.ts'
import { rowSetSql, type RowSet } from './row-set.ts'

/** Figures over all rows that pass a filter. */
export async function readFigures(
  source: QuestionSource,
  set: RowSet,
  question: { readonly filter: SpendFilter; readonly measures: readonly SpendMeasure[] },
): Promise<SpendFigures> {
  const where = await conditionOf(source, question.filter)
  const { from } = rowSetSql(set)
  const [cells] = await source.duck.rows({
    sql: `SELECT ${figuresSql(question.measures)} FROM ${from} WHERE ${where.sql}`,
    parameters: where.parameters,
  })
  return figuresOf(question.measures, cells ?? [])
}
