import { X } from 'lucide-react'
import type { ReactNode } from 'react'

import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './FileNotice.module.css'

interface FileNoticeProps {
  readonly icon: ReactNode
  readonly text: string
  readonly tone?: 'neutral' | 'warning' | 'negative'
  readonly action?: ReactNode
  readonly onDismiss?: () => void
}

/** Something to know about an open file before anything else. */
export function FileNotice({ icon, text, tone = 'neutral', action, onDismiss }: FileNoticeProps) {
  return (
    <div className={classNames(styles['notice'], styles[tone])}>
      {icon}
      <output className={styles['text']}>{text}</output>
      {action}
      {onDismiss !== undefined && (
        <IconButton label="Dismiss" size="small" onClick={onDismiss}>
          <X aria-hidden="true" />
        </IconButton>
      )}
    </div>
  )
}
