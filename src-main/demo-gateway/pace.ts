import { setImmediate } from 'node:timers/promises'

// How many items may go out in one turn of the event loop when they are due together.
const ITEMS_PER_TURN = 32

/** Waits for `ms` milliseconds, less when the signal aborts first; never rejects. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(finish, ms)
    function finish(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    signal.addEventListener('abort', finish)
  })
}

/** Waits until the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/**
 * Gives the items out at `perSecond`, measured against the clock, so that late timers are caught up with.
 * 0 gives them out as fast as they are taken. Ends early when the signal aborts.
 */
export async function* pace<T>(
  items: readonly T[],
  perSecond: number,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const start = performance.now()
  let sinceTurn = 0
  for (const [index, item] of items.entries()) {
    const wait = perSecond > 0 ? start + (index * 1000) / perSecond - performance.now() : 0
    sinceTurn += 1
    if (wait >= 1) {
      await sleep(wait, signal)
      sinceTurn = 0
    } else if (sinceTurn >= ITEMS_PER_TURN) {
      await setImmediate()
      sinceTurn = 0
    }
    if (signal.aborted) return
    yield item
  }
}
