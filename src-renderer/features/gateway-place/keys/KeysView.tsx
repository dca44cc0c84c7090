import { DatabaseZap, KeyRound, Plus, SearchX, ShieldAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'

import type { AppError } from '#shared/app-error.ts'
import type { Gateway } from '#shared/gateway.ts'
import type { KeyFilter, KeySort } from '#shared/virtual-key.ts'

import { useAppState } from '../../../app/app-store.ts'
import { openGateways } from '../../../app/open-gateways.ts'
import { useShortcut } from '../../../app/shortcuts.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Note } from '../../../ui/Note.tsx'
import { SearchField } from '../../../ui/SearchField.tsx'
import { Select } from '../../../ui/Select.tsx'
import { formatWhole } from '../gateway-format.ts'
import { newKeyAsked, newKeyBegun, newKeyLeft, useNewKeyAsked } from '../new-key-asked.ts'
import { KeyInUseCard } from '../overview/KeyInUseCard.tsx'
import { SectionPage } from '../SectionPage.tsx'
import { Disconnected, Middle, RowsSkeleton, SectionFailure } from '../SectionState.tsx'
import { SplitView } from '../SplitView.tsx'
import { useActiveGateway } from '../use-active-gateway.ts'
import { useMinute } from '../use-minute.ts'
import {
  filterChosen,
  keysChanged,
  keysOpened,
  searchTyped,
  sortChosen,
  useKeyList,
} from './key-list-store.ts'
import type { KeyListing } from './key-listing.ts'
import { KeyPane } from './KeyPane.tsx'
import styles from './KeysView.module.css'
import { KeyTable } from './KeyTable.tsx'

const TITLE = 'Virtual keys'

/** The gateway's virtual keys; for a key that may not see them, its own budget, limits and spend. */
export function KeysView() {
  const active = useActiveGateway()
  const isReady = active.phase === 'ready'
  const gatewayId = active.phase === 'none' ? null : active.gateway.id
  useEffect(() => {
    if (isReady && gatewayId !== null) keysOpened(gatewayId)
  }, [isReady, gatewayId])
  const listing = useKeyList((list) => list.listing)

  if (active.phase === 'failed')
    return (
      <SectionPage title={TITLE}>
        <Disconnected error={active.error} />
      </SectionPage>
    )
  if (active.phase !== 'ready' || listing === null || listing.wish.gatewayId !== gatewayId)
    return (
      <SectionPage title={TITLE}>
        <RowsSkeleton />
      </SectionPage>
    )
  const { error, total } = listing
  if (error?.kind === 'forbidden' || error?.kind === 'no-database') return <OwnKey error={error} />
  if (total === null)
    return (
      <SectionPage title={TITLE}>
        {error === null ? <RowsSkeleton /> : <SectionFailure error={error} onRetry={keysChanged} />}
      </SectionPage>
    )
  return <KeyList listing={listing} total={total} gateway={active.gateway} />
}

interface KeyListProps {
  readonly listing: KeyListing
  readonly total: number
  readonly gateway: Gateway
}

function KeyList({ listing, total, gateway }: KeyListProps) {
  const search = useKeyList((list) => list.search)
  const filter = useKeyList((list) => list.filter)
  const sort = useKeyList((list) => list.sort)
  const open = useKeyList((list) => list.open)
  const isAsked = useNewKeyAsked(({ isAsked: asked }) => asked)
  const searchField = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (isAsked) newKeyBegun(gateway)
  }, [isAsked, gateway])
  useShortcut('gateway.search', 'Mod+F', 'Search the list', () => searchField.current?.focus())
  useShortcut('gateway.new-key', 'Mod+Shift+K', 'New virtual key', newKeyAsked)
  const isNarrowed = listing.wish.search !== '' || listing.wish.filter !== 'all'

  return (
    <SectionPage
      title={TITLE}
      note={formatWhole(total)}
      actions={
        <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={newKeyAsked}>
          New virtual key
        </Button>
      }
      tools={
        <>
          <SearchField
            ref={searchField}
            label="Search by alias, hash or key"
            value={search}
            onChange={searchTyped}
          />
          <Select
            label="State"
            isLabelHidden
            className={styles['filter']}
            options={filters}
            value={filter}
            onChange={filterChosen}
          />
          <Select
            label="Order"
            isLabelHidden
            className={styles['sort']}
            options={sortOptions(sort)}
            value={sortValue(sort)}
            onChange={(value) => {
              const chosen = sorts.find((one) => one.value === value)
              if (chosen !== undefined) sortChosen(chosen.sort)
            }}
          />
        </>
      }
    >
      {listing.error !== null && (
        <div className={styles['note']}>
          <Note
            tone="warning"
            actions={
              <Button size="small" onClick={keysChanged}>
                Try again
              </Button>
            }
          >
            {listing.error.message} What is shown is from before.
          </Note>
        </div>
      )}
      {!listing.isWhole && (
        <div className={styles['note']}>
          <Note>
            This gateway has more than 20,000 keys, so only that many are searched and ordered. Order by
            creation, alias or spend to see all.
          </Note>
        </div>
      )}
      <SplitView
        detail={open === null ? null : <KeyPane key={open.hash} virtualKey={open} gatewayId={gateway.id} />}
      >
        {total > 0 ? <KeyTable listing={listing} /> : <NoKeys isNarrowed={isNarrowed} />}
      </SplitView>
    </SectionPage>
  )
}

function NoKeys({ isNarrowed }: { readonly isNarrowed: boolean }) {
  return (
    <Middle>
      {isNarrowed ? (
        <EmptyState
          icon={<SearchX />}
          title="No key matches"
          text="No key has such an alias and is in this state."
          action={
            <Button
              onClick={() => {
                searchTyped('')
                filterChosen('all')
              }}
            >
              Show all keys
            </Button>
          }
        />
      ) : (
        <EmptyState
          icon={<KeyRound />}
          title="No virtual keys yet"
          text="A virtual key lets one person, engine or job use the gateway, with a budget and limits of its own."
          action={
            <Button variant="primary" onClick={newKeyAsked}>
              New virtual key
            </Button>
          }
        />
      )}
    </Middle>
  )
}

/** What a key sees that may not manage keys: which right is missing, and what concerns itself. */
function OwnKey({ error }: { readonly error: AppError }) {
  const keyInUse = useAppState((state) => state.keyInUse)
  const gatewayId = useAppState((state) => state.activeGatewayId)
  const isAsked = useNewKeyAsked(({ isAsked: asked }) => asked)
  const now = useMinute()
  // A new key cannot be had here; the page says so.
  useEffect(() => {
    if (isAsked) newKeyLeft()
  }, [isAsked])
  const own = keyInUse?.gatewayId === gatewayId ? keyInUse : null
  const isWithoutDatabase = error.kind === 'no-database'
  if (own === null)
    return (
      <SectionPage title={TITLE}>
        <Middle>
          <EmptyState
            icon={isWithoutDatabase ? <DatabaseZap /> : <ShieldAlert />}
            title={isWithoutDatabase ? 'No database, no virtual keys' : 'This key may not manage keys'}
            text={
              <>
                {error.message} {error.nextStep}
              </>
            }
            action={<Button onClick={openGateways}>Gateways</Button>}
          />
        </Middle>
      </SectionPage>
    )
  return (
    <SectionPage title="Your key">
      <div className={styles['scroller']}>
        <div className={styles['own']}>
          <Note
            actions={
              <Button size="small" onClick={openGateways}>
                Use an admin key
              </Button>
            }
          >
            {error.message} {error.nextStep}
          </Note>
          <KeyInUseCard keyInUse={own} now={now} />
        </div>
      </div>
    </SectionPage>
  )
}

const filters: readonly { readonly value: KeyFilter; readonly label: string }[] = [
  { value: 'all', label: 'All states' },
  { value: 'active', label: 'Active' },
  { value: 'blocked', label: 'Blocked' },
  { value: 'expired', label: 'Expired' },
  { value: 'over-budget', label: 'Over budget' },
]

interface SortOption {
  readonly value: string
  readonly label: string
  readonly sort: KeySort
}

const sorts: readonly SortOption[] = [
  option('Newest first', 'created', true),
  option('Oldest first', 'created', false),
  option('Changed last', 'updated', true),
  option('Alias', 'alias', false),
  option('Most spent', 'spend', true),
  option('Most of budget used', 'budget-used', true),
  option('Largest budget', 'max-budget', true),
  option('Used last', 'last-used', true),
  option('Expires soonest', 'expires', false),
  option('Resets soonest', 'resets', false),
]

function option(label: string, by: KeySort['by'], isDescending: boolean): SortOption {
  const sort = { by, isDescending }
  return { value: sortValue(sort), label, sort }
}

function sortValue({ by, isDescending }: KeySort): string {
  return `${by} ${isDescending ? 'down' : 'up'}`
}

/** An order that a column's head gave and the menu does not have is named there, too. */
function sortOptions(sort: KeySort): readonly { readonly value: string; readonly label: string }[] {
  const value = sortValue(sort)
  return sorts.some((known) => known.value === value)
    ? sorts
    : [...sorts, { value, label: 'As in the table' }]
}
