import { DraftReview } from '../../config-editor/review/DraftReview.tsx'
import { json5Config } from '../../config-editor/text/config-language.ts'
import { fileName } from '../../config-editor/words.ts'
import { type ReadyEngine, textSaved } from '../engine-store.ts'
import { changeSummary } from './change-summary.ts'

interface ReviewDialogProps {
  readonly opened: ReadyEngine
  readonly onClose: () => void
}

/** What saving an engine's draft would change, with what the engine would make of it. */
export function ReviewDialog({ opened: { draft, document }, onClose }: ReviewDialogProps) {
  const { engine, hash } = document
  return (
    <DraftReview
      name={fileName(engine.path)}
      draft={draft}
      language={json5Config}
      isFatal={({ stopsEngine }) => stopsEngine}
      leadOf={(isText, wouldStop) => leadOf(draft.definition.name, isText, wouldStop)}
      onSave={({ text, savedText, mayBeInvalid }, lines) =>
        textSaved(engine.id, {
          text,
          baseHash: hash,
          mayBeInvalid,
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
