/** What decides whether a column is shown. */
export interface ColumnRoom {
  readonly id: string
  /** The least width it needs, in rem. */
  readonly minRem: number
  /** 1 is always shown; the higher, the sooner it gives way. */
  readonly rank: number
}

/** The columns there is room for, in their order: where it is short, those with the highest rank go first. */
export function fittingColumns<Column extends ColumnRoom>(
  columns: readonly Column[],
  widthRem: number,
): readonly Column[] {
  let shown = columns
  while (needed(shown) > widthRem) {
    const rank = Math.max(...shown.map((column) => column.rank))
    if (rank <= 1) break
    const last = shown.findLastIndex((column) => column.rank === rank)
    shown = shown.filter((_, index) => index !== last)
  }
  return shown
}

function needed(columns: readonly ColumnRoom[]): number {
  return columns.reduce((sum, { minRem }) => sum + minRem, 0)
}
