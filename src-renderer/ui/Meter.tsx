import { classNames } from './class-names.ts'
import styles from './Meter.module.css'

interface MeterProps {
  /** From 0; above 1 when more was used than there was. */
  readonly share: number
  /** `neutral` unless told. */
  readonly tone?: 'neutral' | 'warning' | 'negative'
  readonly size?: 'small' | 'medium'
}

/** How much of a limit is used, for the eye alone: the figures stand beside it. */
export function Meter({ share, tone = 'neutral', size = 'small' }: MeterProps) {
  const width = Math.min(1, Math.max(0, share))
  return (
    <span className={classNames(styles['track'], styles[size])} aria-hidden="true">
      {width > 0 && (
        // What is not nothing is to be seen.
        <span
          className={classNames(styles['fill'], styles[tone])}
          style={{ width: `max(2px, ${String(width * 100)}%)` }}
        />
      )}
    </span>
  )
}
