import type { CallTiming } from '#shared/spend-log.ts'
import { durationFigure } from '../../ui/figures.ts'
import { FigureText } from '../../ui/FigureText.tsx'
import styles from './DetailPanel.module.css'
import { timingParts } from './timing-parts.ts'

/** When the parts of a call happened, as bars on one line of time. */
export function TimingBar({ timing }: { readonly timing: CallTiming }) {
  return (
    <ul className={styles['timing']}>
      {timingParts(timing).map(({ name, fromMs, toMs, hue }) => (
        <li key={name}>
          <span className={styles['timingName']}>{name}</span>
          <span className={styles['track']} aria-hidden>
            <span
              data-hue={hue}
              style={{
                left: `${(100 * fromMs) / timing.totalMs}%`,
                width: `${(100 * (toMs - fromMs)) / timing.totalMs}%`,
              }}
            />
          </span>
          <span className={styles['timingFigure']}>
            <FigureText figure={durationFigure(toMs - fromMs)} />
          </span>
        </li>
      ))}
    </ul>
  )
}
