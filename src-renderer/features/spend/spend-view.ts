/**
 * What is on show and how: range, filter, order, grouping and columns. Pure transitions; the same object comes back when
 * nothing changed. Times are those of the range, resolved only when main is asked.
 */
import type {
  SpendBounds,
  SpendDimension,
  SpendFilter,
  SpendGrouping,
  SpendGroupsRequest,
  SpendMeasure,
  SpendQuantity,
  SpendSort,
} from '#shared/spend-query.ts'
import type { ShownColumn, SpendRange, SpendView } from '#shared/spend.ts'
import { rangeOf } from '#shared/spend-range.ts'
import { firstDirection, initialGroupColumns, initialRowColumns } from './columns.ts'

export type GroupSort = SpendGroupsRequest['sort']
export type ViewFilter = SpendView['filter']

export interface ViewSpec {
  readonly range: SpendRange
  readonly filter: ViewFilter
  readonly sort: SpendSort
  /** null for single rows. */
  readonly groupBy: SpendGrouping | null
  readonly groupSort: GroupSort
  readonly rowColumns: readonly ShownColumn[]
  readonly groupColumns: readonly ShownColumn[]
  /** What the chart of spend is split by; null for one colour. */
  readonly stackBy: SpendDimension | null
}

export const emptyFilter: ViewFilter = { choices: {}, bounds: {}, text: '' }

export const initialSpec: ViewSpec = {
  range: { type: 'last', unit: 'day', count: 30 },
  filter: emptyFilter,
  sort: { column: 'time', direction: 'descending' },
  groupBy: null,
  groupSort: { by: 'cost', direction: 'descending' },
  rowColumns: initialRowColumns,
  groupColumns: initialGroupColumns,
  stackBy: 'model',
}

/** The filter main understands, with the range as it lies now. */
export function filterOf(spec: Pick<ViewSpec, 'range' | 'filter'>, now: Date): SpendFilter {
  const { from, to } = rangeOf(spec.range, now)
  return { ...spec.filter, text: spec.filter.text.trim(), from, to }
}

/** A click on a column's head: the other direction where it is sorted by already. */
export function sortedBy(spec: ViewSpec, column: SpendSort['column']): ViewSpec {
  const isSame = spec.sort.column === column
  const direction = isSame ? opposite(spec.sort.direction) : firstDirection(column)
  return { ...spec, sort: { column, direction } }
}

/** The same for groups. */
export function groupsSortedBy(spec: ViewSpec, by: GroupSort['by']): ViewSpec {
  const { groupSort } = spec
  const first = by === 'key' ? 'ascending' : 'descending'
  return {
    ...spec,
    groupSort: { by, direction: groupSort.by === by ? opposite(groupSort.direction) : first },
  }
}

function opposite(direction: SpendSort['direction']): SpendSort['direction'] {
  return direction === 'ascending' ? 'descending' : 'ascending'
}

/** Groups by something, or with null shows rows. Time is read from its beginning, everything else by what it cost. */
export function groupedBy(spec: ViewSpec, groupBy: SpendGrouping | null, isTime: boolean): ViewSpec {
  if (spec.groupBy === groupBy) return spec
  const groupSort: GroupSort = isTime
    ? { by: 'key', direction: 'descending' }
    : { by: 'cost', direction: 'descending' }
  return { ...spec, groupBy, groupSort }
}

/** Values of a dimension that are chosen, or left out; an empty list takes the dimension out of the filter. */
export function chosen(
  filter: ViewFilter,
  dimension: SpendDimension,
  values: readonly string[],
  isExcluded: boolean,
): ViewFilter {
  const { [dimension]: _former, ...others } = filter.choices
  if (values.length === 0) return { ...filter, choices: others }
  return { ...filter, choices: { ...others, [dimension]: { isExcluded, values: [...values] } } }
}

/** One value more or less. */
export function valueToggled(filter: ViewFilter, dimension: SpendDimension, value: string): ViewFilter {
  const choice = filter.choices[dimension]
  return chosen(filter, dimension, toggled(choice?.values ?? [], value), choice?.isExcluded ?? false)
}

/** A list with one value more, or without it where it was there. */
export function toggled(values: readonly string[], value: string): readonly string[] {
  return values.includes(value) ? values.filter((known) => known !== value) : [...values, value]
}

/** Bounds of a quantity; two open ends take it out of the filter. */
export function bounded(filter: ViewFilter, quantity: SpendQuantity, bounds: SpendBounds): ViewFilter {
  const { [quantity]: _former, ...others } = filter.bounds
  if (bounds.min === null && bounds.max === null) return { ...filter, bounds: others }
  return { ...filter, bounds: { ...others, [quantity]: bounds } }
}

/** Whether a filter keeps rows out, its range aside. */
export function isFiltering({ choices, bounds, text }: ViewFilter): boolean {
  return Object.keys(choices).length > 0 || Object.keys(bounds).length > 0 || text.trim() !== ''
}

/** The view to save under a name: what is on show now. */
export function savedView(spec: ViewSpec, id: string, name: string): SpendView {
  const { range, filter, sort, groupBy, stackBy } = spec
  const columns = groupBy === null ? spec.rowColumns : spec.groupColumns
  return { id, name, range, filter, sort, groupBy, columns: [...columns], stackBy }
}

/** Shows a saved view. Columns it does not hold stay as they are. */
export function viewShown(spec: ViewSpec, view: SpendView): ViewSpec {
  const { range, filter, sort, groupBy, columns, stackBy } = view
  const shown = { ...spec, range, filter, sort, groupBy, stackBy }
  return groupBy === null ? { ...shown, rowColumns: columns } : { ...shown, groupColumns: columns }
}

/** Whether a saved view is what is on show. */
export function isView(spec: ViewSpec, view: SpendView): boolean {
  return stableText(savedView(spec, view.id, view.name)) === stableText(view)
}

/** JSON whose properties are in order, so that equal values give equal text. */
export function stableText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)))
      : part,
  )
}

/** The rows of a group and no others. `stepEnd` tells where a group of time ends; null for other groups. */
export function drilledInto(
  spec: ViewSpec,
  groupBy: SpendGrouping,
  key: string,
  stepEnd: ((from: string) => string) | null,
): ViewSpec {
  if (stepEnd !== null)
    return { ...spec, groupBy: null, range: { type: 'between', from: key, to: stepEnd(key) } }
  const filter = chosen(spec.filter, groupBy as SpendDimension, [key], false)
  return { ...spec, groupBy: null, filter }
}

/** Measures a table of groups needs: those of its columns and the one it is sorted by. */
export function groupMeasures(spec: Pick<ViewSpec, 'groupColumns' | 'groupSort'>): SpendMeasure[] {
  const shown = spec.groupColumns.map(({ column }) => column as SpendMeasure)
  const { by } = spec.groupSort
  return [...new Set<SpendMeasure>(['calls', 'cost', ...shown, ...(by === 'key' ? [] : [by])])]
}
