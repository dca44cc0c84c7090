/** Functions that run inside main. They may use nothing of this file: only their text gets there. */

/** Begins to watch the event loop of a Node process. */
export function watchLoop(): void {
  const { monitorEventLoopDelay } = process.getBuiltinModule('perf_hooks')
  const histogram = monitorEventLoopDelay({ resolution: 5 })
  histogram.enable()
  Object.assign(globalThis, { benchLoop: histogram })
}

/** The longest time the event loop was held up since last asked, in ms. */
export function longestHoldUp(): number {
  const { benchLoop } = globalThis as unknown as { benchLoop: { max: number; reset: () => void } }
  const longest = benchLoop.max / 1e6
  benchLoop.reset()
  return longest
}
