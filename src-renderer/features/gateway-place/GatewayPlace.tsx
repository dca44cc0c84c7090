import { Boxes, Gauge, GitCompareArrows, KeyRound, MonitorCog, PlugZap, Waypoints } from 'lucide-react'

import { ListPlace } from '../../app/ListPlace.tsx'
import { type GatewaySection, useNavigation } from '../../app/navigation-store.ts'
import { openGateways } from '../../app/open-gateways.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { lateComponent } from '../../ui/late-component.tsx'
import { type Section, SectionList } from '../../ui/SectionList.tsx'
import { LocalGatewayActions } from '../local-gateway/LocalGatewayActions.tsx'
import { LocalGatewayPanel } from '../local-gateway/LocalGatewayPanel.tsx'
import { DriftView } from './drift/DriftView.tsx'
import { useFollowGateway } from './follow-gateway.ts'
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

const sections: readonly Section<GatewaySection>[] = [
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
  const active = useActiveGateway()
  useFollowGateway(active.phase === 'ready' ? active.gateway.id : null)
  const notes = useSectionNotes()
  const newKeyGateway = useNewKeyAsked((asked) => asked.gateway)

  return (
    <>
      <ListPlace
        label="Gateway"
        isNarrow
        list={
          <SectionList
            title="Gateway"
            sections={sections.map((section) => ({ ...section, note: notes[section.id] }))}
            current={current}
            onOpen={openGateway}
          />
        }
      >
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
          <ActiveSection key={active.gateway.id} section={current} />
        )}
      </ListPlace>
      {newKeyGateway !== null && <NewKeyDialog gateway={newKeyGateway} onClose={newKeyLeft} />}
    </>
  )
}

function ActiveSection({ section }: { readonly section: Exclude<GatewaySection, 'computer' | 'routing'> }) {
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
