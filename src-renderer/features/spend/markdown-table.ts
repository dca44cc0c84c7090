import type { SpendLog } from '#shared/spend-log.ts'
import type { SpendColumn, SpendGrouping, SpendGroups, SpendMeasure } from '#shared/spend-query.ts'
import type { ShownColumn } from '#shared/spend.ts'
import { decimalText } from '../../ui/figures.ts'
import { isNumeric } from './columns.ts'
import { columnText } from './log-text.ts'
import { columnWords, groupingWord, isTimeStep, measureWords, valueWord } from './spend-words.ts'

/** A text for the clipboard and what it holds. */
interface Copy {
  readonly text: string
  readonly count: number
  readonly noun: string
}

/** Rows as a Markdown table, exact: no figure is rounded, times are UTC. */
export function rowsMarkdown(logs: readonly SpendLog[], columns: readonly ShownColumn[]): Copy {
  const shown = columns.map(({ column }) => column as SpendColumn)
  const text = markdownTable(
    shown.map((column) => [column === 'time' ? 'Time (UTC)' : columnWords[column][0], isNumeric(column)]),
    logs.map((log) => shown.map((column) => columnText(column, log))),
  )
  return { text, count: logs.length, noun: logs.length === 1 ? 'row' : 'rows' }
}

/** Groups as a Markdown table, with the totals as last line. */
export function groupsMarkdown(
  by: SpendGrouping,
  answer: SpendGroups | null,
  columns: readonly ShownColumn[],
): Copy {
  const shown = columns.map(({ column }) => column as SpendMeasure)
  const groups = answer?.groups ?? []
  const line = (name: string, figures: SpendGroups['totals']): string[] => [
    name,
    ...shown.map((measure) => measureText(measure, figures)),
  ]
  const lines = groups.map(({ key, label, figures }) =>
    line(isTimeStep(by) ? key : valueWord(by, key, label), figures),
  )
  const text = markdownTable(
    [
      [groupingWord(by), false],
      ...shown.map((measure): [string, boolean] => [measureWords[measure][0], true]),
    ],
    answer === null ? lines : [...lines, line('All', answer.totals)],
  )
  return { text, count: groups.length, noun: groups.length === 1 ? 'group' : 'groups' }
}

function measureText(measure: SpendMeasure, { cost, values }: SpendGroups['totals']): string {
  if (measure === 'cost') return `$${cost}`
  const value = values[measure] ?? null
  if (value === null) return ''
  if (measure.startsWith('cost')) return `$${decimalText(value)}`
  if (measure.startsWith('duration') || measure.startsWith('firstToken')) return `${Math.round(value)} ms`
  return measure === 'errorRate' ? `${decimalText(value * 100)} %` : decimalText(value)
}

function markdownTable(
  heads: readonly (readonly [name: string, isNumber: boolean])[],
  lines: readonly (readonly string[])[],
): string {
  const rule = `| ${heads.map(([, isNumber]) => (isNumber ? '---:' : '---')).join(' | ')} |`
  return [tableRow(heads.map(([name]) => name)), rule, ...lines.map(tableRow)].join('\n')
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map(escaped).join(' | ')} |`
}

/** A pipe would end the cell and a line break the row. */
function escaped(cell: string): string {
  return cell.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim()
}
