import { Worker } from 'node:worker_threads'

import { AppFailure } from '#shared/app-error.ts'

import type {
  CallName,
  CallReply,
  CallRequest,
  ConversationCalls,
  WorkerStart,
} from './conversation-calls.ts'
import { OPENING_ID } from './conversation-calls.ts'
import { storageError } from './storage-failure.ts'

/** Where the worker's code and its file are. */
export interface WorkerPlace {
  /** The conversations file; made when missing. */
  readonly path: string
  /** The worker's entry: `conversation-worker.js` beside the built main, or its source. */
  readonly workerUrl: URL
}

interface PendingCall {
  readonly resolve: (value: never) => void
  readonly reject: (failure: AppFailure) => void
}

/**
 * Owns the worker: carries calls to it and replies back. A worker that dies is replaced once; calls it left open fail,
 * for nobody knows how far they came. After a second death every call fails.
 */
export class WorkerConnection {
  /** What opening had to tell. Rejects with AppFailure `storage-failed` when the file could not be opened. */
  readonly opening: Promise<readonly string[]>
  readonly #place: WorkerPlace
  readonly #pending = new Map<number, PendingCall>()
  #worker: Worker
  #nextId = OPENING_ID
  #hasOpened = false
  #state: 'running' | 'replaced' | 'dead' | 'closed' = 'running'

  /** Starts the worker; calls may follow at once. */
  constructor(place: WorkerPlace) {
    this.#place = place
    this.#worker = this.#launch({ path: place.path, isFirst: true })
    this.opening = this.#expectReply()
  }

  /** Asks the worker. Calls are answered in the order they were made; failures are AppFailures. */
  async call<Name extends CallName>(
    name: Name,
    input: ConversationCalls[Name]['input'],
  ): Promise<ConversationCalls[Name]['output']> {
    if (this.#state === 'dead' || this.#state === 'closed') throw stoppedFailure(null)
    const request: CallRequest<Name> = { id: this.#nextId, name, input }
    const reply = this.#expectReply<ConversationCalls[Name]['output']>()
    this.#worker.postMessage(request, [])
    return await reply
  }

  /** Ends the worker after the calls made so far. Does nothing the second time. */
  async close(): Promise<void> {
    if (this.#state === 'dead' || this.#state === 'closed') return
    const worker = this.#worker
    const ended = new Promise((resolve) => worker.once('exit', resolve))
    const closing = this.call('close', null)
    this.#state = 'closed'
    await closing
    await ended
  }

  #launch(start: WorkerStart): Worker {
    const worker = new Worker(this.#place.workerUrl, { workerData: start, name: 'conversations' })
    let cause: Error | null = null
    worker.on('message', (reply: CallReply) => this.#settle(reply))
    worker.on('error', (error: Error) => (cause = error))
    worker.on('exit', () => this.#buryWorker(cause))
    return worker
  }

  #buryWorker(cause: Error | null): void {
    const failure = stoppedFailure(cause && String(cause))
    for (const call of this.#pending.values()) call.reject(failure)
    this.#pending.clear()
    if (this.#state === 'running') {
      this.#state = 'replaced'
      this.#worker = this.#launch({ path: this.#place.path, isFirst: !this.#hasOpened })
    } else if (this.#state === 'replaced') {
      this.#state = 'dead'
    }
  }

  #settle(reply: CallReply): void {
    const call = this.#pending.get(reply.id)
    this.#pending.delete(reply.id)
    if (reply.id === OPENING_ID && reply.ok) this.#hasOpened = true
    if (reply.ok) call?.resolve(reply.value)
    else call?.reject(new AppFailure(reply.error))
  }

  #expectReply<Value>(): Promise<Value> {
    const { promise, resolve, reject } = Promise.withResolvers<Value>()
    this.#pending.set(this.#nextId, { resolve, reject })
    this.#nextId += 1
    return promise
  }
}

function stoppedFailure(details: string | null): AppFailure {
  return new AppFailure(
    storageError(
      'storage-failed',
      'The part of Litedesk that keeps conversations has stopped.',
      'Try again; if it happens again, restart Litedesk.',
      details,
    ),
  )
}
