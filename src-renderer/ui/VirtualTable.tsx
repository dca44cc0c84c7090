import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import {
  memo,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'

import { classNames } from './class-names.ts'
import { type ColumnRoom, fittingColumns } from './fitting-columns.ts'
import styles from './VirtualTable.module.css'

export interface TableColumn<Row> extends ColumnRoom {
  readonly label: string
  /** Leaves the label to screen readers. */
  readonly isLabelHidden?: boolean
  /** How much of what is left over it takes; 0, for as wide as it needs, when left out. */
  readonly grow?: number
  /** Numbers stand at the end, so that their digits line up. */
  readonly isNumeric?: boolean
  /** What it is ordered by, where it can be. */
  readonly sortKey?: string
  readonly cell: (row: Row) => ReactNode
}

/** What a table is ordered by. */
export interface TableSort {
  readonly key: string
  readonly isDescending: boolean
}

interface VirtualTableProps<Row> {
  /** The accessible name. */
  readonly label: string
  /** The first one names the row and opens it. */
  readonly columns: readonly TableColumn<Row>[]
  readonly count: number
  /** The row at a place; undefined while it is on its way. */
  readonly rowAt: (index: number) => Row | undefined
  readonly rowKey: (row: Row) => string
  /** What the button that opens a row is called. */
  readonly rowName: (row: Row) => string
  readonly openKey: string | null
  readonly onOpen: (row: Row) => void
  /** Height of a row, in rem. */
  readonly rowRem: number
  readonly sort?: TableSort
  readonly onSort?: (sort: TableSort) => void
  /** Tells which rows are in sight, for those that come in pages. */
  readonly onRange?: (first: number, last: number) => void
  /** When it changes, the table begins at its top again: for what is searched and ordered. */
  readonly resetKey?: string
}

/** Rows of a page, for Page Up and Page Down. */
const PAGE_ROWS = 10

/**
 * A table of any length: only what is in sight exists. Columns give way where there is no room. Arrows, Page Up and Down,
 * Home and End move among rows; Enter opens one.
 */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { label, count, rowAt, rowKey, rowName, openKey, onOpen, rowRem, sort, onSort, onRange } = props
  const scroller = useRef<HTMLElement>(null)
  const [widthRem, setWidthRem] = useState(0)
  const [focused, setFocused] = useState(0)
  const wanted = useRef<number | null>(null)
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const columns = useMemo(() => fittingColumns(props.columns, widthRem), [props.columns, widthRem])
  const template = columns
    .map(({ minRem, grow = 0 }) => (grow === 0 ? `${minRem}rem` : `minmax(${minRem}rem, ${grow}fr)`))
    .join(' ')

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const measure = (): void => {
      const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
      // The padding of a row at both sides.
      setWidthRem(element.clientWidth / size - 1.5)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  // What shows a tooltip lies above the button of its row, and is part of it all the same.
  useEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    element.addEventListener('click', openRowOf)
    return () => element.removeEventListener('click', openRowOf)
  }, [])

  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowRem * rem,
    overscan: 8,
    paddingEnd: 8,
    scrollMargin: 2 * rem,
    scrollPaddingStart: 2 * rem,
    initialRect: { width: 600, height: 800 },
  })
  useEffect(() => virtualizer.measure(), [virtualizer, rem, rowRem])
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (count > 0) onRange?.(first, last)
  }, [count, first, last, onRange])

  const { resetKey } = props
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
    setFocused(0)
  }, [resetKey])

  // A row that was out of sight takes the focus once it exists.
  useEffect(() => {
    if (wanted.current === null) return
    const button = scroller.current?.querySelector<HTMLElement>(`[data-row="${String(wanted.current)}"]`)
    if (!button) return
    button.focus({ preventScroll: true })
    wanted.current = null
  })

  const tabStop = Math.min(focused, count - 1)
  const isTabStopHere = items.some(({ index }) => index === tabStop)
  const moved = (event: KeyboardEvent): void => {
    const next = nextRow(event.key, focused, count)
    if (next === null) return
    event.preventDefault()
    wanted.current = next
    setFocused(next)
    virtualizer.scrollToIndex(next)
  }

  const latest = useRef({ open: onOpen, moved })
  useEffect(() => {
    latest.current = { open: onOpen, moved }
  })
  // The same object as long as the table lives, so that a row that stays the same is not drawn again while scrolling.
  const [actions] = useState<RowActions<Row>>(() => ({
    open: (row) => latest.current.open(row),
    focused: setFocused,
    moved: (event) => latest.current.moved(event),
  }))

  return (
    <section ref={scroller} className={styles['scroller']} aria-label={`${label}, rows`} tabIndex={-1}>
      <table className={styles['table']} aria-label={label} aria-rowcount={count + 1}>
        <thead className={styles['head']}>
          <tr className={styles['row']} style={{ gridTemplateColumns: template }} aria-rowindex={1}>
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody className={styles['body']} style={{ height: virtualizer.getTotalSize() - 2 * rem }}>
          {items.map(({ index, start, size }) => {
            const row = rowAt(index)
            const place = {
              gridTemplateColumns: template,
              height: size,
              transform: `translateY(${String(start - 2 * rem)}px)`,
            }
            if (row === undefined)
              return (
                <LoadingRow
                  key={`loading-${String(index)}`}
                  place={place}
                  index={index}
                  count={columns.length}
                />
              )
            const key = rowKey(row)
            return (
              <FilledRow
                key={key}
                row={row}
                index={index}
                name={rowName(row)}
                columns={columns}
                template={template}
                height={size}
                top={start - 2 * rem}
                isOpen={key === openKey}
                isTabStop={index === tabStop || (!isTabStopHere && index === first)}
                actions={actions}
              />
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

interface RowActions<Row> {
  readonly open: (row: Row) => void
  readonly focused: (index: number) => void
  readonly moved: (event: KeyboardEvent) => void
}

interface FilledRowProps<Row> {
  readonly row: Row
  readonly index: number
  readonly name: string
  readonly columns: readonly TableColumn<Row>[]
  readonly template: string
  readonly height: number
  readonly top: number
  readonly isOpen: boolean
  readonly isTabStop: boolean
  readonly actions: RowActions<Row>
}

const FilledRow = memo(function FilledRow<Row>(props: FilledRowProps<Row>) {
  const { row, index, name, columns, template, height, top, isOpen, isTabStop, actions } = props
  return (
    <tr
      className={styles['row']}
      style={{ gridTemplateColumns: template, height, transform: `translateY(${String(top)}px)` }}
      aria-rowindex={index + 2}
      data-open={isOpen}
    >
      {columns.map((column, at) => (
        <td
          key={column.id}
          className={classNames(styles['cell'], column.isNumeric === true && styles['number'])}
        >
          {at === 0 && (
            <button
              type="button"
              className={styles['opener']}
              aria-label={name}
              aria-current={isOpen ? 'true' : undefined}
              data-row={index}
              tabIndex={isTabStop ? 0 : -1}
              onClick={() => actions.open(row)}
              onFocus={() => actions.focused(index)}
              onKeyDown={actions.moved}
            />
          )}
          {column.cell(row)}
        </td>
      ))}
    </tr>
  )
}) as <Row>(props: FilledRowProps<Row>) => ReactNode

interface HeadCellProps<Row> {
  readonly column: TableColumn<Row>
  readonly sort: TableSort | undefined
  readonly onSort: ((sort: TableSort) => void) | undefined
}

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const { label, sortKey, isNumeric = false, isLabelHidden = false } = column
  const isSorted = sort !== undefined && sortKey === sort.key
  const name = <span className={classNames(isLabelHidden && styles['hidden'])}>{label}</span>
  return (
    <th
      scope="col"
      className={classNames(styles['headCell'], isNumeric && styles['number'])}
      aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : undefined}
    >
      {sortKey === undefined || onSort === undefined ? (
        name
      ) : (
        <button
          type="button"
          className={styles['sorter']}
          data-sorted={isSorted}
          // Figures are asked for from the largest down, names from A on.
          onClick={() => onSort({ key: sortKey, isDescending: isSorted ? !sort.isDescending : isNumeric })}
        >
          {name}
          {isSorted &&
            (sort.isDescending ? <ArrowDown aria-hidden="true" /> : <ArrowUp aria-hidden="true" />)}
        </button>
      )}
    </th>
  )
}

interface LoadingRowProps {
  readonly place: Readonly<Record<string, string | number>>
  readonly index: number
  readonly count: number
}

function LoadingRow({ place, index, count }: LoadingRowProps) {
  return (
    <tr className={styles['row']} style={place} aria-rowindex={index + 2} aria-busy="true">
      {Array.from({ length: count }, (_, at) => (
        <td key={at} className={styles['cell']}>
          <span className={styles['bone']} />
          <span className={styles['hidden']}>Loading</span>
        </td>
      ))}
    </tr>
  )
}

/** A click on anything in a row that has no use of its own opens the row. */
function openRowOf({ target }: MouseEvent): void {
  if (!(target instanceof Element) || target.closest('button, input, label') !== null) return
  target.closest('tr')?.querySelector<HTMLElement>('[data-row]')?.click()
}

function nextRow(key: string, from: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + PAGE_ROWS,
    PageUp: from - PAGE_ROWS,
    Home: 0,
    End: count - 1,
  }
  const to = steps[key]
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to))
}
