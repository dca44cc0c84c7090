import { ChevronLeft, ChevronRight } from 'lucide-react'

import { IconButton } from '../../ui/IconButton.tsx'
import styles from './Message.module.css'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { branchWalked } from './conversation-store.ts'

interface BranchWalkerProps {
  readonly messageId: string
  /** Ids of all wordings or answers at this place, oldest first. */
  readonly siblings: readonly string[]
}

/** Walks between the versions of a message; nothing where there is only one. */
export function BranchWalker({ messageId, siblings }: BranchWalkerProps) {
  if (siblings.length < 2) return null
  const place = siblings.indexOf(messageId)
  const previous = siblings[place - 1]
  const next = siblings[place + 1]
  return (
    <span className={styles['walker']}>
      <IconButton
        label="Previous version"
        size="small"
        disabled={previous === undefined}
        onClick={() => previous !== undefined && branchWalked(previous)}
      >
        <ChevronLeft />
      </IconButton>
      <span>
        <VisuallyHidden>Version </VisuallyHidden>
        {place + 1}/{siblings.length}
      </span>
      <IconButton
        label="Next version"
        size="small"
        disabled={next === undefined}
        onClick={() => next !== undefined && branchWalked(next)}
      >
        <ChevronRight />
      </IconButton>
    </span>
  )
}
