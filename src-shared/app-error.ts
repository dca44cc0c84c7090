import { z } from 'zod'

/**
 * Every way a request can fail that somebody can act on. The user interface and the tests switch on these words;
 * `classifyGatewayError` in src-main/gateway is the one place that turns the outside world's answers into them.
 */
export const ErrorKind = z.enum([
  // Reaching the gateway
  'refused',
  'host-not-found',
  'tls-failed',
  'timed-out',
  'unreachable',
  'redirected',
  'not-litellm',
  'not-found',
  // The key
  'key-missing',
  'key-unknown',
  'key-malformed',
  'key-expired',
  'key-blocked',
  'key-unreadable',
  'unauthorized',
  'forbidden',
  'no-database',
  // Managing keys and models
  'alias-taken',
  'enterprise-only',
  'model-storage-off',
  'model-in-config',
  // The call
  'budget-exceeded',
  'rate-limited',
  'cooldown',
  'model-not-allowed',
  'model-unknown',
  'context-too-long',
  'content-refused',
  'invalid-request',
  'provider-unauthorized',
  'provider-failed',
  'gateway-failed',
  'stream-cut',
  // An engine's config file
  'config-invalid',
  'config-changed-on-disk',
  'config-read-only',
  // LiteLLM on this computer
  'program-missing',
  'python-missing',
  'install-failed',
  'port-taken',
  'start-failed',
  // Litedesk itself
  'interrupted',
  'cancelled',
  'invalid-input',
  'gone',
  'storage-failed',
  'internal',
])
export type ErrorKind = z.infer<typeof ErrorKind>

/** A failure as the user meets it. */
export const AppError = z.object({
  kind: ErrorKind,
  /** What happened, one plain sentence. Never holds a key. */
  message: z.string(),
  /** What to do next, one plain sentence; null when there is nothing to do. */
  nextStep: z.string().nullable(),
  /** `x-litellm-call-id` or the gateway's request id, for the gateway's own logs; null when none was sent. */
  requestId: z.string().nullable(),
  /** HTTP status; null when no answer came. */
  status: z.number().int().nullable(),
  /** Delay before another attempt makes sense, in ms; null when unknown. */
  retryAfterMs: z.number().int().nonnegative().nullable(),
  /** The answer's body or the cause's text, redacted and at most 4,000 characters; null when there was none. */
  details: z.string().nullable(),
})
export type AppError = z.infer<typeof AppError>

/** Builds an AppError from its two obligatory parts; what is left out is unknown. */
export function appError(
  kind: ErrorKind,
  message: string,
  rest: Partial<Omit<AppError, 'kind' | 'message'>> = {},
): AppError {
  return {
    kind,
    message,
    nextStep: null,
    requestId: null,
    status: null,
    retryAfterMs: null,
    details: null,
    ...rest,
  }
}

/** An AppError on its way up inside one process; `serve.ts` turns it into a failed Result. */
export class AppFailure extends Error {
  readonly error: AppError

  constructor(error: AppError) {
    super(error.message)
    this.name = 'AppFailure'
    this.error = error
  }
}
