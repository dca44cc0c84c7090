import { useState } from 'react'

import { placeWord } from '../../config-editor/ProblemList.tsx'
import { SaveDialog } from '../../config-editor/review/SaveDialog.tsx'
import { json5Config } from '../../config-editor/text/config-language.ts'
import { fileName } from '../../config-editor/words.ts'
import { type ReadyEngine, textSaved } from '../engine-store.ts'
import { changeSummary } from './change-summary.ts'

interface ReviewDialogProps {
  readonly opened: ReadyEngine
  readonly onClose: () => void
}

/** What saving an engine's draft would change, and the last word about it. */
export function ReviewDialog({ opened: { draft, document }, onClose }: ReviewDialogProps) {
  const { engine, hash } = document
  const [{ text, savedText, problems }] = useState(() => ({
    problems: draft.analyseNow().problems.filter(({ severity }) => severity === 'error'),
    text: draft.text,
    savedText: draft.savedText,
  }))
  const isText = problems[0]?.code !== 'syntax'
  const wouldStop = problems.some(({ stopsEngine }) => stopsEngine)
  return (
    <SaveDialog
      name={fileName(engine.path)}
      before={savedText}
      after={text}
      language={json5Config}
      warning={
        problems.length === 0
          ? null
          : {
              lead: leadOf(draft.definition.name, isText, wouldStop),
              problems: problems.map((problem) => ({
                key: `${problem.code} ${problem.path.join('/')}`,
                message: problem.message,
                place: placeWord(problem),
              })),
              canSave: isText,
              wouldStop,
            }
      }
      onSave={(lines) =>
        textSaved(engine.id, {
          text,
          baseHash: hash,
          mayBeInvalid: wouldStop,
          reason: changeSummary(savedText, text) ?? `Edited, ${lines}`,
        })
      }
      onClose={onClose}
    />
  )
}

function leadOf(engine: string, isText: boolean, wouldStop: boolean): string {
  if (!isText) return 'This is not JSON5, so it cannot be saved.'
  return wouldStop
    ? `${engine} would not start with this file.`
    : `${engine} would not reach every provider with this file.`
}
