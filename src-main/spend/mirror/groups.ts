import type { DuckDBConnection } from '@duckdb/node-api'

import type { SpendGroup, SpendGrouping, SpendGroupsRequest, SpendMeasure } from '#shared/spend-query.ts'
import { TimeStep } from '#shared/spend-query.ts'

import { stepRule, type StepRule } from '../time-steps.ts'
import { allOf, dimensionSql, type DimensionSql } from './dimensions.ts'
import { conditionOf, type QuestionSource } from './condition.ts'
import { rowsOf, type Cell, type Cells, type Statement } from './duck.ts'
import { dimensionRows, labelSql } from './facets.ts'
import { aggregateSql, figuresOf, figuresSql, isCostly } from './measures.ts'
import { rowSetSql, type RowSet } from './row-set.ts'
import { timeBounds } from './time-bounds.ts'

/** What is asked of groups. */
export type GroupsQuestion = Omit<SpendGroupsRequest, 'gatewayId'>

/** A page of groups in the order asked for, and how many there are. */
export async function readGroups(
  source: QuestionSource,
  set: RowSet,
  question: GroupsQuestion,
): Promise<{ groups: SpendGroup[]; total: number }> {
  const grouping = await groupingOf(source, set, question)
  return source.duck.read(async (connection) => {
    const { measures, sort } = question
    // Figures of groups nobody sees are not worth their price: first the page is found, then it is filled.
    const isEager = grouping.isSmall || (sort.by !== 'key' && isCostly(sort.by))
    const page = await rowsOf(connection, pageStatement(grouping, question, isEager ? measures : []))
    const filled =
      isEager || page.length === 0
        ? page
        : await rowsOf(connection, fillStatement(grouping, measures, page.map(grouping.keyOf)))
    const byKey = new Map(filled.map((cells) => [grouping.keyOf(cells), cells]))
    const groups = page.map((cells): SpendGroup => {
      const key = grouping.keyOf(cells)
      const [label, ...figures] = (byKey.get(key) ?? cells).slice(grouping.columns.length, -1)
      return { key, label: typeof label === 'string' ? label : key, figures: figuresOf(measures, figures) }
    })
    const total = page[0]?.at(-1) ?? (await countGroups(connection, grouping, question.offset))
    return { groups, total: Number(total) }
  })
}

/** Rows to be grouped, and what by. */
interface Grouping {
  readonly columns: readonly string[]
  readonly label: string
  /** What groups are sorted by when not by a measure. */
  readonly order: string
  /** What follows FROM, conditions and all. */
  readonly rows: Statement
  readonly keyOf: (cells: Cells) => string
  /** There are not many more groups than fit on a page. */
  readonly isSmall: boolean
  /** Only the groups of these keys. */
  readonly isOneOf: (keys: readonly string[]) => Statement
}

/** Dimensions that may have nearly as many values as there are rows. */
const manyValued: ReadonlySet<SpendGrouping> = new Set(['session', 'conversation', 'endUser', 'user'])

async function groupingOf(source: QuestionSource, set: RowSet, question: GroupsQuestion): Promise<Grouping> {
  const { by, filter, timeZone } = question
  const condition = await conditionOf(source, filter)
  const step = TimeStep.safeParse(by)
  if (step.success) {
    const bounds = await timeBounds(source, set, filter)
    return timeGrouping(set, condition, stepRule(step.data, timeZone, bounds.from, bounds.to))
  }
  // What is no step is a dimension, which TypeScript cannot tell from the failed parse.
  const dimension = by as Exclude<typeof by, TimeStep>
  const sql: DimensionSql = dimensionSql(dimension)
  const where = allOf([condition, ...(sql.only === null ? [] : [{ sql: sql.only, parameters: [] }])])
  return {
    columns: sql.columns,
    label: labelSql(sql.label),
    order: `lower(coalesce(${sql.label === null ? 'NULL' : labelSql(sql.label)}, ${sql.columns[0] ?? 'NULL'}::VARCHAR))`,
    rows: { sql: dimensionRows(set, dimension, where), parameters: where.parameters },
    keyOf: sql.valueOf,
    isSmall: !manyValued.has(dimension),
    isOneOf: sql.unnested
      ? (keys) => ({ sql: `coalesce(tag, '') IN (${keys.map(() => '?').join(', ')})`, parameters: keys })
      : sql.isOneOf,
  }
}

function timeGrouping(set: RowSet, where: Statement, rule: StepRule): Grouping {
  const { from } = rowSetSql(set)
  const timeOf = (number: number): string => new Date(rule.startOf(number)).toISOString()
  return {
    columns: ['step'],
    label: 'NULL',
    order: 'step',
    rows: {
      sql: `(SELECT *, ${rule.numberSql} AS step FROM ${from} WHERE ${where.sql}) AS stepped`,
      parameters: where.parameters,
    },
    keyOf: ([step]) => timeOf(Number(step)),
    isSmall: true,
    isOneOf: (keys) => ({
      sql: `step IN (${keys.map(() => '?::BIGINT').join(', ')})`,
      parameters: keys.map((key) => BigInt(rule.numberOf(Date.parse(key)))),
    }),
  }
}

/** A page behind the last group tells nothing of how many there are. */
async function countGroups(connection: DuckDBConnection, grouping: Grouping, offset: number): Promise<Cell> {
  if (offset === 0) return 0
  const { columns, rows } = grouping
  const [cells] = await rowsOf(connection, {
    sql: `SELECT count(*) FROM (SELECT 1 FROM ${rows.sql} GROUP BY ${columns.join(', ')})`,
    parameters: rows.parameters,
  })
  return cells?.[0] ?? 0
}

function pageStatement(
  grouping: Grouping,
  question: GroupsQuestion,
  measures: readonly SpendMeasure[],
): Statement {
  const { columns, rows } = grouping
  const { sort, offset, limit } = question
  const order = sort.by === 'key' ? grouping.order : aggregateSql(sort.by)
  const direction = sort.direction === 'ascending' ? 'ASC' : 'DESC'
  return {
    sql: `SELECT ${columns.join(', ')}, ${grouping.label}, ${figuresSql(measures)},
        count(*) OVER () FROM ${rows.sql}
      GROUP BY ${columns.join(', ')} ORDER BY ${order} ${direction} NULLS LAST, ${columns.join(', ')}
      LIMIT ?::BIGINT OFFSET ?::BIGINT`,
    parameters: [...rows.parameters, BigInt(limit), BigInt(offset)],
  }
}

function fillStatement(
  grouping: Grouping,
  measures: readonly SpendMeasure[],
  keys: readonly string[],
): Statement {
  const { columns, rows, label } = grouping
  const chosen = grouping.isOneOf(keys)
  return {
    sql: `SELECT ${columns.join(', ')}, ${label}, ${figuresSql(measures)}, NULL
      FROM (SELECT * FROM ${rows.sql}) AS chosen WHERE ${chosen.sql} GROUP BY ${columns.join(', ')}`,
    parameters: [...rows.parameters, ...chosen.parameters],
  }
}
