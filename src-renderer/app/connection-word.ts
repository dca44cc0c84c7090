import type { AppError } from '#shared/app-error.ts'
import { assertNever } from '#shared/result.ts'
import type { Connection } from '#shared/gateway.ts'

/** How the active gateway is, in a word or two for a narrow place. */
export function connectionWord(connection: Connection): string {
  switch (connection.state) {
    case 'none':
      return 'Not connected'
    case 'connecting':
      return 'Connecting…'
    case 'connected':
      return 'Connected'
    case 'failed':
      return failureWord(connection.error.kind)
    default:
      return assertNever(connection)
  }
}

/** Failures somebody would mend differently get different words. */
function failureWord(kind: AppError['kind']): string {
  return failureWords[kind] ?? 'Connection failed'
}

const failureWords: Partial<Record<AppError['kind'], string>> = {
  refused: 'Not running',
  'host-not-found': 'Host not found',
  'tls-failed': 'Certificate refused',
  'timed-out': 'No answer',
  unreachable: 'Unreachable',
  redirected: 'Redirected elsewhere',
  'not-litellm': 'Not a LiteLLM gateway',
  'not-found': 'Not a LiteLLM gateway',
  'key-missing': 'Key missing',
  'key-unknown': 'Key unknown',
  'key-malformed': 'Key malformed',
  'key-expired': 'Key expired',
  'key-blocked': 'Key blocked',
  'key-unreadable': 'Key unreadable',
  unauthorized: 'Key refused',
  forbidden: 'Not allowed',
  'budget-exceeded': 'Budget exceeded',
  'rate-limited': 'Rate limited',
  'gateway-failed': 'Gateway failed',
}
