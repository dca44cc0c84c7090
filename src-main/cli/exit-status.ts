import type { ErrorKind } from '#shared/app-error.ts'

/** What the command ends with. Part of its interface: scripts switch on these numbers. */
export const exitStatus = {
  done: 0,
  failed: 1,
  usage: 2,
  gatewayUnreachable: 3,
  keyRefused: 4,
  configInvalid: 5,
  notWritten: 6,
} as const
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus]

/** The status a failure ends the command with. */
export function exitStatusOf(kind: ErrorKind): ExitStatus {
  switch (kind) {
    case 'refused':
    case 'host-not-found':
    case 'tls-failed':
    case 'timed-out':
    case 'unreachable':
    case 'redirected':
    case 'not-litellm':
    case 'not-found':
    case 'gateway-failed':
    case 'rate-limited':
      return exitStatus.gatewayUnreachable
    case 'key-missing':
    case 'key-unknown':
    case 'key-malformed':
    case 'key-expired':
    case 'key-blocked':
    case 'key-unreadable':
    case 'unauthorized':
    case 'forbidden':
    case 'no-database':
    case 'budget-exceeded':
      return exitStatus.keyRefused
    case 'config-invalid':
      return exitStatus.configInvalid
    case 'config-changed-on-disk':
    case 'config-read-only':
    case 'storage-failed':
      return exitStatus.notWritten
    case 'invalid-input':
      return exitStatus.usage
    default:
      return exitStatus.failed
  }
}
