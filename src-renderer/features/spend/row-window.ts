/**
 * Which rows of an endless table are in sight. Rows are of one height, so nothing is measured. Browsers cannot draw an
 * element higher than about 33 million px, which is a million rows at 150 %: past `MAX_SCROLL_PX` the scrollbar stands for
 * the whole while small moves go on row by row.
 */

/** The tallest content given to the browser, in CSS pixels. */
export const MAX_SCROLL_PX = 8_000_000

/** All heights in CSS pixels. */
export interface TableHeights {
  /** Of all rows together, as if there were no limit. */
  readonly full: number
  /** Of the part of the view where rows are seen. */
  readonly view: number
}

/** Where the view stands: the browser's own scroll position, and the height of all rows above the first one in sight. */
export interface ScrollPlace {
  readonly scrollTop: number
  readonly rowsTop: number
}

/** The height the browser is given. */
export function scrollHeight({ full }: TableHeights): number {
  return Math.min(full, MAX_SCROLL_PX)
}

/**
 * Where the view stands after the browser scrolled. Up to a view's height it is a move by as much; further is a jump of the
 * scrollbar, which is read as a part of the whole.
 */
export function scrolledTo(place: ScrollPlace, scrollTop: number, heights: TableHeights): ScrollPlace {
  if (heights.full <= MAX_SCROLL_PX) return { scrollTop, rowsTop: scrollTop }
  const move = scrollTop - place.scrollTop
  const rowsTop =
    Math.abs(move) <= heights.view
      ? place.rowsTop + move
      : (scrollTop * rowsEnd(heights)) / scrollEnd(heights)
  return { scrollTop, rowsTop: clamp(rowsTop, rowsEnd(heights)) }
}

/** Where the scrollbar belongs for what is in sight; differs from where it is after many small moves. */
export function settled(place: ScrollPlace, heights: TableHeights): ScrollPlace {
  return placeAt(place.rowsTop, heights)
}

/** The place at which rows begin after `rowsTop`. */
export function placeAt(rowsTop: number, heights: TableHeights): ScrollPlace {
  const within = clamp(rowsTop, rowsEnd(heights))
  if (heights.full <= MAX_SCROLL_PX) return { scrollTop: within, rowsTop: within }
  return { scrollTop: (within / rowsEnd(heights)) * scrollEnd(heights), rowsTop: within }
}

/** Whether the scrollbar is at an end where the rows are not, so that it has to be settled before one can go on. */
export function isStuck({ scrollTop, rowsTop }: ScrollPlace, heights: TableHeights): boolean {
  if (heights.full <= MAX_SCROLL_PX) return false
  if (scrollTop <= 0) return rowsTop > 0
  return scrollTop >= scrollEnd(heights) - 1 && rowsTop < rowsEnd(heights)
}

/** The rows to draw, the last one not included. */
export function rowsInSight(
  rowsTop: number,
  viewHeight: number,
  rowHeight: number,
  count: number,
  overscan: number,
): { readonly first: number; readonly end: number } {
  const first = Math.max(0, Math.floor(rowsTop / rowHeight) - overscan)
  const end = Math.min(count, Math.ceil((rowsTop + viewHeight) / rowHeight) + overscan)
  return { first: Math.min(first, end), end }
}

/** Where the rows have to begin so that a row is in sight: as they are when it is, else by the shortest way. */
export function rowsTopFor(row: number, rowsTop: number, viewHeight: number, rowHeight: number): number {
  const top = row * rowHeight
  if (top < rowsTop) return top
  return top + rowHeight > rowsTop + viewHeight ? top + rowHeight - viewHeight : rowsTop
}

function rowsEnd({ full, view }: TableHeights): number {
  return Math.max(0, full - view)
}

function scrollEnd(heights: TableHeights): number {
  return Math.max(0, scrollHeight(heights) - heights.view)
}

function clamp(value: number, end: number): number {
  return Math.min(end, Math.max(0, value))
}
