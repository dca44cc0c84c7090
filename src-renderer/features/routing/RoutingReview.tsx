import { DraftReview } from '../config-editor/review/DraftReview.tsx'
import { yamlConfig } from '../config-editor/text/config-language.ts'
import { fileName } from '../config-editor/words.ts'
import { type ReadyRouting, routingDesk } from './routing-store.ts'

interface RoutingReviewProps {
  readonly opened: ReadyRouting
  readonly onClose: () => void
}

/** What saving a LiteLLM config would change, with what LiteLLM would make of it. */
export function RoutingReview({ opened: { draft, document }, onClose }: RoutingReviewProps) {
  const { entry, hash } = document
  return (
    <DraftReview
      name={fileName(entry.path)}
      draft={draft}
      language={yamlConfig}
      isFatal={({ stopsGateway }) => stopsGateway}
      leadOf={leadOf}
      onSave={({ text, mayBeInvalid }, lines) =>
        routingDesk.save(entry.id, { text, baseHash: hash, mayBeInvalid, reason: `Edited, ${lines}` })
      }
      onClose={onClose}
    />
  )
}

function leadOf(isText: boolean, wouldStop: boolean): string {
  if (!isText) return 'This is not YAML, so it cannot be saved.'
  return wouldStop
    ? 'LiteLLM would not start with this file.'
    : 'LiteLLM would start, and not everything would work.'
}
