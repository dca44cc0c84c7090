import { Cpu } from 'lucide-react'
import { useEffect } from 'react'

import { useAppState } from '../../app/app-store.ts'
import { sidebarWidths, useNavigation } from '../../app/navigation-store.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Resizer } from '../../ui/Resizer.tsx'
import { EnginePane } from './EnginePane.tsx'
import styles from './EnginesPlace.module.css'
import { EngineList } from './list/EngineList.tsx'

/** The place of engines: their config files, and the one that is open. */
export function EnginesPlace() {
  const engines = useAppState((state) => state.engines)
  const wantedId = useNavigation((navigation) => navigation.engineId)
  const openEngine = useNavigation((navigation) => navigation.openEngine)
  const isCollapsed = useNavigation((navigation) => navigation.isSidebarCollapsed)
  const width = useNavigation((navigation) => navigation.sidebarWidth)
  const resized = useNavigation((navigation) => navigation.sidebarResized)
  const open = engines.find(({ id }) => id === wantedId) ?? firstToShow(engines)
  useFocusOnArrival()

  return (
    <div className={styles['place']}>
      {!isCollapsed && (
        <nav className={styles['list']} style={{ width: `${String(width / 16)}rem` }} aria-label="Engines">
          <EngineList openId={open?.id ?? null} onOpen={({ id }) => openEngine(id)} />
        </nav>
      )}
      <main className={styles['main']}>
        {!isCollapsed && (
          <Resizer
            label="Width of the list"
            value={width}
            min={sidebarWidths.min}
            max={sidebarWidths.max}
            initial={sidebarWidths.initial}
            onChange={resized}
          />
        )}
        {open === undefined ? (
          <EmptyState
            icon={<Cpu />}
            title="No engine found"
            text="Choose a config file of Nova Engine or IdleHands to edit it here."
          />
        ) : (
          <EnginePane key={open.id} engine={open} />
        )}
      </main>
    </div>
  )
}

/** One that is set up tells more than one that is not. */
function firstToShow<Engine extends { readonly state: { readonly type: string } }>(
  engines: readonly Engine[],
): Engine | undefined {
  return engines.find(({ state }) => state.type !== 'absent') ?? engines[0]
}

/** Opened by keyboard, the focus was in the place that is now hidden: it goes to the open entry of the list. */
function useFocusOnArrival(): void {
  useEffect(() => {
    const { activeElement, body } = document
    if (activeElement !== body && activeElement?.closest('[hidden]') === null) return
    document
      .querySelector<HTMLElement>('nav[aria-label=Engines] [aria-current]')
      ?.focus({ preventScroll: true })
  }, [])
}
