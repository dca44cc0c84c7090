import { Info, Server, SlidersHorizontal } from 'lucide-react'
import type { ReactNode } from 'react'

import { ListPlace } from '../../app/ListPlace.tsx'
import { type SettingsSection, useNavigation } from '../../app/navigation-store.ts'
import { type Section, SectionList } from '../../ui/SectionList.tsx'
import { GatewayList } from '../gateways/GatewayList.tsx'
import { AboutSettings } from './AboutSettings.tsx'
import { GeneralSettings } from './GeneralSettings.tsx'
import styles from './SettingsPlace.module.css'

const sections: readonly (Section<SettingsSection> & { readonly content: ReactNode })[] = [
  {
    id: 'general',
    label: 'General',
    icon: <SlidersHorizontal aria-hidden="true" />,
    content: <GeneralSettings />,
  },
  { id: 'gateways', label: 'Gateways', icon: <Server aria-hidden="true" />, content: <GatewayList /> },
  { id: 'about', label: 'About', icon: <Info aria-hidden="true" />, content: <AboutSettings /> },
]

/** Settings: the sections in the list, the open one beside them. */
export function SettingsPlace() {
  const current = useNavigation((navigation) => navigation.settingsSection)
  const openPlace = useNavigation((navigation) => navigation.openPlace)
  const open = sections.find(({ id }) => id === current)

  return (
    <ListPlace
      label="Settings"
      isNarrow
      isListKept
      list={
        <SectionList
          title="Settings"
          sections={sections}
          current={current}
          onOpen={(id) => openPlace('settings', id)}
        />
      }
    >
      <div className={styles['work']}>
        <div className={styles['column']}>
          <h2 className={styles['heading']}>{open?.label}</h2>
          {open?.content}
        </div>
      </div>
    </ListPlace>
  )
}
