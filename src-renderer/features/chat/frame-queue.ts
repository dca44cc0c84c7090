/** Longest wait of a queued item when no frame comes, such as in a hidden window, in ms. */
const HIDDEN_WINDOW_WAIT_MS = 250

/**
 * Collects items and hands them over together, at most once per animation frame. The first after a pause passes at once,
 * so the first word of an answer does not wait for a frame of its own.
 */
export interface FrameQueue<Item> {
  readonly push: (item: Item) => void
  /** Drops what waits and ends the queue. */
  readonly stop: () => void
}

/** Starts a queue that calls `flush` with everything that arrived since the last frame, oldest first. */
export function createFrameQueue<Item>(flush: (items: readonly Item[]) => void): FrameQueue<Item> {
  let waiting: Item[] = []
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function unschedule() {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    timer = undefined
  }

  /** Hands over what waits; what comes before the next frame waits for it. */
  function deliver() {
    frame = requestAnimationFrame(endFrame)
    timer = setTimeout(endFrame, HIDDEN_WINDOW_WAIT_MS)
    const items = waiting
    waiting = []
    flush(items)
  }

  function endFrame() {
    unschedule()
    if (waiting.length > 0) deliver()
  }

  return {
    push(item) {
      waiting.push(item)
      if (timer === undefined) deliver()
    },
    stop() {
      unschedule()
      waiting = []
    },
  }
}
