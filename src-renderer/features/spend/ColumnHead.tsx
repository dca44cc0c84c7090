import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'

import type { SortDirection } from '#shared/spend-query.ts'
import { useAppState } from '../../app/app-store.ts'
import { classNames } from '../../ui/class-names.ts'
import { tooltipAttributes } from '../../ui/Tooltip.tsx'
import { gridRoles } from './grid-roles.ts'
import styles from './DataGrid.module.css'
import type { GridColumn } from './DataGrid.tsx'

/** A press that moves less than this is a click, in CSS pixels. */
const DRAG_FROM_PX = 5
/** One press of a key makes a column so much wider, in designed px. */
const STEP_PX = 16

interface ColumnHeadProps {
  readonly column: GridColumn
  readonly place: number
  /** null while rows are sorted by something else. */
  readonly direction: SortDirection | null
  readonly onSort: (column: string) => void
  readonly onResize: (column: string, width: number) => void
  readonly onMove: (column: string, toPlace: number) => void
}

/**
 * The head of a column: a click sorts, dragging moves the column, its right edge makes it wider. By keyboard Alt and the
 * arrows make it wider or narrower, with Shift they move it.
 */
export function ColumnHead({ column, place, direction, onSort, onResize, onMove }: ColumnHeadProps) {
  const { id, name, meaning, width, isNumber, canMove } = column
  const rem = useAppState((state) => state.settings.textScale / 100)
  const press = useRef<{ readonly x: number; readonly width: number } | null>(null)
  const [dragged, setDragged] = useState<number | null>(null)

  const handleKey = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined || !event.altKey) return
    event.preventDefault()
    if (!event.shiftKey) onResize(id, width + step * STEP_PX)
    else if (canMove) onMove(id, place + step)
  }
  const hold = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    press.current = { x: event.clientX, width }
  }
  const release = (): void => {
    press.current = null
    setDragged(null)
  }
  return (
    <div
      {...gridRoles.head}
      aria-sort={direction ?? undefined}
      data-column={id}
      className={classNames(
        styles['column'],
        isNumber && styles['number'],
        dragged !== null && styles['dragged'],
      )}
      style={dragged === null ? undefined : { transform: `translateX(${dragged}px)` }}
    >
      <button
        type="button"
        className={styles['sort']}
        {...tooltipAttributes(meaning)}
        onClick={() => {
          if (dragged === null) onSort(id)
        }}
        onKeyDown={handleKey}
        onPointerDown={hold}
        onPointerMove={(event) => {
          if (press.current === null || !canMove) return
          const distance = event.clientX - press.current.x
          if (dragged !== null || Math.abs(distance) >= DRAG_FROM_PX) setDragged(distance)
        }}
        onPointerUp={(event) => {
          const target = dragged === null ? null : placeUnder(event.currentTarget, event.clientX)
          // The click that follows a drag sorts nothing.
          setTimeout(release)
          if (target !== null) onMove(id, target)
        }}
        onPointerCancel={release}
      >
        <span className={styles['name']}>{name}</span>
        {direction === 'ascending' ? <ArrowUp aria-hidden /> : null}
        {direction === 'descending' ? <ArrowDown aria-hidden /> : null}
      </button>
      <span
        className={styles['edge']}
        aria-hidden
        onPointerDown={hold}
        onPointerMove={(event) => {
          if (press.current !== null)
            onResize(id, press.current.width + (event.clientX - press.current.x) / rem)
        }}
        onPointerUp={release}
        onPointerCancel={release}
      />
    </div>
  )
}

/** The place of the column a pointer is over; null beyond them. */
function placeUnder(head: HTMLElement, x: number): number | null {
  const columns = [...(head.closest('[role=row]')?.querySelectorAll<HTMLElement>('[data-column]') ?? [])]
  const own = head.closest('[data-column]')
  const place = columns.findIndex((column) => {
    if (column === own) return false
    const { left, right } = column.getBoundingClientRect()
    return x >= left && x < right
  })
  return place === -1 ? null : place
}
