import { useId } from 'react'

import {
  countFigure,
  decimalText,
  durationFigure,
  type Figure,
  figureText,
  shareFigure,
  usdFigure,
  usdNumberFigure,
} from '../../ui/figures.ts'
import { FigureText } from '../../ui/FigureText.tsx'
import styles from './Chart.module.css'
import type { ChartKind } from './chart-kinds.ts'
import { knownFigures } from './known-figures.ts'
import { layoutChanged, type SpendState, useSpend } from './spend-store.ts'

interface FigureTab {
  readonly chart: ChartKind
  readonly label: string
  /** null while it is not known. */
  readonly figure: Figure | null
  readonly rest: string
}

/** The figures over everything on show; each chooses what the chart shows. */
export function FigureTabs() {
  const chart = useSpend((state) => state.layout.chart)
  const isChartShown = useSpend((state) => state.layout.isChartShown)
  const isAwaited = useSpend((state) => state.figures.isAwaited)
  const isPart = useSpend((state) => state.figures.answer?.isWhole === false)
  const figures = useSpend(knownFigures)
  const percentiles = useSpend((state) => state.percentiles.answer)
  const budget = useSpend((state) => state.budgets.answer?.[0] ?? null)
  const name = useId()
  return (
    <fieldset className={styles['tabs']} aria-label="Chart" data-faded={isAwaited || undefined}>
      {figureTabs({ figures, percentiles, budget }).map((tab) => (
        <label key={tab.chart} className={styles['tab']} data-shown={isChartShown || undefined}>
          <input
            type="radio"
            name={name}
            className={styles['choice']}
            checked={tab.chart === chart}
            onChange={() => layoutChanged({ chart: tab.chart, isChartShown: true })}
            onClick={() => {
              if (!isChartShown) layoutChanged({ isChartShown: true })
            }}
          />
          <span className={styles['tabLabel']}>{tab.label}</span>
          <span className={styles['tabFigure']}>
            {isPart && tab.chart === 'spend' ? <span title="Not everything is copied yet">≥ </span> : null}
            {tab.figure === null ? <span className={styles['blank']} /> : <FigureText figure={tab.figure} />}
          </span>
          <span className={styles['tabRest']}>{tab.rest}</span>
        </label>
      ))}
    </fieldset>
  )
}

interface Known {
  readonly figures: SpendState['figures']['answer']
  readonly percentiles: SpendState['percentiles']['answer']
  readonly budget: NonNullable<SpendState['budgets']['answer']>[number] | null
}

function count(value: number | null | undefined): string {
  return figureText(countFigure(value ?? null))
}

function figureTabs({ figures, percentiles, budget }: Known): FigureTab[] {
  const sums = figures?.figures.values
  const spans = percentiles?.figures.values
  const tabs: FigureTab[] = [
    {
      chart: 'spend',
      label: 'Spend',
      figure: figures === null ? null : usdFigure(figures.figures.cost, figures.source === 'local'),
      rest:
        sums === undefined
          ? ''
          : `${count(sums.calls)} ${sums.calls === 1 ? 'call' : 'calls'} · ${figureText(usdNumberFigure(sums.costAverage ?? null))} each`,
    },
    {
      chart: 'tokens',
      label: 'Tokens',
      figure: sums === undefined ? null : countFigure(sums.tokens ?? null),
      rest: sums === undefined ? '' : `${count(sums.inputTokens)} in · ${count(sums.outputTokens)} out`,
    },
    {
      chart: 'errors',
      label: 'Error rate',
      figure: sums === undefined ? null : shareFigure(sums.errorRate ?? null),
      rest: sums === undefined ? '' : `${count(sums.failures)} failed`,
    },
    {
      chart: 'latency',
      label: 'Latency p95',
      figure: spans === undefined ? null : durationFigure(spans.durationP95 ?? null),
      rest: spans === undefined ? '' : `${figureText(durationFigure(spans.durationP50 ?? null))} median`,
    },
  ]
  if (budget === null) return tabs
  const left = Number(budget.maxBudget) - Number(budget.spent)
  return [
    ...tabs,
    {
      chart: 'budget',
      label: left < 0 ? 'Over budget' : 'Budget left',
      figure: usdFigure(decimalText(Math.abs(left))),
      rest: `of ${figureText(usdFigure(budget.maxBudget))}`,
    },
  ]
}
