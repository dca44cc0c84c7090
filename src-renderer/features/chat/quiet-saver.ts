/** Saves what the user types once typing pauses, or at once when asked to. */
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

  function flush() {
    clearTimeout(timer)
    const last = waiting
    waiting = null
    if (last) save(last.value)
  }

  return {
    changed(value) {
      waiting = { value }
      clearTimeout(timer)
      timer = setTimeout(flush, waitMs(value))
    },
    flush,
  }
}
