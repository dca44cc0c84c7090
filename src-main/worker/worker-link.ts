import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

import { AppFailure, appError, type AppError } from '#shared/app-error.ts'

import type { CallTypes, WorkerCall, WorkerMessage } from './worker-calls.ts'

export interface WorkerLinkParts<Event> {
  /** The worker's entry: beside the built main, or its source. */
  readonly url: URL
  /** Of the thread, as debuggers show it. */
  readonly name: string
  /** What the worker is started with, asked at each start. Left out: nothing. */
  readonly start?: () => unknown
  /** A worker that dies again and again is not started for ever. */
  readonly maxStarts: number
  /** How the user is told that it stopped: "The part of Litedesk that …". */
  readonly description: string
  readonly failureKind: AppError['kind']
  readonly hear: (event: Event) => void
  /** It ended without having been asked to; null when it did not say why. The next call starts another, if one may start. */
  readonly died: (cause: Error | null) => void
}

interface PendingCall {
  readonly resolve: (value: never) => void
  readonly reject: (failure: Error) => void
}

/** Calls that every worker answers. */
interface ClosingCall {
  /** Ends what is under way; the worker ends behind it. */
  close: { input: null; output: void }
}

/** Writes under way get so long. */
const CLOSE_WITHIN_MS = 3000

/**
 * Main's end of a worker thread: starts it with the first call, carries calls to it and replies back. Calls that a worker
 * which dies leaves open fail, for nobody knows how far they came.
 */
export class WorkerLink<Calls extends CallTypes<Calls> & ClosingCall, Event> {
  readonly #parts: WorkerLinkParts<Event>
  readonly #pending = new Map<number, PendingCall>()
  #worker: Worker | null = null
  #starts = 0
  #nextId = 0
  #isClosed = false

  constructor(parts: WorkerLinkParts<Event>) {
    this.#parts = parts
  }

  get isRunning(): boolean {
    return this.#worker !== null
  }

  /** Asks the worker. Throws AppFailure for what the user can act on. */
  async call<Name extends keyof Calls>(
    name: Name,
    input: Calls[Name]['input'],
  ): Promise<Calls[Name]['output']> {
    const worker = this.#worker ?? this.#launch()
    const id = this.#nextId
    this.#nextId += 1
    const { promise, resolve, reject } = Promise.withResolvers<Calls[Name]['output']>()
    this.#pending.set(id, { resolve, reject })
    const call: WorkerCall<Calls, Name> = { id, name, input }
    worker.postMessage(call, [])
    return promise
  }

  /** Starts the worker, if none runs and one may start. */
  wake(): void {
    if (this.#worker === null && this.#mayStart) this.#launch()
  }

  /** Ends the worker after the writes it is at; none starts again. */
  async close(): Promise<void> {
    const worker = this.#worker
    const closing = worker === null ? null : this.call('close', null)
    this.#isClosed = true
    if (worker === null) return
    const ended = new Promise((resolve) => worker.once('exit', resolve))
    // One that dies of it has ended as well.
    const closed = closing?.catch(() => null).then(() => ended)
    // A disk that does not answer must not keep the program from ending; no file is ever half written.
    await Promise.race([closed, delay(CLOSE_WITHIN_MS, null, { ref: false })])
    await worker.terminate()
  }

  get #mayStart(): boolean {
    return !this.#isClosed && this.#starts < this.#parts.maxStarts
  }

  #launch(): Worker {
    const { url, name, start } = this.#parts
    if (!this.#mayStart) throw this.#stopped(null)
    this.#starts += 1
    const worker = new Worker(url, { workerData: start?.(), name })
    let cause: Error | null = null
    worker.on('message', (message: WorkerMessage<Event>) => this.#take(message))
    worker.on('error', (error: Error) => (cause = error))
    worker.on('exit', () => this.#bury(worker, cause))
    this.#worker = worker
    return worker
  }

  #bury(worker: Worker, cause: Error | null): void {
    if (this.#worker === worker) this.#worker = null
    for (const { reject } of this.#pending.values()) reject(this.#stopped(cause))
    this.#pending.clear()
    if (!this.#isClosed) this.#parts.died(cause)
  }

  #take(message: WorkerMessage<Event>): void {
    if (message.type === 'event') {
      this.#parts.hear(message.event)
      return
    }
    const call = this.#pending.get(message.id)
    this.#pending.delete(message.id)
    if (message.ok) call?.resolve(message.value)
    else call?.reject(message.error === null ? new Error(message.fault) : new AppFailure(message.error))
  }

  #stopped(cause: Error | null): AppFailure {
    const { failureKind, description } = this.#parts
    return new AppFailure(
      appError(failureKind, `${description} has stopped.`, {
        nextStep: 'Try again; if it happens again, restart Litedesk.',
        details: cause === null ? null : String(cause),
      }),
    )
  }
}
