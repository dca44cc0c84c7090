import { useEffect, useLayoutEffect, useRef, useState } from 'react'

import { beforeLeaving, draftTyped } from './conversation-store.ts'
import { createDraftKeeper } from './draft-keeper.ts'
import { type Draft, emptyDraft, isDraftEmpty, mergeDrafts, parseDraft } from './draft.ts'

/** The composer's text, which main stores with the conversation. */
export interface KeptDraft {
  readonly draft: Draft
  /** The user typed, pasted or removed something. */
  readonly change: (next: Draft) => void
  /** Stores what is not stored yet, now. */
  readonly flush: () => void
  /** Empties the field for sending. Main keeps the draft until `settle`, so that not even a crash loses it. */
  readonly take: () => Draft
  /** The sending ended: what was not accepted goes back in front of what has been typed since. */
  readonly settle: (refused: Draft | null) => void
}

/**
 * Keeps the draft of the conversation a composer was mounted for. Text typed before the stored draft is known is put
 * behind it. A null `conversationId` is a new chat, which is stored with its first text; `storedDraft` is null until known.
 */
export function useKeptDraft(
  visit: number,
  conversationId: string | null,
  storedDraft: string | null,
): KeptDraft {
  const isKnown = conversationId === null || storedDraft !== null
  const [draft, setDraft] = useState(() => (storedDraft === null ? emptyDraft : parseDraft(storedDraft)))
  const latest = useRef({ draft, conversationId, isLoaded: isKnown })
  const [keeper] = useState(() =>
    createDraftKeeper(storedDraft ?? '', (stored) => {
      void draftTyped(visit, latest.current.conversationId, stored)
    }),
  )

  function put(next: Draft) {
    latest.current.draft = next
    setDraft(next)
  }

  function change(next: Draft) {
    put(next)
    if (latest.current.isLoaded) keeper.changed(next)
  }

  useLayoutEffect(() => {
    latest.current.conversationId = conversationId
    if (!isKnown || latest.current.isLoaded) return
    latest.current.isLoaded = true
    const typed = latest.current.draft
    const merged = mergeDrafts(parseDraft(storedDraft ?? ''), typed)
    if (isDraftEmpty(typed)) put(merged)
    else change(merged)
  })

  useEffect(() => {
    const listening = new AbortController()
    const options = { signal: listening.signal }
    const stopHearing = beforeLeaving(keeper.flush)
    window.addEventListener('blur', keeper.flush, options)
    window.addEventListener('pagehide', keeper.flush, options)
    document.addEventListener('visibilitychange', keeper.flush, options)
    return () => {
      listening.abort()
      stopHearing()
      keeper.flush()
    }
  }, [keeper])

  return {
    draft,
    change,
    flush: keeper.flush,
    take() {
      keeper.flush()
      const taken = latest.current.draft
      put(emptyDraft)
      return taken
    },
    settle(refused) {
      change(refused === null ? latest.current.draft : mergeDrafts(refused, latest.current.draft))
      keeper.flush()
    },
  }
}
