import { formatUsd } from '#shared/usd-format.ts'

import { useAppState } from '../../app/app-store.ts'
import { useNavigation } from '../../app/navigation-store.ts'
import { tooltipAttributes } from '../../ui/Tooltip.tsx'
import { budgetLeft } from './budget-left.ts'
import styles from './BudgetLeft.module.css'

/** What is left of the budget of the key in use; nothing where it has none. Leads to how it is spent. */
export function BudgetLeft() {
  const left = useAppState(budgetLeft)
  const openGateway = useNavigation((navigation) => navigation.openGateway)
  if (left === null) return null
  return (
    <button
      type="button"
      className={styles['left']}
      data-state={left.state}
      onClick={() => openGateway('overview')}
      {...tooltipAttributes(`${formatUsd(left.spend)} of this key’s ${formatUsd(left.maxBudget)} are spent`)}
    >
      {left.state === 'exhausted' ? 'Budget used up' : `${formatUsd(left.remaining)} left`}
    </button>
  )
}
