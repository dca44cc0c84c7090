import { memo, useMemo } from 'react'

import type { KeySort, VirtualKey } from '#shared/virtual-key.ts'

import { Badge } from '../../../ui/Badge.tsx'
import { tooltipAttributes } from '../../../ui/Tooltip.tsx'
import { type TableColumn, VirtualTable } from '../../../ui/VirtualTable.tsx'
import { firstOf, formatDistance, formatInstant, formatTokens, resetWords } from '../gateway-format.ts'
import { BudgetBar } from '../overview/BudgetBar.tsx'
import { useMinute } from '../use-minute.ts'
import { keyOpened, rowsShown, sortChosen, useKeyList } from './key-list-store.ts'
import { type KeyListing, keyAt } from './key-listing.ts'
import { keyName, keyState } from './key-state.ts'
import styles from './KeyTable.module.css'

/** The virtual keys of the gateway, as one list however many there are. */
export const KeyTable = memo(function KeyTable({ listing }: { readonly listing: KeyListing }) {
  const sort = useKeyList((list) => list.sort)
  const open = useKeyList((list) => list.open)
  const now = useMinute()
  const columns = useMemo(() => columnsAt(now), [now])
  const { filter, search } = listing.wish
  return (
    <VirtualTable
      label="Virtual keys"
      columns={columns}
      count={listing.total ?? 0}
      rowAt={(index) => keyAt(listing, index)}
      rowKey={({ hash }) => hash}
      rowName={keyName}
      openKey={open?.hash ?? null}
      onOpen={keyOpened}
      rowRem={2.875}
      sort={{ key: sort.by, isDescending: sort.isDescending }}
      onSort={({ key, isDescending }) => sortChosen({ by: key as KeySort['by'], isDescending })}
      onRange={rowsShown}
      resetKey={JSON.stringify([filter, search, sort])}
    />
  )
})

function columnsAt(now: Date): readonly TableColumn<VirtualKey>[] {
  return [
    {
      id: 'alias',
      label: 'Key',
      minRem: 10,
      rank: 1,
      grow: 2,
      sortKey: 'alias',
      cell: ({ alias, lastFour }) => (
        <span className={styles['name']}>
          <span className={styles['alias']} data-missing={alias === null} title={alias ?? undefined}>
            {alias ?? 'No alias'}
          </span>
          <span className={styles['four']}>{lastFour === null ? '' : `…${lastFour}`}</span>
        </span>
      ),
    },
    {
      id: 'state',
      label: 'State',
      minRem: 6.5,
      rank: 2,
      cell: (key) => {
        const { text, tone } = keyState(key, now)
        return <Badge tone={tone}>{text}</Badge>
      },
    },
    {
      id: 'models',
      label: 'Models',
      minRem: 8,
      rank: 5,
      grow: 1.5,
      cell: ({ models }) =>
        models.length === 0 ? (
          <span className={styles['quiet']}>All</span>
        ) : (
          <span className={styles['cut']} {...tooltipAttributes(models.slice(0, 30).join(', '))}>
            {firstOf(models, 2)}
          </span>
        ),
    },
    {
      id: 'spend',
      label: 'Spent / budget',
      minRem: 10,
      rank: 1,
      grow: 1,
      isNumeric: true,
      sortKey: 'spend',
      cell: ({ spend, maxBudget }) => <BudgetBar spend={spend} maxBudget={maxBudget} />,
    },
    {
      id: 'resets',
      label: 'Resets',
      minRem: 7.5,
      rank: 3,
      sortKey: 'resets',
      cell: ({ budgetResetAt, budgetDuration }) => (
        <Moment
          iso={budgetResetAt}
          now={now}
          none="Never"
          note={budgetDuration === null ? null : resetWords(budgetDuration)}
        />
      ),
    },
    {
      id: 'limits',
      label: 'Per minute',
      minRem: 9,
      rank: 7,
      cell: ({ tpmLimit, rpmLimit }) => <Limits tpmLimit={tpmLimit} rpmLimit={rpmLimit} />,
    },
    {
      id: 'expires',
      label: 'Expires',
      minRem: 7,
      rank: 6,
      sortKey: 'expires',
      cell: ({ expiresAt }) => <Moment iso={expiresAt} now={now} none="Never" note={null} />,
    },
    {
      id: 'last-used',
      label: 'Last used',
      minRem: 7.5,
      rank: 4,
      sortKey: 'last-used',
      cell: ({ lastUsedAt }) => <Moment iso={lastUsedAt} now={now} none="–" note={null} />,
    },
  ]
}

interface MomentProps {
  readonly iso: string | null
  readonly now: Date
  /** What it says where there is none. */
  readonly none: string
  readonly note: string | null
}

function Moment({ iso, now, none, note }: MomentProps) {
  if (iso === null) return <span className={styles['quiet']}>{none}</span>
  return (
    <span {...tooltipAttributes(note === null ? formatInstant(iso) : `${formatInstant(iso)}, ${note}`)}>
      {formatDistance(iso, now)}
    </span>
  )
}

function Limits({ tpmLimit, rpmLimit }: Pick<VirtualKey, 'tpmLimit' | 'rpmLimit'>) {
  if (tpmLimit === null && rpmLimit === null) return <span className={styles['quiet']}>No limit</span>
  const parts = [
    ...(tpmLimit === null ? [] : [`${formatTokens(tpmLimit)} tokens`]),
    ...(rpmLimit === null ? [] : [`${formatTokens(rpmLimit)} req.`]),
  ]
  return <span className={styles['cut']}>{parts.join(' · ')}</span>
}
