import { type Draft, storedDraft } from './draft.ts'

/** Wait after the last keystroke before a draft is stored, in ms. */
const QUIET_MS = 400
/** The same while long texts are attached, whose every storing moves megabytes, in ms. */
const QUIET_WITH_PASTES_MS = 3000

/** Stores a composer's draft while the user types. */
export interface DraftKeeper {
  /** The draft changed; it is stored once typing pauses. */
  readonly changed: (draft: Draft) => void
  /** Stores what is not stored yet, now. */
  readonly flush: () => void
  /** Forgets what waits, such as when the draft is being sent. */
  readonly discard: () => void
}

/** `save` gets the stored form of the newest draft; a draft equal to the one saved last is not saved again. */
export function createDraftKeeper(saved: string, save: (stored: string) => void): DraftKeeper {
  let last = saved
  let waiting: Draft | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function flush() {
    clearTimeout(timer)
    if (!waiting) return
    const stored = storedDraft(waiting)
    waiting = null
    if (stored === last) return
    last = stored
    save(stored)
  }

  return {
    changed(draft) {
      waiting = draft
      clearTimeout(timer)
      timer = setTimeout(flush, draft.pastes.length === 0 ? QUIET_MS : QUIET_WITH_PASTES_MS)
    },
    flush,
    discard() {
      clearTimeout(timer)
      waiting = null
    },
  }
}
