import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'

import {
  isStuck,
  placeAt,
  rowsInSight,
  rowsTopFor,
  type ScrollPlace,
  scrolledTo,
  scrollHeight,
  settled,
  type TableHeights,
} from './row-window.ts'

/** Rows drawn beyond what is in sight, above and below. */
const OVERSCAN = 8

export interface EndlessRows {
  /** Rows to draw, the last one not included. */
  readonly first: number
  readonly end: number
  /** Rows in sight, the last one not included. */
  readonly firstSeen: number
  readonly endSeen: number
  /** Height of the element that holds the rows, in CSS pixels. */
  readonly height: number
  /** Where a row is drawn in it, in CSS pixels. */
  readonly topOf: (row: number) => number
  /** Brings a row into sight by the shortest way. */
  readonly reveal: (row: number) => void
  /** Moves the view by rows, without moving what is in sight. */
  readonly moveBy: (rows: number) => void
  /** Rows that fit in the view. */
  readonly pageRows: number
}

/**
 * Follows a scrolling element that holds `count` rows of `rowHeight` px below a sticky head and above a sticky foot, both
 * `edges` px high together.
 */
export function useEndlessRows(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  edges: number,
): EndlessRows {
  const [viewHeight, setViewHeight] = useState(0)
  const [place, setPlace] = useState<ScrollPlace>({ scrollTop: 0, rowsTop: 0 })
  const latest = useRef(place)
  const heights = useMemo<TableHeights>(
    () => ({ full: count * rowHeight, view: Math.max(0, viewHeight - edges) }),
    [count, rowHeight, viewHeight, edges],
  )

  const put = useCallback((next: ScrollPlace): void => {
    latest.current = next
    setPlace(next)
  }, [])

  /** Moves the browser's scroll position along with the rows. */
  const go = useCallback(
    (next: ScrollPlace): void => {
      put(next)
      scroller.current?.scrollTo({ top: next.scrollTop, behavior: 'instant' })
    },
    [put, scroller],
  )

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const measure = (): void => setViewHeight(element.clientHeight)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])

  useEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const scrolled = (): void => {
      // Also heard after a scroll of our own, which is no news.
      if (Math.abs(element.scrollTop - latest.current.scrollTop) < 1) return
      const next = scrolledTo(latest.current, element.scrollTop, heights)
      if (isStuck(next, heights)) go(settled(next, heights))
      else put(next)
    }
    const ended = (): void => {
      const next = settled(latest.current, heights)
      if (Math.abs(next.scrollTop - latest.current.scrollTop) >= 1) go(next)
    }
    element.addEventListener('scroll', scrolled, { passive: true })
    element.addEventListener('scrollend', ended, { passive: true })
    return () => {
      element.removeEventListener('scroll', scrolled)
      element.removeEventListener('scrollend', ended)
    }
  }, [scroller, heights, put, go])

  const { first, end } = rowsInSight(place.rowsTop, heights.view, rowHeight, count, OVERSCAN)
  const seen = rowsInSight(place.rowsTop, heights.view, rowHeight, count, 0)
  const shift = place.scrollTop - place.rowsTop
  return {
    first,
    end,
    firstSeen: seen.first,
    endSeen: seen.end,
    height: scrollHeight(heights),
    topOf: (row) => row * rowHeight + shift,
    reveal: (row) => {
      const rowsTop = rowsTopFor(row, latest.current.rowsTop, heights.view, rowHeight)
      if (rowsTop !== latest.current.rowsTop) go(placeAt(rowsTop, heights))
    },
    moveBy: (rows) => go(placeAt(latest.current.rowsTop + rows * rowHeight, heights)),
    pageRows: Math.max(1, Math.floor(heights.view / rowHeight) - 1),
  }
}
