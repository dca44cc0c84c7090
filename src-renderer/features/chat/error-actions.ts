import type { ErrorKind } from '#shared/app-error.ts'

/** What a user can do about a failed answer, right where it failed. */
export type ErrorAction = 'retry' | 'choose-model' | 'open-gateways' | 'open-parameters'

/** The actions for a kind of failure, the most promising first. */
export function errorActions(kind: ErrorKind): readonly ErrorAction[] {
  switch (kind) {
    case 'refused':
    case 'host-not-found':
    case 'tls-failed':
    case 'timed-out':
    case 'unreachable':
    case 'redirected':
    case 'not-litellm':
    case 'not-found':
      return ['retry', 'open-gateways']
    case 'key-missing':
    case 'key-unknown':
    case 'key-malformed':
    case 'key-expired':
    case 'key-blocked':
    case 'key-unreadable':
    case 'unauthorized':
    case 'budget-exceeded':
      return ['open-gateways', 'retry']
    case 'forbidden':
      return ['choose-model', 'open-gateways']
    case 'model-not-allowed':
    case 'model-unknown':
    case 'provider-unauthorized':
      return ['choose-model', 'retry']
    case 'context-too-long':
      return ['choose-model']
    case 'content-refused':
      return ['choose-model', 'retry']
    case 'invalid-request':
    case 'invalid-input':
      return ['open-parameters', 'retry', 'choose-model']
    case 'rate-limited':
    case 'cooldown':
    case 'provider-failed':
    case 'gateway-failed':
    case 'stream-cut':
      return ['retry', 'choose-model']
    case 'config-invalid':
    case 'config-changed-on-disk':
    case 'config-read-only':
    case 'no-database':
    case 'alias-taken':
    case 'enterprise-only':
    case 'model-storage-off':
    case 'model-in-config':
    case 'program-missing':
    case 'python-missing':
    case 'install-failed':
    case 'port-taken':
    case 'start-failed':
    case 'interrupted':
    case 'cancelled':
    case 'gone':
    case 'storage-failed':
    case 'internal':
      return ['retry']
  }
}
