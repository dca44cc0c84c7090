import { setInterval as every } from 'node:timers/promises'

import { z } from 'zod'

import type { MeasuredWindow } from './measured-window.ts'

const Metrics = z.object({ metrics: z.array(z.object({ name: z.string(), value: z.number() })) })
const SAMPLE_EVERY_MS = 40

/** How long the page's main thread has been busy up to a moment. */
export interface TaskTime {
  /** ms since 1970. */
  readonly at: number
  /** ms since the page began. */
  readonly busyMs: number
}

/** Follows how busy a page's main thread is. */
export class TaskTimes {
  readonly #stopped = new AbortController()
  readonly #done: Promise<readonly TaskTime[]>

  private constructor(window: MeasuredWindow) {
    this.#done = this.#follow(window)
  }

  static async start(window: MeasuredWindow): Promise<TaskTimes> {
    await window.send('Performance.enable')
    return new TaskTimes(window)
  }

  async stop(): Promise<readonly TaskTime[]> {
    this.#stopped.abort()
    return this.#done
  }

  async #follow(window: MeasuredWindow): Promise<readonly TaskTime[]> {
    const times: TaskTime[] = []
    // The page's clock and ours differ by a constant, which the quickest answer shows best.
    let offset = Infinity
    for await (const _ of every(SAMPLE_EVERY_MS)) {
      const { metrics } = Metrics.parse(await window.send('Performance.getMetrics'))
      const value = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1000
      const pageMs = value('Timestamp')
      offset = Math.min(offset, Date.now() - pageMs)
      times.push({ at: pageMs, busyMs: value('TaskDuration') })
      if (this.#stopped.signal.aborted) break
    }
    return times.map((time) => ({ ...time, at: time.at + offset }))
  }
}

/** How long the main thread was busy in each tenth of a span of time, in ms. */
export function costOfTenths(times: readonly TaskTime[], start: number, end: number): readonly number[] {
  const edges = Array.from({ length: 11 }, (_, edge) => busyAt(times, start + ((end - start) * edge) / 10))
  return edges.slice(1).map((busy, tenth) => busy - (edges[tenth] ?? NaN))
}

/** Between two samples by proportion. */
function busyAt(times: readonly TaskTime[], at: number): number {
  const after = times.findIndex((time) => time.at >= at)
  const high = times[after === -1 ? times.length - 1 : after]
  const low = times[after - 1] ?? high
  if (!low || !high) return NaN
  const share = high.at === low.at ? 0 : (at - low.at) / (high.at - low.at)
  return low.busyMs + (high.busyMs - low.busyMs) * share
}
