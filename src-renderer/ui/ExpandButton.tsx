import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

import { classNames } from './class-names.ts'
import styles from './ExpandButton.module.css'

interface ExpandButtonProps {
  readonly isOpen: boolean
  /** The id of what it opens. */
  readonly controls?: string
  /** For what few need: small, and no wider than its words. */
  readonly isQuiet?: boolean
  /** Says how much room it takes, unless it is quiet. */
  readonly className?: string | undefined
  readonly onToggle: () => void
  readonly children: ReactNode
}

/** Opens and closes what stands below it. */
export function ExpandButton({
  isOpen,
  controls,
  isQuiet = false,
  className,
  onToggle,
  children,
}: ExpandButtonProps) {
  return (
    <button
      type="button"
      className={classNames(styles['toggle'], isQuiet && styles['quiet'], className)}
      aria-expanded={isOpen}
      aria-controls={controls}
      onClick={onToggle}
    >
      <ChevronRight className={styles['chevron']} aria-hidden="true" />
      {children}
    </button>
  )
}
