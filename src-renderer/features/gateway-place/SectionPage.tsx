import { PanelLeft } from 'lucide-react'
import type { ReactNode } from 'react'

import { useNavigation } from '../../app/navigation-store.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './SectionPage.module.css'

interface SectionPageProps {
  readonly title: string
  /** What it is about, or a figure; beside the title. */
  readonly note?: ReactNode
  /** The one thing to do here, and what goes with it. */
  readonly actions?: ReactNode
  /** Search and filters, in a line of their own. */
  readonly tools?: ReactNode
  readonly children: ReactNode
}

/** A section's work pane: what it is called, what can be done, and its content. */
export function SectionPage({ title, note, actions, tools, children }: SectionPageProps) {
  const isCollapsed = useNavigation((navigation) => navigation.isSidebarCollapsed)
  const toggleSidebar = useNavigation((navigation) => navigation.toggleSidebar)
  return (
    <section className={styles['page']} aria-label={title}>
      <header className={styles['head']}>
        {isCollapsed && (
          <IconButton label="Show the list" shortcut="Mod+B" onClick={toggleSidebar}>
            <PanelLeft aria-hidden="true" />
          </IconButton>
        )}
        <h2 className={styles['title']}>{title}</h2>
        <span className={styles['note']}>{note}</span>
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </header>
      {tools !== undefined && <div className={styles['tools']}>{tools}</div>}
      {children}
    </section>
  )
}
