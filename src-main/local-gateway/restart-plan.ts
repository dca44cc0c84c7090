/** Pauses before it is started again after it ended by itself, in ms. After the last one it stays off. */
const PAUSES_MS: readonly number[] = [1000, 3000, 10_000, 30_000]
/** Who ran so long without a fault is not in a loop of faults, in ms. */
const CALM_AFTER_MS = 120_000

/** What follows an end nobody asked for. */
export interface RestartPlan {
  /** How many restarts in a row that makes. */
  readonly restarts: number
  /** In ms; null when it is not started again. */
  readonly pauseMs: number | null
}

/** `restarts` are those in a row before; `ranForMs` is how long it served, 0 when it never did. */
export function planRestart(restarts: number, ranForMs: number, pauses = PAUSES_MS): RestartPlan {
  const before = ranForMs >= CALM_AFTER_MS ? 0 : restarts
  return { restarts: before + 1, pauseMs: pauses[before] ?? null }
}
