import { Cpu } from 'lucide-react'

import { useAppState } from '../../app/app-store.ts'
import { ListPlace } from '../../app/ListPlace.tsx'
import { useNavigation } from '../../app/navigation-store.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { EnginePane } from './EnginePane.tsx'
import { EngineList } from './list/EngineList.tsx'

/** The place of engines: their config files, and the one that is open. */
export function EnginesPlace() {
  const engines = useAppState((state) => state.engines)
  const wantedId = useNavigation((navigation) => navigation.engineId)
  const openEngine = useNavigation((navigation) => navigation.openEngine)
  const open = engines.find(({ id }) => id === wantedId) ?? firstToShow(engines)

  return (
    <ListPlace
      label="Engines"
      list={<EngineList openId={open?.id ?? null} onOpen={({ id }) => openEngine(id)} />}
    >
      {open === undefined ? (
        <EmptyState
          icon={<Cpu />}
          title="No engine found"
          text="Choose a config file of Nova Engine or IdleHands to edit it here."
        />
      ) : (
        <EnginePane key={open.id} engine={open} />
      )}
    </ListPlace>
  )
}

/** One that is set up tells more than one that is not. */
function firstToShow<Engine extends { readonly state: { readonly type: string } }>(
  engines: readonly Engine[],
): Engine | undefined {
  return engines.find(({ state }) => state.type !== 'absent') ?? engines[0]
}
