import type { ReactNode } from 'react'

import { tooltipAttributes } from '../../ui/Tooltip.tsx'
import styles from './Facts.module.css'

export interface Fact {
  readonly name: string
  readonly value: ReactNode
  /** The exact figure or the full time; null for nothing more. */
  readonly hint?: string | null
}

interface FactsProps {
  /** A heading above them; null for none. */
  readonly title: string | null
  readonly facts: readonly Fact[]
}

/** Figures and words about one thing, each with its name. */
export function Facts({ title, facts }: FactsProps) {
  return (
    <div className={styles['block']}>
      {title !== null && <h4 className={styles['title']}>{title}</h4>}
      <dl className={styles['facts']}>
        {facts.map(({ name, value, hint }) => (
          <div key={name} className={styles['fact']}>
            <dt>{name}</dt>
            <dd {...(hint === undefined || hint === null ? {} : tooltipAttributes(hint))}>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
