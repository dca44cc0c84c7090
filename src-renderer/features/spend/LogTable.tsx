import { type ReactNode, useMemo } from 'react'

import type { SpendColumn, SpendFigures } from '#shared/spend-query.ts'
import { countFigure, durationFigure, type Figure, usdFigure, wholeFigure } from '../../ui/figures.ts'
import { FigureText } from '../../ui/FigureText.tsx'
import { useNow } from '../../ui/use-now.ts'
import { columnMoved, columnResized, isNumeric } from './columns.ts'
import { DataGrid, type GridColumn } from './DataGrid.tsx'
import { panelClosed, placeOpened, placeReached, useDetail } from './detail-store.ts'
import { knownFigures } from './known-figures.ts'
import { LogRow } from './LogRow.tsx'
import { placeOf, rowAt } from './row-loader.ts'
import { columnWords } from './spend-words.ts'
import { rowsSeen, specChanged, useSpend } from './spend-store.ts'
import { sortedBy } from './spend-view.ts'

/** Single rows of the log. */
export function LogTable() {
  const rows = useSpend((state) => state.rows)
  const shown = useSpend((state) => state.spec.rowColumns)
  const sort = useSpend((state) => state.spec.sort)
  const activeId = useDetail((state) => state.id)
  const isPanelOpen = useDetail((state) => state.isOpen)
  const totals = useTotals()
  const now = useNow()
  const columns = useMemo(
    () =>
      shown.map(({ column, width }): GridColumn => {
        const [name, meaning] = columnWords[column as SpendColumn]
        return { id: column, name, meaning, width, isNumber: isNumeric(column), canMove: true }
      }),
    [shown],
  )
  const known = useMemo(() => (activeId === null ? null : placeOf(rows, activeId)), [rows, activeId])
  const awaited = useDetail((state) => state.awaitedPlace)

  return (
    <DataGrid
      label="Spend log"
      columns={columns}
      sort={{ by: sort.column, direction: sort.direction }}
      count={rows.total ?? 0}
      active={awaited ?? known}
      topKey={rows.question}
      wantsFocus={!isPanelOpen}
      shift={rows.shift}
      isFaded={rows.isAwaited}
      totals={shown.map(({ column }) => totals[column as SpendColumn])}
      renderRow={({ id, place, top, isActive }) => (
        <LogRow
          key={place}
          id={id}
          place={place}
          top={top}
          columns={shown}
          log={rowAt(rows, place)}
          isActive={isActive}
          now={now}
        />
      )}
      onSee={rowsSeen}
      onSort={(column) => specChanged((spec) => sortedBy(spec, column as SpendColumn))}
      onResize={(column, width) =>
        specChanged((spec) => ({
          ...spec,
          rowColumns: columnResized(spec.rowColumns, column as SpendColumn, width),
        }))
      }
      onMove={(column, place) =>
        specChanged((spec) => ({
          ...spec,
          rowColumns: columnMoved(spec.rowColumns, column as SpendColumn, place),
        }))
      }
      onActive={placeReached}
      onOpen={placeOpened}
      onLeave={panelClosed}
    />
  )
}

/** What stands in the last line, by column. */
function useTotals(): Partial<Record<SpendColumn, ReactNode>> {
  const total = useSpend((state) => state.rows.total)
  const isCapped = useSpend((state) => state.rows.isTotalCapped)
  const isPart = useSpend((state) => state.rows.facts?.isWhole === false)
  const figures = useSpend((state) => knownFigures(state)?.figures ?? null)
  const percentiles = useSpend((state) => state.percentiles.answer?.figures ?? null)
  const isEstimate = useSpend((state) => state.figures.answer?.source === 'local')
  return useMemo(() => {
    return {
      time: <FigureText figure={callsFigure(total, isCapped, isPart)} />,
      ...(figures === null ? {} : sums(figures, isEstimate)),
      ...(percentiles === null ? {} : averages(percentiles)),
    }
  }, [total, isCapped, isPart, figures, percentiles, isEstimate])
}

/** A count and what is counted. */
function counted(count: number | null, noun: string): Figure {
  const figure = countFigure(count)
  return { ...figure, unit: figure.unit === '' ? noun : `${figure.unit} ${noun}` }
}

/** How many rows there are: at least so many where the gateway caps its count, so far where not all are copied. */
function callsFigure(total: number | null, isCapped: boolean, isPart: boolean): Figure {
  const figure = wholeFigure(total)
  const noun = total === 1 ? 'call' : 'calls'
  return {
    ...figure,
    number: isCapped ? `${figure.number}+` : figure.number,
    unit: isPart ? `${noun} so far` : noun,
  }
}

function sums({ cost, values }: SpendFigures, isEstimate: boolean): Partial<Record<SpendColumn, ReactNode>> {
  const count = (measure: keyof typeof values): ReactNode => (
    <FigureText figure={countFigure(values[measure] ?? null)} />
  )
  return {
    status: <FigureText figure={counted(values.failures ?? null, 'failed')} />,
    cost: <FigureText figure={usdFigure(cost, isEstimate)} />,
    inputTokens: count('inputTokens'),
    outputTokens: count('outputTokens'),
    cachedTokens: count('cachedTokens'),
    reasoningTokens: count('reasoningTokens'),
  }
}

function average(milliseconds: number | null | undefined, what: string): ReactNode {
  const figure = durationFigure(milliseconds ?? null)
  return <FigureText figure={{ ...figure, exact: `${what}: ${figure.exact}` }} />
}

function averages({ values }: SpendFigures): Partial<Record<SpendColumn, ReactNode>> {
  return {
    durationMs: average(values.durationAverage, 'Average'),
    firstTokenMs: average(values.firstTokenP50, 'Median'),
  }
}
