import type { SpendFigures, SpendMeasure } from '#shared/spend-query.ts'

import { floatUsd, usdOf } from '../pico-usd.ts'
import type { Cell, Cells } from './duck.ts'

/** Answers that took the time a model takes. */
const TIMED = 'NOT has_failed AND NOT is_cache_hit'

function timed(expression: string): string {
  return `${expression} FILTER (WHERE ${TIMED})`
}

/** Percentiles of one column are written alike, so that DuckDB collects its values once for all of them. */
const PERCENTILES = [0.5, 0.95, 0.99]

function timedPercentile(column: string, percentile: number): string {
  const all = timed(`quantile_cont(${column}, [${PERCENTILES.join(', ')}])`)
  return `(${all})[${PERCENTILES.indexOf(percentile) + 1}]`
}

/** Each measure as an aggregate over rows. Money is still in millionths of millionths. */
const aggregates: Readonly<Record<SpendMeasure, string>> = {
  calls: 'count(*)',
  failures: 'count(*) FILTER (WHERE has_failed)',
  errorRate: 'avg(has_failed::INTEGER)',
  cacheHits: 'count(*) FILTER (WHERE is_cache_hit)',
  cost: 'sum(cost)',
  costAverage: 'avg(cost)',
  costP95: 'quantile_cont(cost::DOUBLE, 0.95)',
  tokens: 'sum(input_tokens) + sum(output_tokens)',
  inputTokens: 'sum(input_tokens)',
  outputTokens: 'sum(output_tokens)',
  cachedTokens: 'sum(cached_tokens)',
  reasoningTokens: 'sum(reasoning_tokens)',
  durationAverage: timed('avg(duration_ms)'),
  durationP50: timedPercentile('duration_ms', 0.5),
  durationP95: timedPercentile('duration_ms', 0.95),
  durationP99: timedPercentile('duration_ms', 0.99),
  firstTokenAverage: timed('avg(first_token_ms)'),
  firstTokenP50: timedPercentile('first_token_ms', 0.5),
  firstTokenP95: timedPercentile('first_token_ms', 0.95),
}

const moneyMeasures: ReadonlySet<SpendMeasure> = new Set(['cost', 'costAverage', 'costP95'])
/** The count and the sum of nothing are 0. */
const summed: ReadonlySet<SpendMeasure> = new Set([
  'calls',
  'failures',
  'cacheHits',
  'cost',
  'tokens',
  'inputTokens',
  'outputTokens',
  'cachedTokens',
  'reasoningTokens',
])
/** They keep every value of a group until the end. */
const costlyMeasures: ReadonlySet<SpendMeasure> = new Set([
  'costP95',
  'durationP50',
  'durationP95',
  'durationP99',
  'firstTokenP50',
  'firstTokenP95',
])

/** Whether a measure is better not computed for groups nobody sees. */
export function isCostly(measure: SpendMeasure): boolean {
  return costlyMeasures.has(measure)
}

/** A measure as an aggregate. */
export function aggregateSql(measure: SpendMeasure): string {
  return aggregates[measure]
}

/** The aggregates of a list of measures, the exact cost first. `figuresOf` reads them. */
export function figuresSql(measures: readonly SpendMeasure[]): string {
  return ['sum(cost)', ...measures.map(aggregateSql)].join(', ')
}

/** Reads figures from the cells of `figuresSql`. */
export function figuresOf(measures: readonly SpendMeasure[], cells: Cells): SpendFigures {
  const [cost, ...rest] = cells
  return {
    cost: usdOf(wholeOf(cost ?? null)),
    values: Object.fromEntries(
      measures.map((measure, index) => [measure, numberOf(measure, rest[index] ?? null)]),
    ),
  }
}

/** A measure's value as a number: USD, tokens, ms, or a share; null where there was nothing to compute. */
export function numberOf(measure: SpendMeasure, cell: Cell): number | null {
  if (cell === null) return summed.has(measure) ? 0 : null
  const number = Number(cell)
  return moneyMeasures.has(measure) ? floatUsd(number) : number
}

/** A sum of whole numbers; that of no rows is 0. */
export function wholeOf(cell: Cell): bigint {
  return typeof cell === 'bigint' ? cell : 0n
}
