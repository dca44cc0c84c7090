/** From main's answers to what a chart draws. Money is a float from here on: good for drawing, never for sums. */
import type { SpendBudget } from '#shared/spend.ts'
import type {
  SpendDimension,
  SpendFigures,
  SpendMeasure,
  SpendSeries,
  TimeStep,
} from '#shared/spend-query.ts'
import {
  countFigure,
  durationFigure,
  type Figure,
  shareFigure,
  usdFigure,
  usdNumberFigure,
} from '../../ui/figures.ts'
import type { ChartKind } from './chart-kinds.ts'
import { valueWord } from './spend-words.ts'
import { durationAxis, figureAxis, usdAxis } from './chart-axis.ts'
import { stepEnd } from './time-steps.ts'

/** Which of the theme's chart colours. */
export type ChartHue = 1 | 2 | 3 | 4 | 5 | 6 | 'rest'

export interface ChartLine {
  readonly key: string
  readonly label: string
  readonly hue: ChartHue
  readonly isDashed: boolean
  /** One for each time; null where there is nothing to draw. */
  readonly values: readonly (number | null)[]
  /** Over the whole range; null where parts do not add up. */
  readonly total: Figure | null
  /** The dimension's value it stands for; null where it stands for none. */
  readonly filterValue: string | null
}

export interface ChartDrawing {
  /** `stack`: bars on each other. `lines`: beside each other over time. */
  readonly shape: 'stack' | 'lines'
  /** Where each step begins, ISO 8601 UTC. */
  readonly times: readonly string[]
  /** Where the last one ends. */
  readonly end: string
  /** null where points are moments rather than steps. */
  readonly step: TimeStep | null
  /** Whether steps are days of UTC. */
  readonly isUtc: boolean
  readonly lines: readonly ChartLine[]
  readonly figureOf: (value: number | null) => Figure
  /** A round value beside the axis. */
  readonly axisText: (value: number) => string
  /** Whether the sum of all lines at one time means something. */
  readonly hasSum: boolean
}

/** Draws the series of a chart; null while there is nothing in it to draw. */
export function seriesDrawing(
  chart: Exclude<ChartKind, 'budget'>,
  series: SpendSeries,
  stackBy: SpendDimension | null,
  totals: SpendFigures | null,
): ChartDrawing | null {
  const last = series.times.at(-1)
  if (last === undefined || series.lines.length === 0) return null
  const frame = {
    times: series.times,
    end: stepEnd(last, series.step, series.isByServerDay),
    step: series.step,
    isUtc: series.isByServerDay,
  }
  switch (chart) {
    case 'spend':
      return {
        ...frame,
        shape: 'stack',
        hasSum: true,
        figureOf: usdNumberFigure,
        axisText: usdAxis,
        lines: series.lines.map((line, place) => ({
          key: line.isRest ? 'rest' : `value:${line.key}`,
          label: line.isRest
            ? 'All others'
            : stackBy === null
              ? 'Spend'
              : valueWord(stackBy, line.key, line.label),
          hue: line.isRest ? 'rest' : hueAt(place),
          isDashed: false,
          values: line.values.cost ?? [],
          total: usdFigure(line.cost),
          filterValue: line.isRest || stackBy === null ? null : line.key,
        })),
      }
    case 'tokens':
      return {
        ...frame,
        shape: 'stack',
        hasSum: true,
        figureOf: countFigure,
        axisText: figureAxis(countFigure),
        lines: tokenLines(series, totals),
      }
    case 'errors':
      return {
        ...frame,
        shape: 'stack',
        hasSum: false,
        figureOf: shareFigure,
        axisText: figureAxis(shareFigure),
        lines: [
          measureLine(series, 'errorRate', 'Failed calls', 2, shareFigure(totals?.values.errorRate ?? null)),
        ],
      }
    case 'latency':
      return {
        ...frame,
        shape: 'lines',
        hasSum: false,
        figureOf: durationFigure,
        axisText: durationAxis,
        lines: latencyLines.map(([measure, label, hue, isDashed]) => ({
          ...measureLine(series, measure, label, hue, durationFigure(totals?.values[measure] ?? null)),
          isDashed,
        })),
      }
  }
}

const latencyLines: readonly (readonly [SpendMeasure, string, ChartHue, boolean])[] = [
  ['durationP99', 'Duration p99', 4, false],
  ['durationP95', 'Duration p95', 2, false],
  ['durationP50', 'Duration median', 1, false],
  ['firstTokenP50', 'First token median', 3, true],
]

function measureLine(
  series: SpendSeries,
  measure: SpendMeasure,
  label: string,
  hue: ChartHue,
  total: Figure,
): ChartLine {
  const values = series.lines[0]?.values[measure] ?? []
  return { key: measure, label, hue, isDashed: false, values, total, filterValue: null }
}

function less(whole: ChartLine['values'], part: ChartLine['values']): ChartLine['values'] {
  return whole.map((value, place) => (value === null ? null : Math.max(0, value - (part[place] ?? 0))))
}

/** Cached is part of input, reasoning of output; drawn apart, the four parts add up to all tokens. */
function tokenLines(series: SpendSeries, totals: SpendFigures | null): ChartLine[] {
  const values = series.lines[0]?.values ?? {}
  const part = (measure: SpendMeasure): readonly (number | null)[] => values[measure] ?? []
  const sum = (measure: SpendMeasure): number => totals?.values[measure] ?? 0
  const line = (
    key: string,
    label: string,
    hue: ChartHue,
    drawn: readonly (number | null)[],
    total: number,
  ): ChartLine => ({
    key,
    label,
    hue,
    isDashed: false,
    values: drawn,
    total: totals === null ? null : countFigure(total),
    filterValue: null,
  })
  return [
    line(
      'input',
      'Input',
      1,
      less(part('inputTokens'), part('cachedTokens')),
      sum('inputTokens') - sum('cachedTokens'),
    ),
    line('cached', 'Input, cached', 5, part('cachedTokens'), sum('cachedTokens')),
    line(
      'output',
      'Output',
      2,
      less(part('outputTokens'), part('reasoningTokens')),
      sum('outputTokens') - sum('reasoningTokens'),
    ),
    line('reasoning', 'Output, reasoning', 4, part('reasoningTokens'), sum('reasoningTokens')),
  ]
}

function hueAt(place: number): ChartHue {
  return ((place % 6) + 1) as ChartHue
}

/** What is left of a budget: as it was, and dashed as it will be if it goes on like this. */
export function budgetDrawing(budget: SpendBudget): ChartDrawing | null {
  const { points, forecast } = budget
  const now = points.at(-1)
  if (now === undefined) return null
  const max = Number(budget.maxBudget)
  const left = (spent: string): number => max - Number(spent)
  const coming = forecast === null ? [] : forecastPoints(budget, now.at)
  const times = [...points.map(({ at }) => at), ...coming.map(({ at }) => at)]
  const lines: ChartLine[] = [
    {
      key: 'left',
      label: 'Left',
      hue: 1,
      isDashed: false,
      values: [...points.map(({ spent }) => left(spent)), ...nothing(coming.length)],
      total: usdNumberFigure(left(budget.spent)),
      filterValue: null,
    },
  ]
  if (coming.length > 0)
    lines.push({
      key: 'forecast',
      label: 'If it goes on like this',
      hue: 2,
      isDashed: true,
      values: [...nothing(points.length - 1), left(now.spent), ...coming.map(({ spent }) => max - spent)],
      total: usdNumberFigure(Math.max(0, left(forecast?.spentAtEnd ?? now.spent))),
      filterValue: null,
    })
  return {
    shape: 'lines',
    times,
    end: times.at(-1) ?? now.at,
    step: null,
    isUtc: false,
    lines,
    figureOf: usdNumberFigure,
    axisText: usdAxis,
    hasSum: false,
  }
}

function nothing(count: number): null[] {
  return Array.from({ length: count }, () => null)
}

/** Where the forecast goes: to the end, by way of the moment the budget is used up. */
function forecastPoints(budget: SpendBudget, now: string): { readonly at: string; readonly spent: number }[] {
  const { forecast } = budget
  if (forecast === null) return []
  const max = Number(budget.maxBudget)
  const end = { at: forecast.endsAt, spent: Math.min(max, Number(forecast.spentAtEnd)) }
  const used = forecast.usedUpAt
  const isOnTheWay = used !== null && used > now && used < forecast.endsAt
  return isOnTheWay ? [{ at: used, spent: max }, end] : end.at > now ? [end] : []
}

/** What a chart draws of a stack: each line on top of those before it. Where a line has nothing, nothing is drawn. */
export function stacked(lines: readonly ChartLine[]): readonly (readonly (number | null)[])[] {
  const heights: number[] = []
  return lines.map(({ values }) =>
    values.map((value, place) => {
      if (value === null || value === 0) return null
      heights[place] = (heights[place] ?? 0) + value
      return heights[place]
    }),
  )
}

/** A chart in one sentence, for who cannot see it. */
export function drawingSentence(
  title: string,
  drawing: ChartDrawing,
  nameOf: (time: string) => string,
): string {
  const sums = drawing.times.map((_, place) =>
    drawing.hasSum
      ? drawing.lines.reduce((sum, { values }) => sum + (values[place] ?? 0), 0)
      : (drawing.lines[0]?.values[place] ?? null),
  )
  const highest = sums.reduce<number>(
    (best, value, place) => ((value ?? 0) > (sums[best] ?? 0) ? place : best),
    0,
  )
  const time = drawing.times[highest]
  const [first, last] = [drawing.times[0], drawing.times.at(-1)]
  if (time === undefined || first === undefined || last === undefined) return title
  const { before, number, unit } = drawing.figureOf(sums[highest] ?? null)
  return (
    `${title} from ${nameOf(first)} to ${nameOf(last)}. Highest: ${before}${number} ${unit}`.trim() +
    `, ${nameOf(time)}.`
  )
}
