import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef } from 'react'

import { useAppState } from '../../app/app-store.ts'
import { useShortcut } from '../../app/shortcuts.ts'
import { Button } from '../../ui/Button.tsx'
import { Resizer } from '../../ui/Resizer.tsx'
import { ChartStrip } from './ChartStrip.tsx'
import { ColumnsPopover } from './ColumnsPopover.tsx'
import { DetailPanel } from './DetailPanel.tsx'
import { panelClosed, rowOpened, useDetail } from './detail-store.ts'
import { ExportMenu } from './ExportMenu.tsx'
import { labelSeen } from './facet-store.ts'
import { FilterButton, FilterChips } from './FilterBar.tsx'
import { GroupMenu } from './GroupMenu.tsx'
import { useSpendWish, wishFulfilled } from './open-spend.ts'
import { RangePicker } from './RangePicker.tsx'
import { panelWidths } from './remembered.ts'
import { SearchField } from './SearchField.tsx'
import { SpendContent } from './SpendContent.tsx'
import { layoutChanged, specChanged, spendShown, useSpend, wentBack } from './spend-store.ts'
import styles from './SpendPlace.module.css'
import { chosen, emptyFilter } from './spend-view.ts'
import { SyncBar, SyncButton } from './SyncBar.tsx'
import { ViewsPopover } from './ViewsPopover.tsx'

/** The place of spend: what was spent, on what and why. */
export function SpendPlace() {
  const gatewayId = useAppState((state) => state.activeGatewayId)
  const search = useRef<HTMLInputElement>(null)
  const isPanelOpen = useDetail((state) => state.isOpen)
  useEffect(() => (gatewayId === null ? undefined : spendShown(gatewayId)), [gatewayId])
  useWish(gatewayId)
  useShortcut('spend.search', 'Mod+F', 'Search the log', () => {
    search.current?.focus()
    search.current?.select()
  })
  useShortcut('spend.close-row', 'Escape', 'Close the row’s panel', panelClosed, isPanelOpen)

  return (
    <div className={styles['place']}>
      <main className={styles['main']} aria-label="Spend">
        <header className={styles['head']}>
          <h1 className={styles['title']}>Spend</h1>
          <WayBack />
          <RangePicker />
          <FilterButton />
          <SearchField field={search} />
          <div className={styles['tools']}>
            <GroupMenu />
            <ViewsPopover />
            <ColumnsPopover />
            <ExportMenu />
            <SyncButton />
          </div>
        </header>
        <SyncBar />
        <FilterChips />
        <SpendContent charts={<ChartStrip />} />
      </main>
      {isPanelOpen ? <Side /> : null}
    </div>
  )
}

/** Back to where the chart was brushed or a group opened. */
function WayBack() {
  const hasPrevious = useSpend((state) => state.previous !== null)
  if (!hasPrevious) return null
  return (
    <Button variant="ghost" icon={<ArrowLeft aria-hidden />} onClick={wentBack}>
      Back
    </Button>
  )
}

/** The panel of the chosen row. */
function Side() {
  const width = useSpend((state) => state.layout.panelWidth)
  return (
    <aside className={styles['side']} style={{ width: `${width / 16}rem` }} aria-label="Row">
      <Resizer
        label="Width of the row’s panel"
        edge="start"
        value={width}
        min={panelWidths.min}
        max={panelWidths.max}
        initial={panelWidths.initial}
        onChange={(panelWidth) => layoutChanged({ panelWidth })}
      />
      <DetailPanel />
    </aside>
  )
}

/** Shows what another place asked for. */
function useWish(gatewayId: string | null): void {
  const wish = useSpendWish((state) => state.wish)
  useEffect(() => {
    if (wish === null || gatewayId === null) return
    wishFulfilled()
    if (wish.type === 'today') {
      specChanged((spec) => ({ ...spec, range: { type: 'today' }, filter: emptyFilter }))
      return
    }
    const conversations =
      wish.type === 'conversation' ? [{ id: wish.conversationId, title: wish.title }] : wish.conversations
    for (const { id, title } of conversations) labelSeen('conversation', id, title)
    specChanged((spec) => ({
      ...spec,
      range: { type: 'all' },
      groupBy: null,
      filter: chosen(
        emptyFilter,
        'conversation',
        conversations.map(({ id }) => id),
        false,
      ),
    }))
    if (wish.type === 'conversation' && wish.logId !== null) rowOpened(wish.logId)
  }, [wish, gatewayId])
}
