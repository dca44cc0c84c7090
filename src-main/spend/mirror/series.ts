import type { SpendMeasure, SpendSeriesLine, SpendSeriesRequest, TimeStep } from '#shared/spend-query.ts'

import { usdOf } from '../pico-usd.ts'
import { boundedStep, fittingStep, stepRule, type StepRule } from '../time-steps.ts'
import { allOf, dimensionSql } from './dimensions.ts'
import { conditionOf, type QuestionSource } from './condition.ts'
import { rowsOf, type Cells, type Statement } from './duck.ts'
import { dimensionRows, labelSql } from './facets.ts'
import { figuresSql, numberOf, wholeOf } from './measures.ts'
import { rowSetSql, type RowSet } from './row-set.ts'
import { timeBounds } from './time-bounds.ts'

/** What is asked of figures over time. */
export type SeriesQuestion = Omit<SpendSeriesRequest, 'gatewayId'>

/** Figures over time. */
export interface Series {
  readonly step: TimeStep
  /** ISO 8601 UTC. */
  readonly times: string[]
  readonly lines: SpendSeriesLine[]
}

/** Figures for every step of time, split by a dimension or not. Steps without rows are there, too. */
export async function readSeries(
  source: QuestionSource,
  set: RowSet,
  question: SeriesQuestion,
): Promise<Series> {
  const bounds = await timeBounds(source, set, question.filter)
  const step = boundedStep(question.step ?? fittingStep(bounds.from, bounds.to), bounds.from, bounds.to)
  const rule = stepRule(step, question.timeZone, bounds.from, bounds.to)
  const steps = stepsBetween(rule, bounds.from, bounds.to)
  const places = new Map(steps.map((number, place) => [number, place]))
  const lines = await readLines(source, set, question, rule, places)
  return { step, times: steps.map((number) => new Date(rule.startOf(number)).toISOString()), lines }
}

function stepsBetween(rule: StepRule, from: number, to: number): number[] {
  if (to <= from) return []
  const first = rule.numberOf(from)
  return Array.from({ length: rule.numberOf(to - 1) - first + 1 }, (_, index) => first + index)
}

/** A line being filled: exact cost, and its values step by step. */
interface Line {
  readonly key: string
  readonly label: string
  readonly isRest: boolean
  cost: bigint
  readonly values: Partial<Record<SpendMeasure, (number | null)[]>>
}

async function readLines(
  source: QuestionSource,
  set: RowSet,
  question: SeriesQuestion,
  rule: StepRule,
  places: ReadonlyMap<number, number>,
): Promise<SpendSeriesLine[]> {
  const { filter, measures, stackBy } = question
  const condition = await conditionOf(source, filter)
  return source.duck.read(async (connection) => {
    const top =
      stackBy === null ? null : await rowsOf(connection, topStatement(set, question, stackBy, condition))
    const lines =
      top === null ? [emptyLine('', '', false, measures, places.size)] : linesOf(top, question, places.size)
    const rows = await rowsOf(connection, stepStatement(set, question, rule, top, condition))
    for (const cells of rows) {
      const [number, slot, cost, ...values] = cells
      const line = lines[Number(slot)]
      const place = places.get(Number(number))
      if (line === undefined || place === undefined) continue
      line.cost += wholeOf(cost ?? null)
      for (const [index, measure] of measures.entries()) {
        const list = line.values[measure]
        if (list) list[place] = numberOf(measure, values[index] ?? null)
      }
    }
    return lines.map((line) => ({ ...line, cost: usdOf(line.cost) }))
  })
}

function linesOf(top: readonly Cells[], question: SeriesQuestion, stepCount: number): Line[] {
  const { measures, stackBy } = question
  if (stackBy === null) return []
  const { columns, valueOf } = dimensionSql(stackBy)
  const shown = top.slice(0, question.top).map((cells) => {
    const key = valueOf(cells)
    const label = cells[columns.length]
    return emptyLine(key, typeof label === 'string' ? label : key, false, measures, stepCount)
  })
  const hasRest = top.length > question.top
  return hasRest ? [...shown, emptyLine('', '', true, measures, stepCount)] : shown
}

/** Measures that count or add up are 0 where nothing happened; others have no value there. */
function emptyLine(
  key: string,
  label: string,
  isRest: boolean,
  measures: readonly SpendMeasure[],
  stepCount: number,
): Line {
  const values = Object.fromEntries(
    measures.map((measure) => [measure, Array.from({ length: stepCount }, () => numberOf(measure, null))]),
  )
  return { key, label, isRest, cost: 0n, values }
}

/** The values with the highest cost: one more than asked for, to know whether there is a rest. */
function topStatement(
  set: RowSet,
  question: SeriesQuestion,
  stackBy: NonNullable<SeriesQuestion['stackBy']>,
  condition: Statement,
): Statement {
  const { columns, label, only } = dimensionSql(stackBy)
  const where = allOf([condition, ...(only === null ? [] : [{ sql: only, parameters: [] }])])
  return {
    sql: `SELECT ${columns.join(', ')}, ${labelSql(label)} FROM ${dimensionRows(set, stackBy, where)}
      GROUP BY ${columns.join(', ')} ORDER BY sum(cost) DESC, count(*) DESC, ${columns.join(', ')} LIMIT ?::BIGINT`,
    parameters: [...where.parameters, BigInt(question.top + 1)],
  }
}

/** Each step of each line: the step's number, the line's place, the exact cost, the measures. */
function stepStatement(
  set: RowSet,
  question: SeriesQuestion,
  rule: StepRule,
  top: readonly Cells[] | null,
  condition: Statement,
): Statement {
  const { measures, stackBy } = question
  const figures = figuresSql(measures)
  if (stackBy === null || top === null) {
    const { from } = rowSetSql(set)
    return {
      sql: `SELECT ${rule.numberSql} AS step, 0 AS slot, ${figures} FROM ${from} WHERE ${condition.sql} GROUP BY step`,
      parameters: condition.parameters,
    }
  }
  const { columns, only } = dimensionSql(stackBy)
  const where = allOf([condition, ...(only === null ? [] : [{ sql: only, parameters: [] }])])
  const slots = slotSql(columns, top.slice(0, question.top))
  return {
    sql: `SELECT ${rule.numberSql} AS step, ${slots.sql} AS slot, ${figures}
      FROM ${dimensionRows(set, stackBy, where)} GROUP BY step, slot`,
    parameters: [...slots.parameters, ...where.parameters],
  }
}

/** The place of a row's value among the lines; behind the last for the rest. */
function slotSql(columns: readonly string[], top: readonly Cells[]): Statement {
  const cases = top.map((_, place) => {
    const same = columns.map((column) => `${column} IS NOT DISTINCT FROM ?`)
    return `WHEN ${same.join(' AND ')} THEN ${place}`
  })
  return {
    sql: cases.length === 0 ? '0' : `CASE ${cases.join(' ')} ELSE ${top.length} END`,
    parameters: top.flatMap((cells) => cells.slice(0, columns.length)),
  }
}
