import { Boxes, Gauge, GitCompareArrows, KeyRound, MonitorCog, PlugZap, Waypoints } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'

import { type GatewaySection, sidebarWidths, useNavigation } from '../../app/navigation-store.ts'
import { openGateways } from '../../app/open-gateways.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { lateComponent } from '../../ui/late-component.tsx'
import { Resizer } from '../../ui/Resizer.tsx'
import { LocalGatewayActions } from '../local-gateway/LocalGatewayActions.tsx'
import { LocalGatewayPanel } from '../local-gateway/LocalGatewayPanel.tsx'
import { DriftView } from './drift/DriftView.tsx'
import { useFollowGateway } from './follow-gateway.ts'
import styles from './GatewayPlace.module.css'
import { KeysView } from './keys/KeysView.tsx'
import { NewKeyDialog } from './keys/NewKeyDialog.tsx'
import { ModelsView } from './models/ModelsView.tsx'
import { newKeyLeft, useNewKeyAsked } from './new-key-asked.ts'
import { Overview } from './overview/Overview.tsx'
import { useSectionNotes } from './section-notes.ts'
import { SectionPage } from './SectionPage.tsx'
import { useActiveGateway } from './use-active-gateway.ts'

/** The editor of texts is large, and few open it. */
const { Component: RoutingSection } = lateComponent(
  async () => (await import('../routing/RoutingSection.tsx')).RoutingSection,
)

const sections: readonly { readonly id: GatewaySection; readonly label: string; readonly icon: ReactNode }[] =
  [
    { id: 'overview', label: 'Overview', icon: <Gauge aria-hidden="true" /> },
    { id: 'models', label: 'Models', icon: <Boxes aria-hidden="true" /> },
    { id: 'keys', label: 'Virtual keys', icon: <KeyRound aria-hidden="true" /> },
    { id: 'drift', label: 'Drift', icon: <GitCompareArrows aria-hidden="true" /> },
    { id: 'routing', label: 'Routing', icon: <Waypoints aria-hidden="true" /> },
    { id: 'computer', label: 'This computer', icon: <MonitorCog aria-hidden="true" /> },
  ]

/** The place of the gateway in use: how it is, its models, its virtual keys, and whether engines' files fit it. */
export function GatewayPlace() {
  const current = useNavigation((navigation) => navigation.gatewaySection)
  const openGateway = useNavigation((navigation) => navigation.openGateway)
  const isCollapsed = useNavigation((navigation) => navigation.isSidebarCollapsed)
  const width = useNavigation((navigation) => navigation.sidebarWidth)
  const resized = useNavigation((navigation) => navigation.sidebarResized)
  const active = useActiveGateway()
  useFollowGateway(active.phase === 'ready' ? active.gateway.id : null)
  const notes = useSectionNotes()
  const newKeyGateway = useNewKeyAsked((asked) => asked.gateway)
  const currentEntry = useRef<HTMLButtonElement>(null)

  // Opened by keyboard, the focus was in the place that is now hidden.
  useEffect(() => {
    const { activeElement, body } = document
    if (activeElement !== body && activeElement?.closest('[hidden]') === null) return
    currentEntry.current?.focus({ preventScroll: true })
  }, [])

  return (
    <div className={styles['place']}>
      {!isCollapsed && (
        <nav className={styles['list']} style={{ width: `${String(width / 16)}rem` }} aria-label="Gateway">
          <h1 className={styles['title']}>Gateway</h1>
          <ul className={styles['entries']}>
            {sections.map(({ id, label, icon }) => (
              <li key={id}>
                <button
                  ref={id === current ? currentEntry : null}
                  type="button"
                  className={styles['entry']}
                  aria-current={id === current ? 'page' : undefined}
                  onClick={() => openGateway(id)}
                >
                  {icon}
                  <span className={styles['label']}>{label}</span>
                  <span className={styles['note']} data-tone={notes[id].tone}>
                    {notes[id].text}
                  </span>
                </button>
              </li>
            ))}
          </ul>
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
        {current === 'computer' ? (
          <SectionPage
            title="This computer"
            note="LiteLLM, run by Litedesk"
            actions={<LocalGatewayActions />}
          >
            <LocalGatewayPanel />
          </SectionPage>
        ) : current === 'routing' ? (
          <SectionPage title="Routing" note="LiteLLM’s config file">
            <RoutingSection />
          </SectionPage>
        ) : active.phase === 'none' ? (
          <EmptyState
            icon={<PlugZap />}
            title="No gateway"
            text="Connect a LiteLLM gateway to see its models, its virtual keys and how it is."
            action={
              <Button variant="primary" onClick={openGateways}>
                Connect a gateway
              </Button>
            }
          />
        ) : (
          <Section key={active.gateway.id} section={current} />
        )}
      </main>
      {newKeyGateway !== null && <NewKeyDialog gateway={newKeyGateway} onClose={newKeyLeft} />}
    </div>
  )
}

function Section({ section }: { readonly section: Exclude<GatewaySection, 'computer' | 'routing'> }) {
  switch (section) {
    case 'overview':
      return <Overview />
    case 'models':
      return <ModelsView />
    case 'keys':
      return <KeysView />
    case 'drift':
      return <DriftView />
  }
}
