import { ChartColumn, ChevronDown, ChevronUp, Table2 } from 'lucide-react'
import { useMemo, useState } from 'react'

import type { SpendMeasure } from '#shared/spend-query.ts'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { useNow } from '../../ui/use-now.ts'
import { lateComponent } from '../../ui/late-component.tsx'
import styles from './Chart.module.css'
import { budgetDrawing, type ChartDrawing, drawingSentence, seriesDrawing } from './chart-drawing.ts'
import { type ChartKind, chartMeasures } from './chart-kinds.ts'
import { ChartLegend } from './ChartLegend.tsx'
import { ChartTable } from './ChartTable.tsx'
import { timeName } from './ChartTip.tsx'
import { FigureTabs } from './FigureTabs.tsx'
import { layoutChanged, specChanged, useSpend } from './spend-store.ts'
import { stepEnd, utcDayBegin } from './time-steps.ts'

const { Component: LateTimeChart, load: loadTimeChart } = lateComponent(
  async () => (await import('./TimeChart.tsx')).TimeChart,
)

const titles: Readonly<Record<ChartKind, string>> = {
  spend: 'Spend',
  tokens: 'Tokens',
  errors: 'Error rate',
  latency: 'Latency',
  budget: 'Budget left',
}

/** The figures over everything that is on show, and one of them over time. */
export function ChartStrip() {
  const isShown = useSpend((state) => state.layout.isChartShown)
  const [isTable, setTable] = useState(false)
  return (
    <section className={styles['strip']} aria-label="Figures">
      <div className={styles['top']}>
        <FigureTabs />
        <div className={styles['buttons']}>
          {isShown ? (
            <IconButton
              label={isTable ? 'Show as chart' : 'Show as table'}
              size="small"
              onClick={() => setTable(!isTable)}
            >
              {isTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
            </IconButton>
          ) : null}
          <IconButton
            label={isShown ? 'Hide the chart' : 'Show the chart'}
            size="small"
            aria-expanded={isShown}
            onPointerEnter={loadTimeChart}
            onClick={() => layoutChanged({ isChartShown: !isShown })}
          >
            {isShown ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
          </IconButton>
        </div>
      </div>
      {isShown ? <Chart isTable={isTable} /> : null}
    </section>
  )
}

function Chart({ isTable }: { readonly isTable: boolean }) {
  const chart = useSpend((state) => state.layout.chart)
  const { drawing, isAwaited } = useDrawing(chart)
  const seriesError = useSpend((state) => (chart === 'budget' ? state.budgets.error : state.series.error))
  if (seriesError !== null && drawing === null)
    return (
      <div className={styles['failed']}>
        <ErrorCard error={seriesError} />
      </div>
    )
  return (
    <div className={styles['chart']} data-faded={isAwaited || undefined}>
      {drawing === null ? (
        <p className={styles['nothing']}>{isAwaited ? null : nothingWords(chart)}</p>
      ) : isTable ? (
        <ChartTable drawing={drawing} title={titles[chart]} onZoom={(place) => zoom(drawing, place, place)} />
      ) : (
        <LateTimeChart
          drawing={drawing}
          description={drawingSentence(titles[chart], drawing, (time) =>
            timeName(drawing, drawing.times.indexOf(time)),
          )}
          onBrush={drawing.step === null ? undefined : (first, last) => zoom(drawing, first, last)}
        />
      )}
      <aside className={styles['side']} aria-label="Legend">
        <ChartLegend chart={chart} drawing={drawing} />
        <DayNote drawing={drawing} />
      </aside>
    </div>
  )
}

/** What the chosen chart draws, and whether it belongs to a former question. */
function useDrawing(chart: ChartKind): {
  readonly drawing: ChartDrawing | null
  readonly isAwaited: boolean
} {
  const series = useSpend((state) => state.series.answer)
  const isAwaited = useSpend((state) =>
    chart === 'budget' ? state.budgets.isAwaited : state.series.isAwaited,
  )
  const budget = useSpend((state) => state.budgets.answer?.[0] ?? null)
  const asked = useSpend((state) => state.series.input)
  const figures = useSpend((state) => state.figures.answer?.figures ?? null)
  const percentiles = useSpend((state) => state.percentiles.answer?.figures ?? null)
  const drawing = useMemo(() => {
    if (chart === 'budget') return budget === null ? null : budgetDrawing(budget)
    // For a moment after another chart was chosen the series are still those of the former one.
    if (series === null || asked === null || !isSeriesOf(chart, asked.measures)) return null
    return seriesDrawing(chart, series, asked.stackBy, chart === 'latency' ? percentiles : figures)
  }, [chart, budget, series, asked, figures, percentiles])
  return { drawing, isAwaited: isAwaited || (drawing === null && series === null && chart !== 'budget') }
}

function isSeriesOf(chart: Exclude<ChartKind, 'budget'>, measures: readonly SpendMeasure[]): boolean {
  return chartMeasures[chart].every((measure) => measures.includes(measure))
}

function zoom(drawing: ChartDrawing, first: number, last: number): void {
  const from = drawing.times[first]
  const to = drawing.times[last]
  const { step, isUtc } = drawing
  if (from === undefined || to === undefined || step === null) return
  specChanged((spec) => ({ ...spec, range: { type: 'between', from, to: stepEnd(to, step, isUtc) } }))
}

function nothingWords(chart: ChartKind): string {
  return chart === 'budget' ? 'This key has no budget.' : 'Nothing in this range.'
}

/** Says whose days the steps are where they are not the days here. */
function DayNote({ drawing }: { readonly drawing: ChartDrawing | null }) {
  const begin = utcDayBegin(useNow())
  if (drawing?.isUtc !== true || begin === null) return null
  return (
    <p className={styles['note']}>
      Days are the gateway’s, which begin at {begin} here, until its log is copied.
    </p>
  )
}
