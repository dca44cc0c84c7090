import type { SpendSync } from '#shared/spend.ts'

import { Pace } from './pace.ts'

/** How far a run of copying has come: rows done, rows to come, and how fast. */
export class SyncProgress {
  readonly #pace = new Pace()
  #done = 0
  /** null when the gateway does not tell; undefined before it was asked. */
  #expected: number | null | undefined

  /** Whether it is known how many rows are to come, or known that it cannot be. */
  get isExpected(): boolean {
    return this.#expected !== undefined
  }

  expect(rows: number | null): void {
    this.#expected = rows
  }

  add(rows: number, now: number): void {
    this.#done += rows
    this.#pace.add(rows, now)
  }

  /** Rows stop coming for a while. */
  rest(): void {
    this.#pace.reset()
  }

  /** The run is over, or another one begins. */
  reset(): void {
    this.#pace.reset()
    this.#done = 0
    this.#expected = undefined
  }

  /** The figures the user sees. */
  figures(
    now: number,
    isRunning: boolean,
  ): Pick<SpendSync, 'rowsDone' | 'rowsExpected' | 'rowsPerSecond' | 'timeLeftMs'> {
    const perSecond = isRunning ? this.#pace.perSecond(now) : null
    const expected = this.#expected ?? null
    const left = expected === null ? null : Math.max(expected - this.#done, 0)
    return {
      rowsDone: this.#done,
      // The gateway's sums may lag behind its log.
      rowsExpected: expected === null ? null : Math.max(expected, this.#done),
      rowsPerSecond: perSecond,
      timeLeftMs: left === null || perSecond === null || perSecond === 0 ? null : (left / perSecond) * 1000,
    }
  }
}
