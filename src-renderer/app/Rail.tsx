import { ChartColumnStacked, Cpu, MessageSquare, Settings, Waypoints } from 'lucide-react'
import type { ReactNode } from 'react'

import { comboAria } from '../ui/key-combo.ts'
import { tooltipAttributes } from '../ui/Tooltip.tsx'
import { spendNear } from '../features/spend/late-spend.ts'
import { loadEnginesPlace } from './late-engines-place.ts'
import { useNavigation } from './navigation-store.ts'
import type { Place } from './navigation-store.ts'
import styles from './Rail.module.css'

/** The places of the window, Settings at the foot. */
export function Rail() {
  return (
    <nav className={styles['rail']} aria-label="Places">
      <RailEntry place="chat" label="Chat" shortcut="Mod+1">
        <MessageSquare aria-hidden="true" />
      </RailEntry>
      <RailEntry place="engines" label="Engines" shortcut="Mod+2" onNear={loadEnginesPlace}>
        <Cpu aria-hidden="true" />
      </RailEntry>
      <RailEntry place="gateway" label="Gateway" shortcut="Mod+3">
        <Waypoints aria-hidden="true" />
      </RailEntry>
      <RailEntry place="spend" label="Spend" shortcut="Mod+4" onNear={spendNear}>
        <ChartColumnStacked aria-hidden="true" />
      </RailEntry>
      <div className={styles['gap']} />
      <RailEntry place="settings" label="Settings" shortcut="Mod+Comma">
        <Settings aria-hidden="true" />
      </RailEntry>
    </nav>
  )
}

interface RailEntryProps {
  readonly place: Place
  readonly label: string
  readonly shortcut: string
  /** The pointer or the focus comes near. */
  readonly onNear?: () => void
  readonly children: ReactNode
}

function RailEntry({ place, label, shortcut, onNear, children }: RailEntryProps) {
  const isCurrent = useNavigation((navigation) => navigation.place === place)
  const openPlace = useNavigation((navigation) => navigation.openPlace)
  return (
    <button
      type="button"
      {...tooltipAttributes(label, shortcut)}
      data-tooltip-side="right"
      aria-label={label}
      aria-keyshortcuts={comboAria(shortcut, window.bridge.platform)}
      aria-current={isCurrent ? 'page' : undefined}
      className={styles['entry']}
      onPointerEnter={onNear}
      onFocus={onNear}
      onClick={() => openPlace(place)}
    >
      {children}
    </button>
  )
}
