import type { SpendDimension, SpendFilter } from '#shared/spend-query.ts'

import type { Duck, Statement } from './duck.ts'
import { filterSql } from './filter-sql.ts'
import type { TextValues } from './text-values.ts'

/** What questions are asked of: an open mirror. */
export interface QuestionSource {
  readonly duck: Duck
  readonly texts: TextValues
}

/** A filter as a condition; `without` leaves the choices of one dimension out. */
export async function conditionOf(
  { texts }: QuestionSource,
  filter: SpendFilter,
  without: SpendDimension | null = null,
): Promise<Statement> {
  if (filter.text.trim() === '') return filterSql(filter, null, without)
  await texts.load()
  return filterSql(filter, texts, without)
}
