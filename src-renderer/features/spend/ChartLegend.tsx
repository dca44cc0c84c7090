import { Check } from 'lucide-react'

import type { SpendBudget } from '#shared/spend.ts'
import { figureText, usdFigure, wholeFigure } from '../../ui/figures.ts'
import { FigureText } from '../../ui/FigureText.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { useNow } from '../../ui/use-now.ts'
import styles from './Chart.module.css'
import type { ChartDrawing, ChartLine } from './chart-drawing.ts'
import type { ChartKind } from './chart-kinds.ts'
import { specChanged, useSpend } from './spend-store.ts'
import { dimensionWords, valueWord } from './spend-words.ts'
import { valueToggled } from './spend-view.ts'
import { momentWord } from './time-steps.ts'
import type { SpendDimension } from '#shared/spend-query.ts'

interface ChartLegendProps {
  readonly chart: ChartKind
  readonly drawing: ChartDrawing | null
}

/** What the colours of the chart mean, with sums; a value that can be filtered by is a button. */
export function ChartLegend({ chart, drawing }: ChartLegendProps) {
  if (chart === 'budget') return <BudgetLegend />
  return (
    <>
      {chart === 'spend' ? <StackMenu /> : null}
      {chart === 'errors' ? (
        <ErrorLegend />
      ) : (
        <ul className={styles['legend']}>
          {drawing?.lines.map((line) => (
            <li key={line.key}>
              <LegendLine line={line} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function LegendLine({ line }: { readonly line: ChartLine }) {
  const stackBy = useSpend((state) => state.series.input?.stackBy ?? null)
  const { filterValue } = line
  const content = (
    <>
      <span className={styles['swatch']} data-hue={line.hue} data-dashed={line.isDashed || undefined} />
      <span className={styles['legendLabel']} title={line.label}>
        {line.label}
      </span>
      {line.total === null ? null : <FigureText figure={line.total} />}
    </>
  )
  if (filterValue === null || stackBy === null) return <span className={styles['legendLine']}>{content}</span>
  return (
    <button
      type="button"
      className={styles['legendLine']}
      aria-label={`Only ${line.label}${line.total === null ? '' : `, ${figureText(line.total)}`}`}
      onClick={() => only(stackBy, filterValue)}
    >
      {content}
    </button>
  )
}

function only(dimension: SpendDimension, value: string): void {
  specChanged((spec) => ({ ...spec, filter: valueToggled(spec.filter, dimension, value) }))
}

const stackings: readonly (SpendDimension | null)[] = [
  'model',
  'provider',
  'key',
  'user',
  'team',
  'tag',
  'client',
  'conversation',
  'status',
  null,
]

function stackWord(dimension: SpendDimension | null): string {
  return dimension === null ? 'Nothing' : dimensionWords[dimension]
}

/** Chooses what the chart of spend is split by. */
function StackMenu() {
  const stackBy = useSpend((state) => state.spec.stackBy)
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className={styles['stackBy']}>
          <span>Split by</span> {stackWord(stackBy)}
        </button>
      }
      items={stackings.map((dimension) => ({
        label: stackWord(dimension),
        ...(dimension === stackBy
          ? { icon: <Check aria-hidden /> }
          : { icon: <span className={styles['unchecked']} /> }),
        onSelect: () => specChanged((spec) => ({ ...spec, stackBy: dimension })),
      }))}
    />
  )
}

/** The most frequent errors. */
function ErrorLegend() {
  const facets = useSpend((state) => state.errors.answer?.dimensions.error?.facets ?? null)
  if (facets === null || facets.length === 0) return null
  return (
    <ul className={styles['legend']}>
      {facets.map(({ value, label, calls }) => (
        <li key={value}>
          <button
            type="button"
            className={styles['legendLine']}
            aria-label={`Only ${valueWord('error', value, label)}, ${calls} calls`}
            onClick={() => only('error', value)}
          >
            <span className={styles['legendLabel']} title={label}>
              {valueWord('error', value, label)}
            </span>
            <FigureText figure={wholeFigure(calls)} />
          </button>
        </li>
      ))}
    </ul>
  )
}

function BudgetLegend() {
  const budgets = useSpend((state) => state.budgets.answer)
  const now = useNow()
  return (
    <ul className={styles['legend']}>
      {budgets?.map((budget) => (
        <li key={budget.keyHash + budget.maxBudget} className={styles['budget']}>
          <p className={styles['budgetName']} title={budget.label}>
            {budget.label}
          </p>
          <meter
            className={styles['meter']}
            min={0}
            max={1}
            value={Math.min(1, Number(budget.spent) / Number(budget.maxBudget))}
            high={0.8}
            aria-label={`Part of the budget of ${budget.label} that is spent`}
          />
          {budgetLines(budget, now).map((line) => (
            <p key={line} className={styles['note']}>
              {line}
            </p>
          ))}
        </li>
      ))}
    </ul>
  )
}

function usd(amount: string): string {
  return figureText(usdFigure(amount))
}

/** What there is to say of a budget, each in a short sentence. */
export function budgetLines(budget: SpendBudget, now: Date): string[] {
  const { forecast, resetAt } = budget
  const lines = [
    `${usd(budget.spent)} of ${usd(budget.maxBudget)} spent${
      resetAt === null ? '' : `, until it is reset on ${momentWord(resetAt, now)}`
    }.`,
  ]
  if (forecast === null) return [...lines, 'Too little is known yet for a forecast.']
  const pace = `At ${usd(forecast.perDay)} a day`
  if (forecast.usedUpAt === null)
    return [...lines, `${pace} it lasts: ${usd(forecast.spentAtEnd)} in the end.`]
  return [
    ...lines,
    forecast.usedUpAt <= now.toISOString()
      ? 'It is used up.'
      : `${pace} it is used up on ${momentWord(forecast.usedUpAt, now)}.`,
  ]
}
