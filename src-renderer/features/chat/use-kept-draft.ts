import { useEffect, useLayoutEffect, useRef, useState } from 'react'

import { beforeLeaving, draftTyped } from './conversation-store.ts'
import { type Draft, emptyDraft, isDraftEmpty, mergeDrafts, parseDraft, storedDraft } from './draft.ts'
import { createQuietSaver } from './quiet-saver.ts'

/** Pause in typing after which a draft is stored, in ms. */
const QUIET_MS = 400
/** The same while long texts are attached, whose every storing moves megabytes, in ms. */
const QUIET_WITH_PASTES_MS = 3000

/** The composer's text, which main stores with the conversation. */
interface KeptDraft {
  readonly draft: Draft
  /** The user typed, pasted or removed something. */
  readonly change: (next: Draft) => void
  /** Stores what is not stored yet, now. */
  readonly flush: () => void
  /** Empties the field for sending. Main keeps the draft until `settle`, so that not even a crash loses it. */
  readonly take: () => Draft
  /** The sending ended: what was refused goes back in front of what has been typed since; null when it was taken. */
  readonly settle: (refused: Draft | null) => void
}

/**
 * Keeps the draft of one visit to a conversation. Text typed before the stored draft is known is put behind it.
 * `known` is the stored draft, empty in a new chat, null while it is not known.
 */
export function useKeptDraft(visit: number, known: string | null): KeptDraft {
  const [draft, setDraft] = useState(() => (known === null ? emptyDraft : parseDraft(known)))
  const latest = useRef(draft)
  const isLoaded = useRef(known !== null)
  const [saver] = useState(() =>
    createQuietSaver<Draft>(
      (next) => void draftTyped(visit, storedDraft(next)),
      (next) => (next.pastes.length === 0 ? QUIET_MS : QUIET_WITH_PASTES_MS),
    ),
  )

  function put(next: Draft) {
    latest.current = next
    setDraft(next)
  }

  function change(next: Draft) {
    put(next)
    if (isLoaded.current) saver.changed(next)
  }

  useLayoutEffect(() => {
    if (known === null || isLoaded.current) return
    isLoaded.current = true
    const typed = latest.current
    const merged = mergeDrafts(parseDraft(known), typed)
    latest.current = merged
    setDraft(merged)
    if (!isDraftEmpty(typed)) saver.changed(merged)
  }, [known, saver])

  useEffect(() => {
    const listening = new AbortController()
    const options = { signal: listening.signal }
    const stopHearing = beforeLeaving(saver.flush)
    window.addEventListener('blur', saver.flush, options)
    window.addEventListener('pagehide', saver.flush, options)
    document.addEventListener('visibilitychange', saver.flush, options)
    return () => {
      listening.abort()
      stopHearing()
      saver.flush()
    }
  }, [saver])

  return {
    draft,
    change,
    flush: saver.flush,
    take() {
      saver.flush()
      const taken = latest.current
      put(emptyDraft)
      return taken
    },
    settle(refused) {
      change(refused === null ? latest.current : mergeDrafts(refused, latest.current))
      saver.flush()
    },
  }
}
