import { CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

import { classNames } from './class-names.ts'
import styles from './Note.module.css'

interface NoteProps {
  /** `neutral` unless told. */
  readonly tone?: 'neutral' | 'positive' | 'warning'
  readonly children: ReactNode
  /** What can be done about it. */
  readonly actions?: ReactNode
}

/** Something to know about what stands beside it. */
export function Note({ tone = 'neutral', children, actions }: NoteProps) {
  const Icon = { neutral: Info, positive: CircleCheck, warning: TriangleAlert }[tone]
  return (
    <div className={classNames(styles['note'], styles[tone])}>
      <Icon className={styles['icon']} aria-hidden="true" />
      <div className={styles['text']}>{children}</div>
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </div>
  )
}
