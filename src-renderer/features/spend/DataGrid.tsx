import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
} from 'react'

import type { SortDirection } from '#shared/spend-query.ts'
import { useAppState } from '../../app/app-store.ts'
import { classNames } from '../../ui/class-names.ts'
import { gridRoles } from './grid-roles.ts'
import { ColumnHead } from './ColumnHead.tsx'
import styles from './DataGrid.module.css'
import { useEndlessRows } from './use-endless-rows.ts'

/** Height of a row, the head and the foot, in rem. */
const ROW_REM = 1.75
const EDGE_REM = 2

/** A column as the grid needs to know it. */
export interface GridColumn {
  readonly id: string
  readonly name: string
  /** What it means, for the tooltip. */
  readonly meaning: string
  /** In designed px. */
  readonly width: number
  readonly isNumber: boolean
  /** Whether it can change places with others. */
  readonly canMove: boolean
}

/** What a row needs to be drawn. */
export interface GridRowPlace {
  readonly id: string
  /** The row's place among all, from 0. */
  readonly place: number
  /** Where it is drawn, in CSS pixels. */
  readonly top: number
  readonly isActive: boolean
}

interface DataGridProps {
  readonly label: string
  readonly columns: readonly GridColumn[]
  readonly sort: { readonly by: string; readonly direction: SortDirection }
  readonly count: number
  readonly renderRow: (row: GridRowPlace) => ReactNode
  /** The cells of the last line, one a column. */
  readonly totals: readonly ReactNode[]
  /** The row that is chosen; null for none. */
  readonly active: number | null
  /** Goes back to the top whenever it changes. */
  readonly topKey: string | number
  /** Moves the view along with its rows whenever `count` changes. */
  readonly shift: { readonly rows: number; readonly count: number }
  /** Takes the focus as soon as this is set, where nothing else has it. */
  readonly wantsFocus: boolean
  /** Whether what is on show is about to be replaced. */
  readonly isFaded: boolean
  readonly onSee: (first: number, end: number) => void
  readonly onSort: (column: string) => void
  readonly onResize: (column: string, width: number) => void
  readonly onMove: (column: string, toPlace: number) => void
  /** A row was pointed at or reached by keyboard. */
  readonly onActive: (place: number) => void
  /** A row was chosen by Enter or a click. */
  readonly onOpen: (place: number) => void
  /** Escape. */
  readonly onLeave: () => void
}

/**
 * A table of any length: only rows in sight are in the page. The head and the totals stay in sight; arrows, Page Up, Page
 * Down, Home and End move through rows.
 */
export function DataGrid(props: DataGridProps) {
  const {
    label,
    columns,
    sort,
    count,
    renderRow,
    totals,
    active,
    topKey,
    shift,
    wantsFocus,
    isFaded,
    onSee,
  } = props
  const scroller = useRef<HTMLElement>(null)
  const gridId = useId()
  const rem = useAppState((state) => (state.settings.textScale / 100) * 16)
  const rows = useEndlessRows(scroller, count, ROW_REM * rem, 2 * EDGE_REM * rem)
  const rowId = (place: number): string => `${gridId}-${String(place)}`

  const { first, end, firstSeen, endSeen, reveal, moveBy } = rows
  useEffect(() => onSee(firstSeen, endSeen), [onSee, firstSeen, endSeen])

  // Where the focus has nowhere to be, it belongs to the rows: after coming here by keyboard, or closing a row's panel.
  const table = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (wantsFocus && document.activeElement === document.body) table.current?.focus({ preventScroll: true })
  }, [wantsFocus])

  const known = useRef({ topKey, shift: shift.count })
  useLayoutEffect(() => {
    const former = known.current
    known.current = { topKey, shift: shift.count }
    if (former.topKey !== topKey) reveal(0)
    else if (former.shift !== shift.count) moveBy(shift.rows)
  })

  const activate = (place: number): void => {
    const within = Math.min(count - 1, Math.max(0, place))
    if (within < 0) return
    reveal(within)
    props.onActive(within)
  }
  const handleKey = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return
    const place = active ?? -1
    const target = targetOf(event.key, place, rows.pageRows, count)
    if (target !== null) activate(target)
    else if (event.key === 'Enter' && active !== null) props.onOpen(active)
    else if (event.key === 'Escape') props.onLeave()
    else return
    event.preventDefault()
  }

  const places = Array.from({ length: end - first }, (_, index) => first + index)
  const isActiveInSight = active !== null && active >= first && active < end
  const grid = {
    role: 'grid',
    'aria-label': label,
    'aria-activedescendant': isActiveInSight ? rowId(active) : undefined,
    tabIndex: 0,
    onKeyDown: handleKey,
    onClick: (event: MouseEvent<HTMLElement>): void => {
      const row = (event.target as HTMLElement).closest<HTMLElement>('[data-place]')
      if (row === null) return
      const place = Number(row.dataset['place'])
      event.currentTarget.focus({ preventScroll: true })
      props.onActive(place)
      props.onOpen(place)
    },
  }
  const tracks = columns.map(({ width }) => `${width / 16}rem`).join(' ')
  const total = columns.reduce((sum, { width }) => sum + width, 0)
  return (
    <section ref={scroller} className={styles['scroller']} data-faded={isFaded || undefined}>
      <div
        ref={table}
        {...grid}
        aria-rowcount={count + 2}
        aria-colcount={columns.length}
        aria-busy={isFaded || undefined}
        className={styles['grid']}
        style={{ '--tracks': tracks, '--width': `${total / 16}rem` } as React.CSSProperties}
      >
        <div {...gridRoles.group} className={styles['head']}>
          <div {...gridRoles.row} aria-rowindex={1} className={styles['line']}>
            {columns.map((column, place) => (
              <ColumnHead
                key={column.id}
                column={column}
                place={place}
                direction={sort.by === column.id ? sort.direction : null}
                onSort={props.onSort}
                onResize={props.onResize}
                onMove={props.onMove}
              />
            ))}
          </div>
        </div>
        <div {...gridRoles.group} className={styles['body']} style={{ height: rows.height }}>
          {places.map((place) =>
            renderRow({ id: rowId(place), place, top: rows.topOf(place), isActive: place === active }),
          )}
        </div>
        <div {...gridRoles.group} className={styles['foot']}>
          <div {...gridRoles.row} aria-rowindex={count + 2} className={styles['line']}>
            {columns.map((column, place) => (
              <div
                {...gridRoles.cell}
                key={column.id}
                className={classNames(styles['total'], column.isNumber && styles['number'])}
              >
                {totals[place]}
              </div>
            ))}
          </div>
        </div>
      </div>
    </section>
  )
}

/** The row a key leads to; null for other keys. */
export function targetOf(key: string, place: number, pageRows: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return place + 1
    case 'ArrowUp':
      return place - 1
    case 'PageDown':
      return place + pageRows
    case 'PageUp':
      return place - pageRows
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
