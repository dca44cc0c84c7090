import { type ReactNode, useEffect, useRef } from 'react'

import { Resizer } from '../ui/Resizer.tsx'
import styles from './ListPlace.module.css'
import { sidebarWidths, useNavigation } from './navigation-store.ts'

interface ListPlaceProps {
  /** Names the list. */
  readonly label: string
  /** Marks what is open with `aria-current`. */
  readonly list: ReactNode
  /** For a list of a few words, which need no more room however large the text. */
  readonly isNarrow?: boolean
  /** Whether the list stays when lists are hidden. */
  readonly isListKept?: boolean
  readonly children: ReactNode
}

/** A place with a list and, beside it, what is open of it. The list is as wide in every place, and hidden in all at once. */
export function ListPlace({ label, list, isNarrow = false, isListKept = false, children }: ListPlaceProps) {
  const isCollapsed = useNavigation((navigation) => navigation.isSidebarCollapsed) && !isListKept
  const width = useNavigation((navigation) => navigation.sidebarWidth)
  const resized = useNavigation((navigation) => navigation.sidebarResized)
  const pane = useRef<HTMLElement>(null)

  // Opened by keyboard, the focus was in the place that is now hidden: it goes to the open entry of the list.
  useEffect(() => {
    const { activeElement, body } = document
    if (activeElement !== body && activeElement?.closest('[hidden]') === null) return
    pane.current?.querySelector<HTMLElement>('[aria-current]')?.focus({ preventScroll: true })
  }, [])

  return (
    <div className={styles['place']}>
      {!isCollapsed && (
        <nav
          ref={pane}
          className={styles['list']}
          data-narrow={isNarrow}
          style={{ width: `${String(width / 16)}rem` }}
          aria-label={label}
        >
          {list}
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
        {children}
      </main>
    </div>
  )
}
