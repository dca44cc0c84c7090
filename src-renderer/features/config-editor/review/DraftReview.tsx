import { useState } from 'react'

import { type ListedProblem, placeWord } from '../ProblemList.tsx'
import type { ConfigLanguage } from '../text/config-language.ts'
import { SaveDialog } from './SaveDialog.tsx'

/** What the review needs of a draft. */
interface ReviewedDraft<Problem> {
  analyseNow(): { readonly problems: readonly Problem[] }
  readonly text: string
  readonly savedText: string
}

interface DraftReviewProps<Problem> {
  readonly name: string
  readonly draft: ReviewedDraft<Problem>
  readonly language: ConfigLanguage
  /** Whether what reads the file would not start because of a problem. */
  readonly isFatal: (problem: Problem) => boolean
  /** What errors in the draft come to, before they are listed. */
  readonly leadOf: (isText: boolean, wouldStop: boolean) => string
  /** `lines` tells how many were added and removed. */
  readonly onSave: (
    draft: { readonly text: string; readonly savedText: string; readonly mayBeInvalid: boolean },
    lines: string,
  ) => Promise<unknown>
  readonly onClose: () => void
}

/** What saving a draft would change, as it was when the review began, and the last word about it. */
export function DraftReview<Problem extends ListedProblem>({
  name,
  draft,
  language,
  isFatal,
  leadOf,
  onSave,
  onClose,
}: DraftReviewProps<Problem>) {
  const [{ text, savedText, problems }] = useState(() => ({
    problems: draft.analyseNow().problems.filter(({ severity }) => severity === 'error'),
    text: draft.text,
    savedText: draft.savedText,
  }))
  const isText = problems[0]?.code !== 'syntax'
  const wouldStop = problems.some(isFatal)
  return (
    <SaveDialog
      name={name}
      before={savedText}
      after={text}
      language={language}
      warning={
        problems.length === 0
          ? null
          : {
              lead: leadOf(isText, wouldStop),
              problems: problems.map((problem) => ({
                key: `${problem.code} ${problem.path.join('/')}`,
                message: problem.message,
                place: placeWord(problem),
              })),
              canSave: isText,
              wouldStop,
            }
      }
      onSave={(lines) => onSave({ text, savedText, mayBeInvalid: wouldStop }, lines)}
      onClose={onClose}
    />
  )
}
