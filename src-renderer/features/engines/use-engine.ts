import { useEffect, useSyncExternalStore } from 'react'

import type { ConfigDraft } from './draft/config-draft.ts'
import type { DraftSnapshot } from './draft/draft-snapshot.ts'
import { engineOpened, fileReread, followFiles, type OpenedEngine, useDesk } from './engine-store.ts'

/** The file of an engine, opened when it is not yet. */
export function useEngine(id: string): OpenedEngine {
  useEffect(() => {
    followFiles()
    void engineOpened(id)
    // Keys and agents' files lie outside of the file that is followed; they change while another program is used.
    const look = (): void => void fileReread(id)
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [id])
  return useDesk(({ engines }) => engines.get(id)) ?? loading
}

/** What a view shows of a draft beside its text. */
export function useDraft(draft: ConfigDraft): DraftSnapshot {
  return useSyncExternalStore(draft.subscribe, () => draft.snapshot)
}

/** What a view shows of the draft of a file that was opened; null for one that was not. */
export function useOpenedDraft(id: string): DraftSnapshot | null {
  const engine = useDesk(({ engines }) => engines.get(id))
  const draft = engine?.phase === 'ready' ? engine.draft : null
  return useSyncExternalStore(draft?.subscribe ?? noSubscription, () => draft?.snapshot ?? null)
}

const loading: OpenedEngine = { phase: 'loading' }

function noSubscription(): () => void {
  return () => undefined
}
