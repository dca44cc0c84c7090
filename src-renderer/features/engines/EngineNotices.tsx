import { Lock } from 'lucide-react'

import type { EngineFile } from '#shared/engine.ts'

import { FileNotice } from '../config-editor/FileNotice.tsx'
import { FileNotices } from '../config-editor/FileNotices.tsx'
import { fileName } from '../config-editor/words.ts'
import { conflictAsked, outsideSeen, type ReadyEngine } from './engine-store.ts'
import { tabChosen } from './view-store.ts'

interface EngineNoticesProps {
  readonly engine: EngineFile
  readonly opened: ReadyEngine
}

/** What is to know about an engine's open file before anything else. */
export function EngineNotices({ engine: { id, path, state }, opened }: EngineNoticesProps) {
  return (
    <FileNotices
      name={fileName(path)}
      isGone={state.type === 'absent'}
      opened={opened}
      onSeen={() => outsideSeen(id)}
      onCompare={() => conflictAsked(id)}
      onShowText={() => tabChosen('text')}
    >
      {state.type === 'managed' && <FileNotice icon={<Lock aria-hidden="true" />} text={state.message} />}
    </FileNotices>
  )
}
