import { SECOND_MS } from './span-reader.ts'

/** LiteLLM writes rows 10 to 15 seconds after a call; until then a moment may get more of them. */
const SETTLED_AFTER_MS = 30 * SECOND_MS

/** The gateway's clock, as its answers tell it. */
export class ServerClock {
  readonly #now: () => number
  #aheadMs: number | null = null

  /** `now` is our clock, in ms since 1970. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** How far it is ahead of ours, in ms; null until the gateway answered. */
  get aheadMs(): number | null {
    return this.#aheadMs
  }

  get now(): number {
    return this.#now() + (this.#aheadMs ?? 0)
  }

  /** Until when every row is written. */
  get settledTo(): number {
    return this.now - SETTLED_AFTER_MS
  }

  /** Takes the time an answer told, if it did, to a question that was asked and answered at these times of ours. */
  hear(serverTimeMs: number | null, askedAt: number, answeredAt: number): void {
    if (serverTimeMs === null) {
      this.#aheadMs ??= 0
      return
    }
    // The gateway gives whole seconds: half of one is the best guess for the rest.
    const ahead = serverTimeMs + SECOND_MS / 2 - (askedAt + answeredAt) / 2
    this.#aheadMs = Math.abs(ahead) < SECOND_MS ? 0 : Math.round(ahead)
  }
}
