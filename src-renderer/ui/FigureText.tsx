import type { Figure } from './figures.ts'
import styles from './FigureText.module.css'
import { tooltipAttributes } from './Tooltip.tsx'

/** A number with its unit in a lighter tone; what it is exactly shows when pointed at. */
export function FigureText({ figure }: { readonly figure: Figure }) {
  const { before, number, unit, exact } = figure
  const isExact = exact === `${before}${number}`
  return (
    <span className={styles['figure']} {...(isExact ? {} : tooltipAttributes(exact))}>
      {before === '' ? null : <span className={styles['before']}>{before}</span>}
      {number}
      {unit === '' ? null : <span className={styles['unit']}>{` ${unit}`}</span>}
    </span>
  )
}
