import { figureText } from '../../ui/figures.ts'
import { FigureText } from '../../ui/FigureText.tsx'
import styles from './Chart.module.css'
import type { ChartDrawing } from './chart-drawing.ts'
import { momentWord, stepName } from './time-steps.ts'

interface ChartTipProps {
  readonly drawing: ChartDrawing
  readonly place: number
  /** Where the pointer is, in CSS pixels from the left of the chart. */
  readonly left: number
  /** Whether that is in the right half, so that there is more room to the left. */
  readonly isRight: boolean
}

/** What a chart says at the moment under the pointer. */
export function ChartTip({ drawing, place, left, isRight }: ChartTipProps) {
  const { lines, hasSum, figureOf } = drawing
  const drawn = lines.filter(({ values }) => (values[place] ?? null) !== null && values[place] !== 0)
  const sum = lines.reduce((total, { values }) => total + (values[place] ?? 0), 0)
  return (
    <div
      className={styles['tip']}
      data-side={isRight ? 'left' : 'right'}
      style={{ '--left': `${left}px` } as React.CSSProperties}
      aria-hidden
    >
      <p className={styles['tipTitle']}>
        {timeName(drawing, place)}
        {hasSum ? <FigureText figure={figureOf(sum)} /> : null}
      </p>
      {drawn.length === 0 ? <p className={styles['tipEmpty']}>Nothing</p> : null}
      {lines.length > 1 || !hasSum
        ? drawn.map((line) => (
            <p key={line.key} className={styles['tipLine']}>
              <span
                className={styles['swatch']}
                data-hue={line.hue}
                data-dashed={line.isDashed || undefined}
              />
              <span className={styles['tipLabel']}>{line.label}</span>
              <span>{figureText(figureOf(line.values[place] ?? null))}</span>
            </p>
          ))
        : null}
    </div>
  )
}

/** What a time of a drawing is called. */
export function timeName({ times, step, isUtc }: ChartDrawing, place: number): string {
  const time = times[place] ?? ''
  const now = new Date()
  if (step === null) return momentWord(time, now)
  return isUtc && step === 'day' ? `${stepName(time, step, now, true)} (UTC)` : stepName(time, step, now)
}
