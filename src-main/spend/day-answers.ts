import type {
  SpendFigures,
  SpendFilter,
  SpendMeasure,
  SpendSeriesLine,
  SpendSeriesRequest,
  TimeStep,
} from '#shared/spend-query.ts'

import { floatUsd, usdOf } from './pico-usd.ts'
import { fittingStep } from './time-steps.ts'
import {
  addFigures,
  type ActivityDimension,
  type DailyActivity,
  type DayFigures,
} from './sync/daily-activity.ts'

const DAY_MS = 86_400_000

/** What the gateway's daily figures know. */
const known: ReadonlySet<SpendMeasure> = new Set([
  'calls',
  'failures',
  'errorRate',
  'cost',
  'costAverage',
  'tokens',
  'inputTokens',
  'outputTokens',
  'cachedTokens',
])
const splits: ReadonlySet<string> = new Set(['model', 'key', 'provider'] satisfies ActivityDimension[])

/** Whether the gateway's daily figures can answer a question: sums by day, of everything. */
export function canSumUp(question: {
  readonly filter: SpendFilter
  readonly measures: readonly SpendMeasure[]
  readonly stackBy: string | null
  readonly step: TimeStep | null
}): boolean {
  const { filter, measures, stackBy, step } = question
  const { from, to, choices, bounds, text } = filter
  const isNarrowed = Object.keys(choices).length + Object.keys(bounds).length > 0 || text.trim() !== ''
  if (isNarrowed || (stackBy !== null && !splits.has(stackBy))) return false
  if (!measures.every((measure) => known.has(measure))) return false
  const length = (to === null ? Date.now() : Date.parse(to)) - (from === null ? 0 : Date.parse(from))
  return (step ?? fittingStep(0, length)) === 'day' && length >= 2 * DAY_MS
}

/** Figures over all days. */
export function figuresOfDays(
  days: readonly DailyActivity[],
  measures: readonly SpendMeasure[],
): SpendFigures {
  const whole = days.map((day) => day.whole).reduce(addFigures, nothing)
  return {
    cost: usdOf(whole.cost),
    values: Object.fromEntries(measures.map((measure) => [measure, valueOf(measure, whole)])),
  }
}

/** Figures for each of UTC's days. */
export function seriesOfDays(
  days: readonly DailyActivity[],
  request: Pick<SpendSeriesRequest, 'measures' | 'stackBy' | 'top'>,
): { step: TimeStep; times: string[]; lines: SpendSeriesLine[] } {
  const times = daysBetween(days)
  const byDay = new Map(days.map((day) => [day.day, day]))
  const dimension = activityDimension(request.stackBy)
  const lines =
    dimension === null
      ? [
          lineOf(
            { key: '', label: '', isRest: false },
            times,
            request.measures,
            (day) => byDay.get(day)?.whole,
          ),
        ]
      : stackedLines(days, times, request, dimension)
  return { step: 'day', times: times.map((day) => `${day}T00:00:00.000Z`), lines }
}

function activityDimension(stackBy: string | null): ActivityDimension | null {
  return stackBy === 'model' || stackBy === 'key' || stackBy === 'provider' ? stackBy : null
}

function stackedLines(
  days: readonly DailyActivity[],
  times: readonly string[],
  { measures, top }: Pick<SpendSeriesRequest, 'measures' | 'top'>,
  dimension: ActivityDimension,
): SpendSeriesLine[] {
  const byDay = new Map(days.map((day) => [day.day, day.parts[dimension]]))
  const wholes = new Map<string, DayFigures>()
  for (const parts of byDay.values()) {
    for (const [key, figures] of parts) wholes.set(key, addFigures(wholes.get(key) ?? nothing, figures))
  }
  const ranked = [...wholes].sort(([, left], [, right]) => Number(right.cost - left.cost)).map(([key]) => key)
  const aliases = new Map(days.flatMap(({ keyAliases }) => [...keyAliases]))
  const shown = ranked
    .slice(0, top)
    .map((key) =>
      lineOf({ key, label: aliases.get(key) ?? key, isRest: false }, times, measures, (day) =>
        byDay.get(day)?.get(key),
      ),
    )
  const others = ranked.slice(top)
  if (others.length === 0) return shown
  const rest = lineOf({ key: '', label: '', isRest: true }, times, measures, (day) =>
    others.map((key) => byDay.get(day)?.get(key) ?? nothing).reduce(addFigures, nothing),
  )
  return [...shown, rest]
}

function lineOf(
  head: Pick<SpendSeriesLine, 'key' | 'label' | 'isRest'>,
  times: readonly string[],
  measures: readonly SpendMeasure[],
  figuresAt: (day: string) => DayFigures | undefined,
): SpendSeriesLine {
  const figures = times.map((day) => figuresAt(day) ?? nothing)
  return {
    ...head,
    cost: usdOf(figures.reduce((sum, { cost }) => sum + cost, 0n)),
    values: Object.fromEntries(
      measures.map((measure) => [measure, figures.map((day) => valueOf(measure, day))]),
    ),
  }
}

const nothing: DayFigures = {
  cost: 0n,
  calls: 0,
  failures: 0,
  inputTokens: 0,
  outputTokens: 0,
  cachedTokens: 0,
}

function valueOf(measure: SpendMeasure, figures: DayFigures): number | null {
  const { calls } = figures
  switch (measure) {
    case 'calls':
      return calls
    case 'failures':
      return figures.failures
    case 'errorRate':
      return calls === 0 ? null : figures.failures / calls
    case 'cost':
      return floatUsd(figures.cost)
    case 'costAverage':
      return calls === 0 ? null : floatUsd(figures.cost) / calls
    case 'tokens':
      return figures.inputTokens + figures.outputTokens
    case 'inputTokens':
      return figures.inputTokens
    case 'outputTokens':
      return figures.outputTokens
    case 'cachedTokens':
      return figures.cachedTokens
    default:
      return null
  }
}

/** Every day from the first to the last, also those without calls. */
function daysBetween(days: readonly DailyActivity[]): string[] {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return []
  const start = Date.parse(first.day)
  const count = Math.round((Date.parse(last.day) - start) / DAY_MS) + 1
  return Array.from({ length: count }, (_, index) =>
    new Date(start + index * DAY_MS).toISOString().slice(0, 10),
  )
}
