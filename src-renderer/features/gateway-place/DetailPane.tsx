import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'

import { IconButton } from '../../ui/IconButton.tsx'
import styles from './DetailPane.module.css'

interface DetailPaneProps {
  readonly title: string
  readonly badges?: ReactNode
  /** What can be done with it. */
  readonly actions: ReactNode | null
  readonly onClose: () => void
  readonly children: ReactNode
}

/** What is open of a list. Escape closes it. */
export function DetailPane({ title, badges, actions, onClose, children }: DetailPaneProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  // The list may be hidden behind it, so the focus comes along.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape works wherever the focus is in it.
    <aside
      className={styles['pane']}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        onClose()
      }}
    >
      <header className={styles['head']}>
        <h3 ref={heading} className={styles['title']} tabIndex={-1}>
          {title}
        </h3>
        {badges}
        <span className={styles['gap']} />
        <IconButton label="Close" shortcut="Escape" size="small" onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      <div className={styles['content']}>
        {actions !== null && <div className={styles['actions']}>{actions}</div>}
        {children}
      </div>
    </aside>
  )
}
