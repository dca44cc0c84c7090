import { Worker } from 'node:worker_threads'

import { AppFailure, appError } from '#shared/app-error.ts'

import { log } from '../log/log.ts'
import type {
  SpendCallName,
  SpendCallRequest,
  SpendCalls,
  SpendWorkerEvent,
  SpendWorkerMessage,
} from './worker-calls.ts'

interface PendingCall {
  readonly resolve: (value: never) => void
  readonly reject: (failure: AppFailure) => void
}

/**
 * Owns the worker: started at the first call, since DuckDB is large and not everybody looks at what was spent. A worker that
 * died is started anew by the next call; the calls it left open fail.
 */
export class SpendConnection {
  readonly #url: URL
  readonly #hear: (event: SpendWorkerEvent) => void
  readonly #died: () => void
  readonly #pending = new Map<number, PendingCall>()
  #worker: Worker | null = null
  #nextId = 0
  #isClosed = false

  /** `url`: the worker's entry. `died`: it has to be told everything again. */
  constructor(url: URL, hear: (event: SpendWorkerEvent) => void, died: () => void) {
    this.#url = url
    this.#hear = hear
    this.#died = died
  }

  get isRunning(): boolean {
    return this.#worker !== null
  }

  /** Asks the worker. Failures are AppFailures. */
  async call<Name extends SpendCallName>(
    name: Name,
    input: SpendCalls[Name]['input'],
  ): Promise<SpendCalls[Name]['output']> {
    if (this.#isClosed) throw stoppedFailure(null)
    const worker = (this.#worker ??= this.#launch())
    const id = this.#nextId
    this.#nextId += 1
    const { promise, resolve, reject } = Promise.withResolvers<SpendCalls[Name]['output']>()
    this.#pending.set(id, { resolve, reject })
    const request: SpendCallRequest<Name> = { id, name, input }
    worker.postMessage(request, [])
    return promise
  }

  /** Ends the worker after what it is doing. */
  async close(): Promise<void> {
    const worker = this.#worker
    if (worker === null || this.#isClosed) {
      this.#isClosed = true
      return
    }
    const ended = new Promise((resolve) => worker.once('exit', resolve))
    const closing = this.call('close', null)
    this.#isClosed = true
    await closing.catch(() => null)
    await ended
  }

  #launch(): Worker {
    const worker = new Worker(this.#url, { name: 'spend' })
    let cause: Error | null = null
    worker.on('message', (message: SpendWorkerMessage) => this.#take(message))
    worker.on('error', (error: Error) => (cause = error))
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null
      const failure = stoppedFailure(cause && String(cause))
      for (const call of this.#pending.values()) call.reject(failure)
      this.#pending.clear()
      if (this.#isClosed) return
      log.error('The part of Litedesk that keeps spend logs has stopped', cause)
      this.#died()
    })
    return worker
  }

  #take(message: SpendWorkerMessage): void {
    if (message.type !== 'reply') {
      this.#hear(message)
      return
    }
    const call = this.#pending.get(message.id)
    this.#pending.delete(message.id)
    if (message.ok) call?.resolve(message.value)
    else call?.reject(new AppFailure(message.error))
  }
}

function stoppedFailure(details: string | null): AppFailure {
  return new AppFailure(
    appError('storage-failed', 'The part of Litedesk that keeps spend logs has stopped.', {
      nextStep: 'Try again; if it happens again, restart Litedesk.',
      details,
    }),
  )
}
