import { Info, Lock, TriangleAlert } from 'lucide-react'

import type { EngineFile } from '#shared/engine.ts'

import { Button } from '../../ui/Button.tsx'
import { FileNotice } from '../config-editor/FileNotice.tsx'
import { conflictAsked, outsideSeen, type ReadyEngine } from './engine-store.ts'
import { useDraft } from './use-engine.ts'
import { fileName } from '../config-editor/words.ts'
import { tabChosen } from './view-store.ts'

interface FileNoticesProps {
  readonly engine: EngineFile
  readonly opened: ReadyEngine
}

/** What is to know about the open file before anything else: that it cannot be edited, or that others changed it. */
export function FileNotices({ engine, opened: { draft, outside } }: FileNoticesProps) {
  const { isDirty, analysis } = useDraft(draft)
  const name = fileName(engine.path)
  const syntax = analysis.document === null ? analysis.problems[0] : undefined
  return (
    <>
      {engine.state.type === 'managed' && (
        <FileNotice icon={<Lock aria-hidden="true" />} text={engine.state.message} />
      )}
      {engine.state.type === 'absent' && (
        <FileNotice
          icon={<TriangleAlert aria-hidden="true" />}
          tone="warning"
          text={`${name} is gone. Saving writes it anew.`}
        />
      )}
      {outside.type === 'taken' && (
        <FileNotice
          icon={<Info aria-hidden="true" />}
          text={`${name} changed on disk. Your changes are kept and that change is in the draft too.`}
          onDismiss={() => outsideSeen(engine.id)}
        />
      )}
      {outside.type === 'collides' && isDirty && (
        <FileNotice
          icon={<TriangleAlert aria-hidden="true" />}
          tone="warning"
          text={`${name} changed on disk where you changed it too. Your draft is kept as it is.`}
          action={
            <Button size="small" onClick={() => conflictAsked(engine.id)}>
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
                tabChosen('text')
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
