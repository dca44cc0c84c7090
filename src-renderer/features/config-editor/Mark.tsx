import type { ComponentType, SVGProps } from 'react'

import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import styles from './Mark.module.css'

interface MarkProps {
  readonly icon: ComponentType<SVGProps<SVGSVGElement>>
  /** What the icon says, for a tooltip and for screen readers. */
  readonly label: string
  readonly className?: string | undefined
}

/** A small icon that says something. */
export function Mark({ icon: Icon, label, className }: MarkProps) {
  return (
    <span className={styles['mark']} title={label}>
      <Icon className={className} aria-hidden="true" />
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  )
}
