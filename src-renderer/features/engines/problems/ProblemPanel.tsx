import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react'

import type { ConfigProblem, ProblemFix } from '#shared/engine-config/config-problem.ts'

import { Button } from '../../../ui/Button.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import type { ConfigDraft } from '../draft/config-draft.ts'
import { Mark } from '../form/Mark.tsx'
import { useDraft } from '../use-engine.ts'
import { problemListToggled } from '../view-store.ts'
import { fixProblem, goToProblem, placeWord } from './problem-actions.ts'
import styles from './ProblemPanel.module.css'

interface ProblemPanelProps {
  readonly engineId: string
  readonly draft: ConfigDraft
  /** Whether the text alone is in sight, so that its places are gone to. */
  readonly isInText: boolean
}

/** Everything that is wrong with a draft, worst first, each with the way to its place and its repair. */
export function ProblemPanel({ engineId, draft, isInText }: ProblemPanelProps) {
  const { problems } = useDraft(draft).analysis
  return (
    <aside className={styles['panel']} aria-label="Problems">
      <header className={styles['head']}>
        <h3 className={styles['title']}>Problems</h3>
        <IconButton label="Hide problems" size="small" onClick={problemListToggled}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      {problems.length === 0 ? (
        <p className={styles['none']}>
          <CircleCheck aria-hidden="true" />
          {draft.definition.name} would start with this text.
        </p>
      ) : (
        <ul className={styles['list']}>
          {problems.map((problem, index) => (
            <li key={`${problem.code} ${problem.path.join('/')} ${String(index)}`} className={styles['row']}>
              <ProblemIcon severity={problem.severity} />
              <button
                type="button"
                className={styles['message']}
                onClick={() => goToProblem(draft, problem, isInText)}
              >
                {problem.message}
                <span className={styles['place']}>{placeWord(problem)}</span>
              </button>
              {problem.fix !== null && canFix(draft, problem.fix) && (
                <Button size="small" onClick={() => void fixProblem(engineId, draft, problem)}>
                  {problem.fix.label}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </aside>
  )
}

/** What is wrong in a file that is only looked at cannot be mended there. */
function canFix(draft: ConfigDraft, fix: ProblemFix): boolean {
  return !(draft.isReadOnly && 'edits' in fix)
}

/** The mark of a problem; its word is for screen readers. */
function ProblemIcon({ severity }: Pick<ConfigProblem, 'severity'>) {
  const Icon = { error: CircleAlert, warning: TriangleAlert, info: Info }[severity]
  const label = { error: 'Error', warning: 'Warning', info: 'Note' }[severity]
  return <Mark icon={Icon} label={label} className={styles[severity]} />
}
