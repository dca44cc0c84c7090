import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

import { isStop, type ListRow, rowKey } from './conversation-list.ts'

interface ListParts {
  readonly rows: readonly ListRow[]
  readonly scroller: RefObject<HTMLElement | null>
  /** Where the Tab key stops until the focus was somewhere else. */
  readonly openId: string | null
  readonly scrollTo: (index: number) => void
}

interface ListFocus {
  /** The line where the Tab key stops; null when there is none. */
  readonly tabStop: string | null
  /** A line has the focus. */
  readonly focused: (key: string) => void
  /** Gives a line the focus, scrolling it into sight. */
  readonly focusRow: (row: ListRow | undefined) => void
  /** The focus goes to the nearest line before or behind another, null for the top. False when there is none. */
  readonly step: (from: ListRow | null, by: 1 | -1) => boolean
  /** A field of the list is done: a line gets the focus unless something outside has taken it. */
  readonly takeOver: (key: string) => void
}

/** The focus among the lines of the list, which may have to be scrolled to before they are there. */
export function useListFocus({ rows, scroller, openId, scrollTo }: ListParts): ListFocus {
  const [last, setLast] = useState<string | null>(null)
  /** The line that takes the focus as soon as it is there. */
  const wanted = useRef<string | null>(null)
  const focusWanted = useCallback((): boolean => {
    if (wanted.current === null) return true
    const line = scroller.current?.querySelector<HTMLElement>(`[data-line="${CSS.escape(wanted.current)}"]`)
    if (!line) return false
    line.focus({ preventScroll: true })
    wanted.current = null
    return true
  }, [scroller])
  useEffect(() => {
    if (focusWanted()) return
    const index = rows.findIndex((row) => rowKey(row) === wanted.current)
    if (index !== -1) scrollTo(index)
  })

  function focusRow(row: ListRow | undefined) {
    if (!row) return
    wanted.current = rowKey(row)
    setLast(wanted.current)
    scrollTo(rows.indexOf(row))
    focusWanted()
  }

  const takeOver = useCallback(
    (key: string) => {
      setLast(key)
      // The field goes with the next picture, and the focus with it.
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return
        wanted.current = key
        focusWanted()
      })
    },
    [focusWanted],
  )

  return {
    tabStop: stopAt(rows, last) ?? stopAt(rows, openId) ?? firstStop(rows),
    focused: setLast,
    focusRow,
    step: (from, by) => {
      const start = from === null ? -1 : rows.indexOf(from)
      for (let index = start + by; index >= 0 && index < rows.length; index += by) {
        const row = rows[index]
        if (!row || !isStop(row)) continue
        focusRow(row)
        return true
      }
      return false
    },
    takeOver,
  }
}

function stopAt(rows: readonly ListRow[], key: string | null): string | null {
  return key !== null && rows.some((row) => isStop(row) && rowKey(row) === key) ? key : null
}

function firstStop(rows: readonly ListRow[]): string | null {
  const first = rows.find(isStop)
  return first ? rowKey(first) : null
}
