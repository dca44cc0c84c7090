import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'

import { classNames } from '../../ui/class-names.ts'
import { tooltipAttributes } from '../../ui/Tooltip.tsx'
import styles from './ProblemCount.module.css'
import { problemSummary } from './problem-summary.ts'
import type { DraftProblem } from './text-draft.ts'

interface ProblemCountProps {
  readonly problems: readonly DraftProblem[]
  readonly isListOpen: boolean
  readonly onToggle: () => void
}

/** How many problems a draft has; opens and closes their list. */
export function ProblemCount({ problems, isListOpen, onToggle }: ProblemCountProps) {
  const { word, tone } = problemSummary(problems)
  const Icon = tone === 'negative' ? CircleAlert : tone === 'warning' ? TriangleAlert : CircleCheck
  return (
    <button
      type="button"
      className={classNames(styles['problems'], styles[tone])}
      aria-expanded={isListOpen}
      {...tooltipAttributes(isListOpen ? 'Hide problems' : 'Show problems')}
      onClick={onToggle}
    >
      <Icon aria-hidden="true" />
      {word}
    </button>
  )
}
