import { TriangleAlert } from 'lucide-react'

import { Button } from '../../../ui/Button.tsx'
import { countOf } from '../../config-editor/words.ts'
import { useEngineView, problemListToggled } from '../view-store.ts'
import { useForm } from './form-context.ts'
import { hasFormPlace } from './form-place.ts'
import styles from './OtherProblems.module.css'

/** Says that there are problems the form has no place for, and where to find them. */
export function OtherProblems() {
  const { draft } = useForm()
  const isListOpen = useEngineView((view) => view.isProblemListOpen)
  const others = draft.snapshot.analysis.problems.filter(
    ({ path, severity, code }) => severity === 'error' && code !== 'syntax' && !hasFormPlace(path),
  )
  if (others.length === 0 || isListOpen) return null
  return (
    <div className={styles['note']}>
      <TriangleAlert aria-hidden="true" />
      <p>{countOf(others.length, 'problem')} outside of the models keep the engine from starting.</p>
      <Button size="small" onClick={problemListToggled}>
        Show problems
      </Button>
    </div>
  )
}
