import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron'

import { AppFailure, appError } from '#shared/app-error.ts'
import { requestChannels, type RequestChannel } from '#shared/ipc/channels.ts'
import { requests, type RequestInput, type RequestOutput } from '#shared/ipc/contract.ts'
import { failure, success, type Result } from '#shared/result.ts'

import { log } from '../log/log.ts'
import { redact } from '../log/redact.ts'
import { isAppUrl } from '../security/app-protocol.ts'

/** Answers one kind of request. Throws AppFailure for what the user can act on. */
export type Handler<Channel extends RequestChannel> = (
  input: RequestInput<Channel>,
  sender: WebContents,
) => RequestOutput<Channel> | Promise<RequestOutput<Channel>>

/** A handler for some of the contract's requests. */
export type Handlers = { readonly [Channel in RequestChannel]?: Handler<Channel> }

/**
 * Registers handlers. For each call the sending frame is checked first, then the input's shape; a handler never sees a
 * stranger or a malformed value, and whatever it throws leaves as a failed Result without a key in it.
 */
export function serve(handlers: Handlers): void {
  for (const channel of requestChannels) {
    serveOne(channel, handlers)
  }
}

function serveOne<Channel extends RequestChannel>(channel: Channel, handlers: Handlers): void {
  const handler: Handler<Channel> | undefined = handlers[channel]
  if (!handler) return
  ipcMain.handle(channel, async (event, input: unknown): Promise<Result<RequestOutput<Channel>>> => {
    if (!isTrustedSender(event)) {
      log.warn(`Refused ${channel} from a frame that is not Litedesk's`)
      return failure(appError('forbidden', 'This page may not ask Litedesk for anything.'))
    }
    const parsed = requests[channel].input.safeParse(input)
    if (!parsed.success) {
      const details = redact(JSON.stringify(parsed.error.issues)).slice(0, 4000)
      return failure(appError('invalid-input', 'Litedesk could not understand this request.', { details }))
    }
    try {
      // The schema of this channel has just vouched for the type, which TypeScript cannot follow through the index.
      return success(await handler(parsed.data as RequestInput<Channel>, event.sender))
    } catch (cause) {
      return failure(toAppError(channel, cause))
    }
  })
}

/** Only the main frame of one of our own pages may ask. */
function isTrustedSender(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && isAppUrl(frame.url)
}

function toAppError(channel: string, cause: unknown) {
  if (cause instanceof AppFailure) return cause.error
  log.error(`${channel} failed`, cause)
  const details = redact(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)).slice(
    0,
    4000,
  )
  return appError('internal', 'Litedesk ran into a fault of its own.', {
    nextStep: 'Try again; if it happens again, restart Litedesk.',
    details,
  })
}
