import type { AppError, ErrorKind } from '#shared/app-error.ts'

/** Pauses before trying again, in ms; the last one repeats. */
const PAUSES_MS = [2_000, 5_000, 15_000, 60_000, 300_000] as const
/** Until somebody does something about it, asking again is of little use. */
const LASTING: ReadonlySet<ErrorKind> = new Set([
  'key-missing',
  'key-unknown',
  'key-malformed',
  'key-expired',
  'key-blocked',
  'key-unreadable',
  'redirected',
  'tls-failed',
])

/** How long to wait after failures in a row, in ms; longer when the gateway asks for it. */
export function pauseAfter(error: AppError, failuresInARow: number): number {
  const last = PAUSES_MS.length - 1
  const index = LASTING.has(error.kind) ? last : Math.min(failuresInARow - 1, last)
  return Math.max(PAUSES_MS[Math.max(index, 0)] ?? 0, error.retryAfterMs ?? 0)
}
