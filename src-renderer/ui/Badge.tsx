import type { ReactNode } from 'react'

import styles from './Badge.module.css'
import { classNames } from './class-names.ts'

interface BadgeProps {
  readonly tone?: 'neutral' | 'accent' | 'positive' | 'warning' | 'negative'
  readonly children: ReactNode
}

/** A word or two about the thing it stands beside. */
export function Badge({ tone = 'neutral', children }: BadgeProps) {
  return <span className={classNames(styles['badge'], styles[tone])}>{children}</span>
}
