import type { FigureResult } from './figure.ts'

const HEADINGS = ['figure', 'value', 'unit', 'baseline', 'ratio', 'goal', ''] as const

/** The figures as an aligned table of text. */
export function tableOf(results: readonly FigureResult[]): string {
  const rows = [HEADINGS, ...results.map(cellsOf)]
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function cellsOf(result: FigureResult): readonly string[] {
  const baseline =
    result.baseline === null ? '' : `${shortNumber(result.baseline)} (${result.baselineName ?? ''})`
  return [
    result.name,
    shortNumber(result.value),
    result.unit,
    baseline,
    result.ratio === null ? '' : `${result.ratio.toFixed(2)}×`,
    result.goal,
    result.isReached === null ? '' : result.isReached ? 'reached' : 'MISSED',
  ]
}

function shortNumber(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1)
}
