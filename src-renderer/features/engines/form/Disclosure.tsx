import { type ReactNode, useId } from 'react'

import { ExpandButton } from '../../../ui/ExpandButton.tsx'
import styles from './Disclosure.module.css'
import { useExpanded } from './expanded-store.ts'

interface DisclosureProps {
  readonly label: string
  /** What is inside, for when it is closed; null when there is nothing to tell. */
  readonly note: string | null
  readonly expandedKey: string
  readonly children: ReactNode
}

/** Fields that few need, behind their name. */
export function Disclosure({ label, note, expandedKey, children }: DisclosureProps) {
  const [isOpen, setOpen] = useExpanded(expandedKey, false)
  const id = useId()
  return (
    <div className={styles['disclosure']}>
      <ExpandButton isQuiet isOpen={isOpen} controls={id} onToggle={() => setOpen(!isOpen)}>
        {label}
        {!isOpen && note !== null && <span className={styles['note']}>{note}</span>}
      </ExpandButton>
      {isOpen && (
        <div id={id} className={styles['content']}>
          {children}
        </div>
      )}
    </div>
  )
}
