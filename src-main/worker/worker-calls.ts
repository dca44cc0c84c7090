import type { AppError } from '#shared/app-error.ts'

/** What a worker can be asked: inputs and outputs by name. */
export type CallTypes<Names> = { [Name in keyof Names]: { input: unknown; output: unknown } }

/** Every call as a function. */
export type Operations<Calls extends CallTypes<Calls>> = {
  [Name in keyof Calls]: (
    input: Calls[Name]['input'],
  ) => Calls[Name]['output'] | Promise<Calls[Name]['output']>
}

/** A call on its way to the worker; `id` joins it to its reply. */
export interface WorkerCall<Calls extends CallTypes<Calls>, Name extends keyof Calls = keyof Calls> {
  readonly id: number
  readonly name: Name
  readonly input: Calls[Name]['input']
}

/** What comes from a worker: replies, and what it tells without being asked. */
export type WorkerMessage<Event> = WorkerReply | { readonly type: 'event'; readonly event: Event }

/** How a call went. To nobody in particular the value is of no type; who called knows it. */
export type WorkerReply =
  | { readonly type: 'reply'; readonly id: number; readonly ok: true; readonly value: never }
  | {
      readonly type: 'reply'
      readonly id: number
      readonly ok: false
      /** What the user can act on; null for a fault of Litedesk's own, told by `fault`. */
      readonly error: AppError | null
      readonly fault: string
    }
