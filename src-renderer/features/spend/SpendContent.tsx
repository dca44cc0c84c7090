import { ChartColumnStacked, PlugZap, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'

import { useAppState } from '../../app/app-store.ts'
import { useNavigation } from '../../app/navigation-store.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { GroupTable } from './GroupTable.tsx'
import { LogTable } from './LogTable.tsx'
import { retried, specChanged, useSpend } from './spend-store.ts'
import styles from './SpendPlace.module.css'
import { emptyFilter, isFiltering } from './spend-view.ts'

/** Figures and table, or why there are none. What is on show stays until its successor is there. */
export function SpendContent({ charts }: { readonly charts: ReactNode }) {
  const hasGateway = useAppState((state) => state.activeGatewayId !== null)
  const isGrouped = useSpend((state) => state.spec.groupBy !== null)
  const total = useSpend(({ spec, rows, groups }) =>
    spec.groupBy === null ? rows.total : (groups.answer?.total ?? null),
  )
  const error = useSpend(({ spec, rows, groups }) => (spec.groupBy === null ? rows.error : groups.error))
  const isAwaited = useSpend(({ spec, rows, groups }) =>
    spec.groupBy === null ? rows.isAwaited : groups.isAwaited,
  )
  const isTold = useSpend(({ status }) => status?.sync.state === 'waiting')
  const isFirst = useSpend(({ rows, groups }) => rows.total === null && groups.answer === null)
  if (!hasGateway) return <NoGateway />
  if (isFirst && error === null) return <Skeleton />
  if (total === 0 && !isAwaited && error === null) return <Nothing charts={charts} />
  return (
    <>
      {isFirst ? null : charts}
      {error === null || (isTold && total !== null) ? null : (
        <div className={isFirst ? styles['failed'] : styles['failedPart']}>
          <ErrorCard
            error={error}
            actions={
              <Button size="small" onClick={retried}>
                Try again
              </Button>
            }
          />
        </div>
      )}
      {total === null ? null : isGrouped ? <GroupTable /> : <LogTable />}
    </>
  )
}

function NoGateway() {
  return (
    <EmptyState
      icon={<PlugZap />}
      title="No gateway"
      text="Connect a LiteLLM gateway to see what its calls cost."
      action={
        <Button variant="primary" onClick={() => useNavigation.getState().openPlace('settings', 'gateways')}>
          Connect a gateway
        </Button>
      }
    />
  )
}

/** No row passes: because of the filter, of the range, or because nothing was ever called. */
function Nothing({ charts }: { readonly charts: ReactNode }) {
  const isFiltered = useSpend((state) => isFiltering(state.spec.filter))
  const isAll = useSpend((state) => state.spec.range.type === 'all')
  if (isFiltered)
    return (
      <>
        {charts}
        <EmptyState
          icon={<SearchX />}
          title="No row passes the filter"
          text="Take a part of it away, or look at a longer time."
          action={
            <Button onClick={() => specChanged((spec) => ({ ...spec, filter: emptyFilter }))}>
              Clear the filter
            </Button>
          }
        />
      </>
    )
  if (!isAll)
    return (
      <EmptyState
        icon={<ChartColumnStacked />}
        title="No calls in this time"
        text="Choose a longer range, or see everything there is."
        action={
          <Button onClick={() => specChanged((spec) => ({ ...spec, range: { type: 'all' } }))}>
            Show everything
          </Button>
        }
      />
    )
  return (
    <EmptyState
      icon={<ChartColumnStacked />}
      title="Nothing was spent yet"
      text="Every call to this gateway shows here with its cost, some seconds after it was made."
      action={
        <Button variant="primary" onClick={() => useNavigation.getState().openPlace('chat')}>
          Ask something
        </Button>
      }
    />
  )
}

/** The shape of what is on its way; seen only when it takes longer than a moment. */
function Skeleton() {
  return (
    <div className={styles['skeleton']} aria-hidden>
      <div className={styles['skeletonFigures']}>
        <span />
        <span />
        <span />
        <span />
      </div>
      <span className={styles['skeletonChart']} />
      {Array.from({ length: 12 }, (_, row) => (
        <span key={row} className={styles['skeletonRow']} />
      ))}
    </div>
  )
}
