import { AppFailure, appError, type AppError } from '#shared/app-error.ts'

import { log } from '../log/log.ts'

/** Failures that another try will not mend. */
const LASTING: ReadonlySet<AppError['kind']> = new Set([
  'config-invalid',
  'program-missing',
  'port-taken',
  'key-missing',
])

/** Why something about the local gateway failed; `cancelled` where it was aborted. */
export function localError(cause: unknown): AppError {
  if (cause instanceof AppFailure) return cause.error
  if (cause instanceof Error && cause.name === 'AbortError') return appError('cancelled', 'It was cancelled.')
  log.error('The local gateway failed', cause)
  return appError('internal', 'Litedesk ran into a fault of its own.', {
    nextStep: 'Try again; if it happens again, restart Litedesk.',
    details: cause instanceof Error ? cause.message : String(cause),
  })
}

/** Whether starting again would fail alike. */
export function isLasting({ kind }: AppError): boolean {
  return LASTING.has(kind)
}
