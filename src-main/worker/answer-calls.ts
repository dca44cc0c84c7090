import type { MessagePort } from 'node:worker_threads'

import { AppFailure, type AppError } from '#shared/app-error.ts'

import { faultText } from './fault-text.ts'
import type { CallTypes, Operations, WorkerCall, WorkerMessage } from './worker-calls.ts'

interface Answering<Calls> {
  /** Waited for before each call; what it throws is the call's failure. Left out: nothing. */
  readonly before?: () => Promise<unknown>
  /** What the user can act on; null for a fault of Litedesk's own. Left out: the error of an AppFailure. */
  readonly errorOf?: (cause: unknown, name: keyof Calls) => AppError | null
}

/** A worker's end of its link: answers every call with the operation of its name, and ends behind `close`. */
export function answerCalls<Calls extends CallTypes<Calls>>(
  port: MessagePort,
  operations: Operations<Calls>,
  { before, errorOf = errorOfFailure }: Answering<Calls> = {},
): void {
  port.on('message', (call: WorkerCall<Calls>) => void answer(call))

  async function answer<Name extends keyof Calls>({
    id,
    name,
    input,
  }: WorkerCall<Calls, Name>): Promise<void> {
    try {
      await before?.()
      const value = await operations[name](input)
      send({ type: 'reply', id, ok: true, value: value as never })
    } catch (cause) {
      send({ type: 'reply', id, ok: false, error: errorOf(cause, name), fault: faultText(cause) })
    }
    if (name === 'close') port.close()
  }

  function send(message: WorkerMessage<never>): void {
    port.postMessage(message)
  }
}

/** Gives what a worker tells without being asked to its link. */
export function teller<Event>(port: MessagePort): (event: Event) => void {
  return (event) => {
    const message: WorkerMessage<Event> = { type: 'event', event }
    port.postMessage(message)
  }
}

function errorOfFailure(cause: unknown): AppError | null {
  return cause instanceof AppFailure ? cause.error : null
}
