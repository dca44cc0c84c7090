/** A steady typist is saved this often, as a multiple of the pause that is waited for. */
const LONGEST_WAIT = 5

/** Saves what the user types once typing pauses, every so often while it does not, or at once when asked to. */
export interface QuietSaver<Value> {
  readonly changed: (value: Value) => void
  /** Saves what is not saved yet, now. */
  readonly flush: () => void
}

/** `waitMs` tells how long a pause in typing must be for a value, in ms. */
export function createQuietSaver<Value>(
  save: (value: Value) => void,
  waitMs: (value: Value) => number,
): QuietSaver<Value> {
  let waiting: { readonly value: Value } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  /** When the value that waits longest came, in ms of the monotonic clock. */
  let waitingSince = 0

  function flush() {
    clearTimeout(timer)
    const last = waiting
    waiting = null
    if (last) save(last.value)
  }

  return {
    changed(value) {
      const now = performance.now()
      if (!waiting) waitingSince = now
      waiting = { value }
      clearTimeout(timer)
      const pause = waitMs(value)
      timer = setTimeout(flush, Math.min(pause, waitingSince + pause * LONGEST_WAIT - now))
    },
    flush,
  }
}
