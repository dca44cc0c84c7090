import { useMemo, useState } from 'react'

import type { SpendFigures, SpendGroup, SpendGrouping, SpendMeasure } from '#shared/spend-query.ts'
import type { ShownColumn } from '#shared/spend.ts'
import { classNames } from '../../ui/class-names.ts'
import {
  countFigure,
  durationFigure,
  type Figure,
  shareFigure,
  usdFigure,
  usdNumberFigure,
  wholeFigure,
} from '../../ui/figures.ts'
import { FigureText } from '../../ui/FigureText.tsx'
import { useNow } from '../../ui/use-now.ts'
import { gridRoles } from './grid-roles.ts'
import { columnMoved, columnResized, groupNameWidth } from './columns.ts'
import { DataGrid, type GridColumn, type GridRowPlace } from './DataGrid.tsx'
import styles from './LogTable.module.css'
import { groupingWord, isTimeStep, measureWords, valueWord } from './spend-words.ts'
import { specChanged, useSpend } from './spend-store.ts'
import { drilledInto, type GroupSort, groupsSortedBy } from './spend-view.ts'
import { stepEnd, stepName } from './time-steps.ts'

const noShift = { rows: 0, count: 0 }
const ignore = (): void => undefined

/** Groups of rows with their sums; a group opens into its rows. */
export function GroupTable() {
  const answer = useSpend((state) => state.groups.answer)
  // What the groups on show are grouped by, which for a moment may not be what was chosen.
  const by = useSpend((state) => state.groups.input?.by ?? 'model')
  const isAwaited = useSpend((state) => state.groups.isAwaited)
  const shown = useSpend((state) => state.spec.groupColumns)
  const sort = useSpend((state) => state.spec.groupSort)
  const topKey = `${by} ${sort.by} ${sort.direction}`
  const [active, setActive] = useState<number | null>(null)
  const [nameWidth, setNameWidth] = useState(groupNameWidth)
  const now = useNow()
  const columns = useMemo(() => gridColumns(by, shown, nameWidth), [by, shown, nameWidth])
  const groups = answer?.groups ?? []

  const open = (place: number): void => {
    const group = groups[place]
    if (group === undefined) return
    const end = isTimeStep(by) ? (from: string) => stepEnd(from, by) : null
    specChanged((spec) => drilledInto(spec, by, group.key, end))
  }
  return (
    <DataGrid
      label={`Spend by ${groupingWord(by).toLowerCase()}`}
      columns={columns}
      sort={{ by: sort.by, direction: sort.direction }}
      count={groups.length}
      active={active}
      topKey={topKey}
      wantsFocus
      shift={noShift}
      isFaded={isAwaited}
      totals={[
        answer === null ? null : (
          <FigureText key="groups" figure={groupsFigure(groups.length, answer.total)} />
        ),
        ...shown.map(({ column }) =>
          answer === null ? null : (
            <FigureText key={column} figure={measureFigure(column as SpendMeasure, answer.totals)} />
          ),
        ),
      ]}
      renderRow={(row) => {
        const group = groups[row.place]
        return group === undefined ? null : (
          <GroupRow
            key={group.key}
            row={row}
            group={group}
            name={groupName(by, group, now)}
            shown={shown}
            total={answer?.totals.cost ?? '0'}
          />
        )
      }}
      onSee={ignore}
      onSort={(column) => specChanged((spec) => groupsSortedBy(spec, column as GroupSort['by']))}
      onResize={(column, width) => {
        if (column === 'key') setNameWidth(width)
        else
          specChanged((spec) => ({
            ...spec,
            groupColumns: columnResized(spec.groupColumns, column as SpendMeasure, width),
          }))
      }}
      onMove={(column, place) =>
        specChanged((spec) => ({
          ...spec,
          groupColumns: columnMoved(spec.groupColumns, column as SpendMeasure, place - 1),
        }))
      }
      onActive={setActive}
      onOpen={open}
      onLeave={ignore}
    />
  )
}

/** How many groups there are, and how many of them are shown where that is not all. */
function groupsFigure(shown: number, total: number): Figure {
  const figure = wholeFigure(total)
  const noun = total === 1 ? 'group' : 'groups'
  return shown === total
    ? { ...figure, unit: noun }
    : { ...wholeFigure(shown), unit: `of ${figure.number} ${noun}`, exact: 'The export has all of them' }
}

function gridColumns(by: SpendGrouping, shown: readonly ShownColumn[], nameWidth: number): GridColumn[] {
  const meaning = isTimeStep(by) ? 'By this computer’s time zone' : 'Click a group to see its rows'
  return [
    { id: 'key', name: groupingWord(by), meaning, width: nameWidth, isNumber: false, canMove: false },
    ...shown.map(({ column, width }) => {
      const [name, what] = measureWords[column as SpendMeasure]
      return { id: column, name, meaning: what, width, isNumber: true, canMove: true }
    }),
  ]
}

function groupName(by: SpendGrouping, group: SpendGroup, now: Date): string {
  return isTimeStep(by) ? stepName(group.key, by, now) : valueWord(by, group.key, group.label)
}

interface GroupRowProps {
  readonly row: GridRowPlace
  readonly group: SpendGroup
  readonly name: string
  readonly shown: readonly ShownColumn[]
  /** What all groups cost together. */
  readonly total: string
}

/** A group; the bar behind its name is its part of what all cost together. */
function GroupRow({ row, group, name, shown, total }: GroupRowProps) {
  const share = Number(total) > 0 ? Number(group.figures.cost) / Number(total) : 0
  return (
    <div
      {...gridRoles.row}
      id={row.id}
      aria-rowindex={row.place + 2}
      aria-selected={row.isActive}
      data-place={row.place}
      className={styles['row']}
      style={{ top: row.top }}
    >
      <div {...gridRoles.cell} className={classNames(styles['cell'], styles['shared'])} title={name}>
        <span className={styles['share']} aria-hidden style={{ transform: `scaleX(${share.toFixed(4)})` }} />
        <span className={group.key === '' ? styles['quiet'] : undefined}>{name}</span>
      </div>
      {shown.map(({ column }) => (
        <div {...gridRoles.cell} key={column} className={styles['number']}>
          <FigureText figure={measureFigure(column as SpendMeasure, group.figures)} />
        </div>
      ))}
    </div>
  )
}

/** A measure of a group as it is read. */
export function measureFigure(measure: SpendMeasure, { cost, values }: SpendFigures): Figure {
  const value = values[measure] ?? null
  switch (measure) {
    case 'cost':
      return usdFigure(cost)
    case 'costAverage':
    case 'costP95':
      return usdNumberFigure(value)
    case 'errorRate':
      return shareFigure(value)
    case 'durationAverage':
    case 'durationP50':
    case 'durationP95':
    case 'durationP99':
    case 'firstTokenAverage':
    case 'firstTokenP50':
    case 'firstTokenP95':
      return durationFigure(value)
    case 'calls':
    case 'failures':
    case 'cacheHits':
      return wholeFigure(value)
    default:
      return countFigure(value)
  }
}
