import { ProblemList } from '../../config-editor/ProblemList.tsx'
import type { ConfigDraft } from '../draft/config-draft.ts'
import { useDraft } from '../use-engine.ts'
import { problemListToggled } from '../view-store.ts'
import { fixProblem, goToProblem } from './problem-actions.ts'

interface ProblemPanelProps {
  readonly engineId: string
  readonly draft: ConfigDraft
  /** Whether the text alone is in sight, so that its places are gone to. */
  readonly isInText: boolean
}

/** Everything that is wrong with an engine's draft. */
export function ProblemPanel({ engineId, draft, isInText }: ProblemPanelProps) {
  return (
    <ProblemList
      problems={useDraft(draft).analysis.problems}
      fineWord={`${draft.definition.name} would start with this text.`}
      onGo={(problem) => goToProblem(draft, problem, isInText)}
      canEdit={!draft.isReadOnly}
      onFix={(problem) => void fixProblem(engineId, draft, problem)}
      onHide={problemListToggled}
    />
  )
}
