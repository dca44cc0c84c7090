import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react'

import type { ConfigPath } from '#shared/config-document/config-edit.ts'
import { pathText } from '#shared/config-document/config-path.ts'
import type { TextPlace } from '#shared/engine.ts'

import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Mark } from './Mark.tsx'
import styles from './ProblemList.module.css'
import type { DraftProblem } from './text-draft.ts'

/** A problem that knows where it is. */
export interface ListedProblem extends DraftProblem {
  readonly code: string
  readonly path: ConfigPath
  readonly place: TextPlace | null
}

interface ProblemListProps<Problem extends ListedProblem> {
  readonly problems: readonly Problem[]
  /** What is to be said when there are none. */
  readonly fineWord: string
  readonly onGo: (problem: Problem) => void
  readonly onFix: (problem: Problem) => void
  readonly onHide: () => void
  /** False where the text is only looked at: then it is not mended either. True when left out. */
  readonly canEdit?: boolean
}

/** Everything that is wrong with a draft, worst first, each with the way to its place and its repair. */
export function ProblemList<Problem extends ListedProblem>({
  problems,
  fineWord,
  onGo,
  onFix,
  onHide,
  canEdit = true,
}: ProblemListProps<Problem>) {
  return (
    <aside className={styles['panel']} aria-label="Problems">
      <header className={styles['head']}>
        <h3 className={styles['title']}>Problems</h3>
        <IconButton label="Hide problems" size="small" onClick={onHide}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      {problems.length === 0 ? (
        <p className={styles['none']}>
          <CircleCheck aria-hidden="true" />
          {fineWord}
        </p>
      ) : (
        <ul className={styles['list']}>
          {problems.map((problem, index) => (
            <li key={`${problem.code} ${problem.path.join('/')} ${String(index)}`} className={styles['row']}>
              <ProblemIcon severity={problem.severity} />
              <button type="button" className={styles['message']} onClick={() => onGo(problem)}>
                {problem.message}
                <span className={styles['place']}>{placeWord(problem)}</span>
              </button>
              {problem.fix !== null && (canEdit || !problem.fix.edits) && (
                <Button size="small" onClick={() => onFix(problem)}>
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

/** Where a problem is, for reading: its line, and the path where it has one. */
export function placeWord({ place, path }: Pick<ListedProblem, 'place' | 'path'>): string {
  const line = place === null ? [] : [`Line ${String(place.line)}`]
  return [...line, ...(path.length === 0 ? [] : [pathText(path)])].join(' · ')
}

/** The mark of a problem; its word is for screen readers. */
function ProblemIcon({ severity }: Pick<DraftProblem, 'severity'>) {
  const Icon = { error: CircleAlert, warning: TriangleAlert, info: Info }[severity]
  const label = { error: 'Error', warning: 'Warning', info: 'Note' }[severity]
  return <Mark icon={Icon} label={label} className={styles[severity]} />
}
