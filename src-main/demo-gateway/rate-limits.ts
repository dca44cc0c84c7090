const WINDOW_MS = 60_000

/** What a key has used of its limits in the running minute. */
export interface RateWindow {
  requests: number
  tokens: number
  /** When the window ends. */
  readonly resetAt: Date
}

/** Counts requests and tokens by key and minute. */
export class RateLimits {
  readonly #windows = new Map<string, RateWindow>()

  /** The running window of a key, by its hash. */
  window(token: string, now: Date): RateWindow {
    const known = this.#windows.get(token)
    if (known !== undefined && now.getTime() < known.resetAt.getTime()) return known
    const window = { requests: 0, tokens: 0, resetAt: new Date(now.getTime() + WINDOW_MS) }
    this.#windows.set(token, window)
    return window
  }
}
