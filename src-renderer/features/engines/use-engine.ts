import { useSyncExternalStore } from 'react'

import { useSnapshot } from '../config-editor/file-desk.ts'
import type { ConfigDraft, ConfigSnapshot } from './draft/config-draft.ts'
import { desk, followFiles, type OpenedEngine, useDesk } from './engine-store.ts'

/** The file of an engine, opened when it is not yet. */
export function useEngine(id: string): OpenedEngine {
  return desk.useFile(id, followFiles)
}

/** What a view shows of a draft beside its text. */
export function useDraft(draft: ConfigDraft): ConfigSnapshot {
  return useSnapshot(draft)
}

/** What a view shows of the draft of a file that was opened; null for one that was not. */
export function useOpenedDraft(id: string): ConfigSnapshot | null {
  const engine = useDesk(({ files }) => files.get(id))
  const draft = engine?.phase === 'ready' ? engine.draft : null
  return useSyncExternalStore(draft?.subscribe ?? noSubscription, () => draft?.snapshot ?? null)
}

function noSubscription(): () => void {
  return () => undefined
}
