/** How the view was left, kept in localStorage: layout and habits, but no filter, which would hide rows unnoticed. */
import type { SpendGrouping } from '#shared/spend-query.ts'
import type { SpendRange } from '#shared/spend.ts'
import type { ChartKind } from './chart-kinds.ts'
import { groupColumns, readColumns, rowColumns } from './columns.ts'
import { initialSpec, type ViewSpec } from './spend-view.ts'
import { dimensionWords, isTimeStep } from './spend-words.ts'

/** Widths of the panel of a row in designed px. */
export const panelWidths = { min: 320, initial: 440, max: 720 } as const

/** What is remembered beside the view itself. */
export interface SpendLayout {
  readonly chart: ChartKind
  readonly isChartShown: boolean
  /** Width of the panel of a row, in designed px. */
  readonly panelWidth: number
}

export const initialLayout: SpendLayout = {
  chart: 'spend',
  isChartShown: true,
  panelWidth: panelWidths.initial,
}

/** What is remembered, as text. A range that was brushed is a moment's work and stays out. */
export function rememberedText(spec: ViewSpec, layout: SpendLayout): string {
  const { range, groupBy, stackBy } = spec
  const kept = range.type === 'between' ? initialSpec.range : range
  const columns = { rowColumns: spec.rowColumns, groupColumns: spec.groupColumns }
  return JSON.stringify({ range: kept, groupBy, stackBy, ...columns, ...layout })
}

/** Reads it back; what is missing or damaged falls back to the designed view. */
export function readRemembered(text: string | null): {
  readonly spec: ViewSpec
  readonly layout: SpendLayout
} {
  const kept = parseObject(text)
  const width = Number(kept['panelWidth'])
  return {
    spec: {
      ...initialSpec,
      range: readRange(kept['range']) ?? initialSpec.range,
      groupBy: readGrouping(kept['groupBy']),
      stackBy: kept['stackBy'] === null ? null : (readDimension(kept['stackBy']) ?? initialSpec.stackBy),
      rowColumns: readColumns(kept['rowColumns'], rowColumns) ?? initialSpec.rowColumns,
      groupColumns: readColumns(kept['groupColumns'], groupColumns) ?? initialSpec.groupColumns,
    },
    layout: {
      chart: readChart(kept['chart']) ?? initialLayout.chart,
      isChartShown: kept['isChartShown'] !== false,
      panelWidth:
        width >= panelWidths.min && width <= panelWidths.max ? Math.round(width) : panelWidths.initial,
    },
  }
}

function readRange(value: unknown): SpendRange | null {
  const { type, unit, count } = (value ?? {}) as { type?: unknown; unit?: unknown; count?: unknown }
  if (type === 'all' || type === 'today' || type === 'this-month') return { type }
  const isSpan = type === 'last' && (unit === 'hour' || unit === 'day')
  return isSpan && typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= 3660
    ? { type, unit, count }
    : null
}

function readDimension(value: unknown): keyof typeof dimensionWords | null {
  return typeof value === 'string' && Object.hasOwn(dimensionWords, value)
    ? (value as keyof typeof dimensionWords)
    : null
}

function readGrouping(value: unknown): SpendGrouping | null {
  const isStep = typeof value === 'string' && isTimeStep(value as SpendGrouping)
  return isStep ? (value as SpendGrouping) : readDimension(value)
}

function readChart(value: unknown): ChartKind | null {
  const charts: readonly unknown[] = ['spend', 'tokens', 'errors', 'latency', 'budget'] satisfies ChartKind[]
  return charts.includes(value) ? (value as ChartKind) : null
}

function parseObject(text: string | null): Readonly<Record<string, unknown>> {
  if (text === null) return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    // Not ours or cut short: the designed view is a good answer.
    return {}
  }
}
