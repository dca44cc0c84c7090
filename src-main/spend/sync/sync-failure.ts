import { AppFailure, appError, type AppError } from '#shared/app-error.ts'
import type { SpendHindrance } from '#shared/spend.ts'

import { log } from '../../log/log.ts'
import { redact } from '../../log/redact.ts'

/** Why copying failed. What is no failure of the gateway is one of the mirror. */
export function syncError(cause: unknown): AppError {
  if (cause instanceof AppFailure) return cause.error
  log.error('Spend logs could not be copied', cause)
  return appError('storage-failed', 'The copy of the log could not be written.', {
    nextStep: 'Check that the disk is not full; it is tried again.',
    details: redact(String(cause)).slice(0, 4000),
  })
}

/** What no trying again helps against; null for the rest. A web page that says 403 is somebody else's, and may pass. */
export function hindranceOf(error: AppError): SpendHindrance | null {
  const isLiteLlm = error.details?.trimStart().startsWith('{') === true
  if (!isLiteLlm) return null
  switch (error.kind) {
    case 'forbidden':
    case 'unauthorized':
      return 'needs-admin-key'
    case 'no-database':
      return 'no-database'
    case 'not-found':
      return 'no-log-route'
    default:
      return null
  }
}

/** Whether a gateway that was asked for less might have managed. */
export function isOverload({ kind }: AppError): boolean {
  return kind === 'timed-out' || kind === 'gateway-failed' || kind === 'stream-cut'
}
