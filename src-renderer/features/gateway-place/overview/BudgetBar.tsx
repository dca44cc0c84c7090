import type { Usd } from '#shared/money.ts'

import { formatUsd } from '#shared/usd-format.ts'
import { Meter } from '../../../ui/Meter.tsx'
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx'
import { budgetTone } from './budget.ts'
import styles from './BudgetBar.module.css'

interface BudgetBarProps {
  readonly spend: Usd
  /** null for no limit. */
  readonly maxBudget: Usd | null
  readonly size?: 'small' | 'medium'
}

/** What is spent of a budget: the figures, and a bar of them. */
export function BudgetBar({ spend, maxBudget, size = 'small' }: BudgetBarProps) {
  const { share, tone } = budgetTone(spend, maxBudget)
  return (
    <span className={styles['budget']} data-size={size}>
      <span className={styles['figures']}>
        <span className={styles['spent']} data-tone={tone}>
          {formatUsd(spend)}
        </span>
        <span className={styles['limit']}>
          {maxBudget === null ? (
            'no limit'
          ) : (
            <>
              <VisuallyHidden>of </VisuallyHidden>
              <span aria-hidden="true">/ </span>
              {formatUsd(maxBudget)}
            </>
          )}
        </span>
      </span>
      {share !== null && <Meter share={share} tone={tone} size={size} />}
    </span>
  )
}
