import type { AppError } from '#shared/app-error.ts'
import type { RequestChannel } from '#shared/ipc/channels.ts'
import type { RequestInput, RequestOutput } from '#shared/ipc/contract.ts'

import { showToast } from '../ui/toast-store.ts'

/**
 * What `request` throws. Not the AppFailure of src-shared, whose file would bring the schema library into the first
 * chunk, which nobody needs before typing.
 */
export class RequestFailure extends Error {
  readonly error: AppError

  constructor(error: AppError) {
    super(error.message)
    this.name = 'RequestFailure'
    this.error = error
  }
}

/** Asks main for something. Throws RequestFailure when main refused or failed. */
export async function request<Channel extends RequestChannel>(
  channel: Channel,
  input: RequestInput<Channel>,
): Promise<RequestOutput<Channel>> {
  const result = await window.bridge.request(channel, input)
  if (!result.ok) throw new RequestFailure(result.error)
  return result.value
}

/**
 * Asks main for something whose failure has no better place than a toast. Answers undefined after a failure, so use it
 * only where the output is not needed or never undefined.
 */
export async function requestOrToast<Channel extends RequestChannel>(
  channel: Channel,
  input: RequestInput<Channel>,
): Promise<RequestOutput<Channel> | undefined> {
  const result = await window.bridge.request(channel, input)
  if (result.ok) return result.value
  showFailure(result.error)
  return undefined
}

/** Shows a failure as a toast; `cancelled` is an outcome and stays quiet. */
export function showFailure(error: AppError): void {
  if (error.kind === 'cancelled') return
  const text = error.nextStep === null ? error.message : `${error.message} ${error.nextStep}`
  showToast({ text, tone: 'negative' })
}

/** The AppError inside whatever was caught; anything unforeseen becomes `internal`. */
export function errorOf(cause: unknown): AppError {
  if (cause instanceof RequestFailure) return cause.error
  return {
    kind: 'internal',
    message: 'Something went wrong inside Litedesk.',
    nextStep: 'Try again; if it happens again, restart Litedesk.',
    requestId: null,
    status: null,
    retryAfterMs: null,
    details: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
  }
}
