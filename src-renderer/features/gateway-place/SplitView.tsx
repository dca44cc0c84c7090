import type { ReactNode } from 'react'

import styles from './SplitView.module.css'

interface SplitViewProps {
  readonly children: ReactNode
  /** What is open beside the list; where there is no room for both, it lies over it. null for nothing. */
  readonly detail: ReactNode | null
}

/** A list, and beside it what is open of it. */
export function SplitView({ children, detail }: SplitViewProps) {
  return (
    <div className={styles['frame']}>
      <div className={styles['split']} data-open={detail !== null}>
        <div className={styles['list']}>{children}</div>
        {detail}
      </div>
    </div>
  )
}
