import type { KeyInUse } from '#shared/key-in-use.ts'

import { formatUsd } from '#shared/usd-format.ts'
import { Note } from '../../../ui/Note.tsx'
import { type Fact, Facts } from '../Facts.tsx'
import {
  firstOf,
  formatDistance,
  formatInstant,
  formatTokens,
  formatWhole,
  resetWords,
} from '../gateway-format.ts'
import { BudgetBar } from './BudgetBar.tsx'
import styles from './KeyInUseCard.module.css'

interface KeyInUseCardProps {
  readonly keyInUse: KeyInUse
  readonly now: Date
}

/** The connected key: what it may spend and has spent, and what else it is limited to. */
export function KeyInUseCard({ keyInUse, now }: KeyInUseCardProps) {
  const { spend, maxBudget, remaining, state } = keyInUse
  return (
    <div className={styles['card']}>
      <BudgetBar spend={spend} maxBudget={maxBudget} size="medium" />
      {remaining !== null && state === 'ok' && <p className={styles['left']}>{formatUsd(remaining)} left</p>}
      {remaining !== null && state === 'warning' && (
        <Note tone="warning">
          Only {formatUsd(remaining)} of this key’s budget is left. {resetSentence(keyInUse, now)}
        </Note>
      )}
      {state === 'exhausted' && (
        <Note tone="warning">
          This key’s budget is used up, so the gateway refuses its calls. {resetSentence(keyInUse, now)} Until
          then use another key, or ask the gateway’s admin for a larger budget.
        </Note>
      )}
      <Facts title={null} facts={keyFacts(keyInUse, now)} />
    </div>
  )
}

function resetSentence({ budgetResetAt }: KeyInUse, now: Date): string {
  return budgetResetAt === null
    ? 'It is not reset by itself.'
    : `It begins anew ${formatDistance(budgetResetAt, now)}, on ${formatInstant(budgetResetAt)}.`
}

function keyFacts(key: KeyInUse, now: Date): readonly Fact[] {
  const { alias, lastFour, models, budgetDuration, budgetResetAt, expiresAt } = key
  const limits = [
    { name: 'Tokens per minute', count: key.tpmLimit },
    { name: 'Requests per minute', count: key.rpmLimit },
    { name: 'Requests at one time', count: key.parallelLimit },
  ]
  return [
    { name: 'Key', value: `${alias ?? 'No alias'}${lastFour === null ? '' : ` · …${lastFour}`}` },
    {
      name: 'Budget begins anew',
      value: budgetResetAt === null ? 'Never' : formatDistance(budgetResetAt, now),
      hint:
        budgetResetAt === null
          ? null
          : `${formatInstant(budgetResetAt)}${budgetDuration === null ? '' : `, ${resetWords(budgetDuration)}`}`,
    },
    {
      name: 'Models',
      value: models.length === 0 ? 'All' : firstOf(models, 3),
      hint: models.length > 3 ? models.join(', ') : null,
    },
    ...limits.map(({ name, count }) => ({
      name,
      value: count === null ? 'No limit' : formatTokens(count),
      hint: count === null ? null : formatWhole(count),
    })),
    {
      name: 'Expires',
      value: expiresAt === null ? 'Never' : formatDistance(expiresAt, now),
      hint: expiresAt === null ? null : formatInstant(expiresAt),
    },
  ]
}
