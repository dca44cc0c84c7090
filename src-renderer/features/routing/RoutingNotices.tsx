import { Info, RotateCw, TriangleAlert } from 'lucide-react'

import { Button } from '../../ui/Button.tsx'
import { FileNotice } from '../config-editor/FileNotice.tsx'
import { useSnapshot } from '../config-editor/file-desk.ts'
import { fileName } from '../config-editor/words.ts'
import { type ReadyRouting, routingDesk, routingTabChosen } from './routing-store.ts'

/** What is to know about the open file before anything else. */
export function RoutingNotices({ opened: { document, draft, outside } }: { readonly opened: ReadyRouting }) {
  const { isDirty, analysis } = useSnapshot(draft)
  const { entry } = document
  const name = fileName(entry.path)
  const syntax = analysis.document === null ? analysis.problems[0] : undefined
  return (
    <>
      {entry.state.type === 'absent' && (
        <FileNotice
          icon={<TriangleAlert aria-hidden="true" />}
          tone="warning"
          text={`${name} is gone. Saving writes it anew.`}
        />
      )}
      {entry.isLocal && isDirty && (
        <FileNotice
          icon={<RotateCw aria-hidden="true" />}
          text="LiteLLM on this computer runs with this file; it reads changes when it is started again."
        />
      )}
      {outside.type === 'taken' && (
        <FileNotice
          icon={<Info aria-hidden="true" />}
          text={`${name} changed on disk. Your changes are kept and that change is in the draft too.`}
          onDismiss={() => routingDesk.outsideSeen(entry.id)}
        />
      )}
      {outside.type === 'collides' && isDirty && (
        <FileNotice
          icon={<TriangleAlert aria-hidden="true" />}
          tone="warning"
          text={`${name} changed on disk where you changed it too. Your draft is kept as it is.`}
          action={
            <Button size="small" onClick={() => routingDesk.askConflict(entry.id)}>
              Compare
            </Button>
          }
        />
      )}
      {syntax !== undefined && (
        <FileNotice
          icon={<TriangleAlert aria-hidden="true" />}
          tone="negative"
          text={`Line ${String(syntax.place?.line ?? 1)}: ${syntax.message}`}
          action={
            <Button
              size="small"
              onClick={() => {
                routingTabChosen('text')
                requestAnimationFrame(() => draft.goTo(syntax.range?.start ?? 0))
              }}
            >
              Go to the line
            </Button>
          }
        />
      )}
    </>
  )
}
