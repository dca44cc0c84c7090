import { ChevronRight } from 'lucide-react'
import { type ReactNode, useId } from 'react'

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
      <button
        type="button"
        className={styles['toggle']}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronRight aria-hidden="true" />
        {label}
        {!isOpen && note !== null && <span className={styles['note']}>{note}</span>}
      </button>
      {isOpen && (
        <div id={id} className={styles['content']}>
          {children}
        </div>
      )}
    </div>
  )
}
