import { RotateCw } from 'lucide-react'

import { FileNotice } from '../config-editor/FileNotice.tsx'
import { FileNotices } from '../config-editor/FileNotices.tsx'
import { useSnapshot } from '../config-editor/file-desk.ts'
import { fileName } from '../config-editor/words.ts'
import { type ReadyRouting, routingDesk, routingTabChosen } from './routing-store.ts'

/** What is to know about an open LiteLLM config before anything else. */
export function RoutingNotices({ opened }: { readonly opened: ReadyRouting }) {
  const { isDirty } = useSnapshot(opened.draft)
  const { id, path, state, isLocal } = opened.document.entry
  return (
    <FileNotices
      name={fileName(path)}
      isGone={state.type === 'absent'}
      opened={opened}
      onSeen={() => routingDesk.outsideSeen(id)}
      onCompare={() => routingDesk.askConflict(id)}
      onShowText={() => routingTabChosen('text')}
    >
      {isLocal && isDirty && (
        <FileNotice
          icon={<RotateCw aria-hidden="true" />}
          text="LiteLLM on this computer runs with this file; it reads changes when it is started again."
        />
      )}
    </FileNotices>
  )
}
