import { Info, Server, SlidersHorizontal } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'

import { sidebarWidths, useNavigation } from '../../app/navigation-store.ts'
import type { SettingsSection } from '../../app/navigation-store.ts'
import { Resizer } from '../../ui/Resizer.tsx'
import { GatewayList } from '../gateways/GatewayList.tsx'
import { AboutSettings } from './AboutSettings.tsx'
import { GeneralSettings } from './GeneralSettings.tsx'
import styles from './SettingsPlace.module.css'

interface Section {
  readonly id: SettingsSection
  readonly label: string
  readonly icon: ReactNode
  readonly content: ReactNode
}

const sections: readonly Section[] = [
  {
    id: 'general',
    label: 'General',
    icon: <SlidersHorizontal aria-hidden="true" />,
    content: <GeneralSettings />,
  },
  { id: 'gateways', label: 'Gateways', icon: <Server aria-hidden="true" />, content: <GatewayList /> },
  { id: 'about', label: 'About', icon: <Info aria-hidden="true" />, content: <AboutSettings /> },
]

/** Settings: the sections in the list pane, the open one beside them. */
export function SettingsPlace() {
  const current = useNavigation((navigation) => navigation.settingsSection)
  const openPlace = useNavigation((navigation) => navigation.openPlace)
  const width = useNavigation((navigation) => navigation.sidebarWidth)
  const resized = useNavigation((navigation) => navigation.sidebarResized)
  const currentEntry = useRef<HTMLButtonElement>(null)
  const open = sections.find(({ id }) => id === current)

  // Opened by keyboard, the focus was in the place that is now hidden.
  useEffect(() => {
    const isLost =
      document.activeElement === document.body || document.activeElement?.closest('[hidden]') !== null
    if (isLost) currentEntry.current?.focus({ preventScroll: true })
  }, [])

  return (
    <div className={styles['place']}>
      <nav className={styles['list']} style={{ width: `${String(width / 16)}rem` }} aria-label="Settings">
        <div className={styles['entries']}>
          <h1 className={styles['title']}>Settings</h1>
          {sections.map(({ id, label, icon }) => (
            <button
              key={id}
              ref={id === current ? currentEntry : null}
              type="button"
              className={styles['entry']}
              aria-current={id === current ? 'page' : undefined}
              onClick={() => openPlace('settings', id)}
            >
              {icon}
              {label}
            </button>
          ))}
        </div>
        <Resizer
          label="Width of the list"
          value={width}
          min={sidebarWidths.min}
          max={sidebarWidths.max}
          initial={sidebarWidths.initial}
          onChange={resized}
        />
      </nav>
      <main className={styles['work']}>
        <div className={styles['column']}>
          <h2 className={styles['heading']}>{open?.label}</h2>
          {open?.content}
        </div>
      </main>
    </div>
  )
}
