/** The columns of both tables, and how the user's choice among them changes. Widths are in designed px. */
import type { SortDirection, SpendColumn, SpendMeasure } from '#shared/spend-query.ts'
import type { ShownColumn } from '#shared/spend.ts'

export type AnyColumn = ShownColumn['column']

/** Widths a column can be dragged to. */
export const columnWidths = { min: 48, max: 640 } as const

/** Columns of single rows in the order they are offered, with the width each has at first. */
export const rowColumns: Readonly<Record<SpendColumn, number>> = {
  time: 148,
  status: 108,
  model: 190,
  providerModel: 200,
  provider: 104,
  cost: 108,
  inputTokens: 80,
  outputTokens: 80,
  cachedTokens: 84,
  reasoningTokens: 92,
  durationMs: 88,
  firstTokenMs: 92,
  key: 152,
  user: 160,
  endUser: 120,
  team: 112,
  tags: 160,
  client: 120,
  session: 132,
  callType: 120,
  error: 280,
}

/** Columns of groups, likewise. */
export const groupColumns: Readonly<Record<SpendMeasure, number>> = {
  calls: 84,
  cost: 112,
  costAverage: 96,
  costP95: 96,
  tokens: 88,
  inputTokens: 84,
  outputTokens: 84,
  cachedTokens: 84,
  reasoningTokens: 96,
  failures: 76,
  errorRate: 88,
  cacheHits: 92,
  durationAverage: 108,
  durationP50: 108,
  durationP95: 108,
  durationP99: 108,
  firstTokenAverage: 120,
  firstTokenP50: 120,
  firstTokenP95: 120,
}

/** The widths of what a group is called. */
export const groupNameWidth = 240

const numeric: ReadonlySet<AnyColumn> = new Set<AnyColumn>([
  'cost',
  'inputTokens',
  'outputTokens',
  'cachedTokens',
  'reasoningTokens',
  'durationMs',
  'firstTokenMs',
  ...(Object.keys(groupColumns) as SpendMeasure[]),
])

/** Whether a column holds numbers, which are right-aligned. */
export function isNumeric(column: AnyColumn): boolean {
  return numeric.has(column)
}

/** The direction a first click sorts in: the newest, dearest, slowest first; names from A. */
export function firstDirection(column: AnyColumn): SortDirection {
  return column === 'time' || isNumeric(column) ? 'descending' : 'ascending'
}

export const initialRowColumns = shownColumns(rowColumns, [
  'time',
  'status',
  'model',
  'cost',
  'inputTokens',
  'outputTokens',
  'durationMs',
  'firstTokenMs',
  'key',
  'user',
  'tags',
  'session',
])

export const initialGroupColumns = shownColumns(groupColumns, [
  'cost',
  'calls',
  'costAverage',
  'costP95',
  'inputTokens',
  'outputTokens',
  'errorRate',
  'durationAverage',
  'durationP95',
])

function shownColumns<Column extends AnyColumn>(
  widths: Readonly<Record<Column, number>>,
  columns: readonly Column[],
): readonly ShownColumn[] {
  return columns.map((column) => ({ column, width: widths[column] }))
}

/** Shows or hides a column. A shown one goes where the catalogue has it among the others; the last one stays. */
export function columnToggled(
  shown: readonly ShownColumn[],
  column: AnyColumn,
  catalogue: Readonly<Record<string, number>>,
): readonly ShownColumn[] {
  const place = shown.findIndex((candidate) => candidate.column === column)
  if (place !== -1) return shown.length === 1 ? shown : shown.toSpliced(place, 1)
  const order = Object.keys(catalogue)
  const rank = order.indexOf(column)
  const before = shown.findLastIndex((candidate) => order.indexOf(candidate.column) < rank)
  return shown.toSpliced(before + 1, 0, { column, width: catalogue[column] ?? columnWidths.min })
}

/** Moves a column to the place another one has now; the same list when there is nothing to move. */
export function columnMoved(
  shown: readonly ShownColumn[],
  column: AnyColumn,
  toPlace: number,
): readonly ShownColumn[] {
  const place = shown.findIndex((candidate) => candidate.column === column)
  const target = Math.min(shown.length - 1, Math.max(0, toPlace))
  const moved = shown[place]
  if (moved === undefined || place === target) return shown
  return shown.toSpliced(place, 1).toSpliced(target, 0, moved)
}

/** Gives a column another width, within `columnWidths`. */
export function columnResized(
  shown: readonly ShownColumn[],
  column: AnyColumn,
  width: number,
): readonly ShownColumn[] {
  const kept = Math.round(Math.min(columnWidths.max, Math.max(columnWidths.min, width)))
  return shown.map((candidate) =>
    candidate.column === column && candidate.width !== kept ? { column, width: kept } : candidate,
  )
}

/** Columns read from storage: those known to the catalogue, once each, or null when none is left. */
export function readColumns(
  value: unknown,
  catalogue: Readonly<Record<string, number>>,
): readonly ShownColumn[] | null {
  if (!Array.isArray(value)) return null
  const read = new Map<string, ShownColumn>()
  for (const item of value as unknown[]) {
    const { column, width } = (item ?? {}) as { column?: unknown; width?: unknown }
    if (typeof column !== 'string' || !Object.hasOwn(catalogue, column)) continue
    const [kept] = columnResized(
      [{ column: column as AnyColumn, width: 0 }],
      column as AnyColumn,
      Number(width),
    )
    if (kept !== undefined && Number.isFinite(kept.width)) read.set(column, kept)
  }
  return read.size === 0 ? null : [...read.values()]
}
