import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

import { AppFailure, appError } from '#shared/app-error.ts'
import type { EngineFile } from '#shared/engine.ts'

import type {
  EngineCall,
  EngineCallName,
  EngineCalls,
  EngineMessage,
  EngineWorkerStart,
} from './engine-calls.ts'
import { goneFromList } from './gone-from-list.ts'

export interface EngineClientParts {
  /** The worker's entry: `engine-worker.js` beside the built main, or its source. */
  readonly workerUrl: URL
  /** Asked at each start of a worker. */
  readonly start: () => EngineWorkerStart
  /** The list is not what it was. */
  readonly listed: (engines: EngineFile[]) => void
  /** A file, or what is around it, is not what it was; the hash is null when it is gone. */
  readonly changed: (id: string, hash: string | null) => void
  /** Something that is only worth a line in the log. */
  readonly trouble: (fault: string) => void
}

interface PendingCall {
  readonly resolve: (value: never) => void
  readonly reject: (failure: Error) => void
}

/** A worker that dies again and again is not started for ever. */
const MAX_STARTS = 4
/** Writes under way get so long. */
const CLOSE_WITHIN_MS = 3000

/**
 * Main's access to the engines' config files. Everything happens in a worker, which is started by the first call. One that
 * dies is replaced; the calls it left open fail, for nobody knows how far they came.
 */
export class EngineClient {
  readonly #parts: EngineClientParts
  readonly #pending = new Map<number, PendingCall>()
  #engines: readonly EngineFile[] = []
  #worker: Worker | null = null
  #starts = 0
  #nextId = 0

  constructor(parts: EngineClientParts) {
    this.#parts = parts
  }

  /** As last listed; empty before the first look. */
  get engines(): readonly EngineFile[] {
    return this.#engines
  }

  /** An engine's entry. Throws AppFailure `gone`. */
  engine(id: string): EngineFile {
    const engine = this.#engines.find((candidate) => candidate.id === id)
    if (!engine) throw goneFromList()
    return engine
  }

  /** Asks the worker. Throws AppFailure for what the user can act on. */
  async call<Name extends EngineCallName>(
    name: Name,
    input: EngineCalls[Name]['input'],
  ): Promise<EngineCalls[Name]['output']> {
    const worker = this.#worker ?? this.#launch()
    const id = this.#nextId
    this.#nextId += 1
    const reply = new Promise<EngineCalls[Name]['output']>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
    })
    const call: EngineCall<Name> = { id, name, input }
    worker.postMessage(call, [])
    return reply
  }

  /** Stops watching and ends the worker, after the writes it is at. */
  async close(): Promise<void> {
    const worker = this.#worker
    if (worker === null) return
    this.#starts = MAX_STARTS
    const ended = new Promise((resolve) => worker.once('exit', resolve))
    const closed = this.call('close', null).then(() => ended)
    // A disk that does not answer must not keep the program from ending; no file is ever half written.
    await Promise.race([closed, delay(CLOSE_WITHIN_MS, null, { ref: false })])
    await worker.terminate()
  }

  #launch(): Worker {
    if (this.#starts >= MAX_STARTS) throw stopped(null)
    this.#starts += 1
    const worker = new Worker(this.#parts.workerUrl, { workerData: this.#parts.start(), name: 'engines' })
    let cause: Error | null = null
    worker.on('message', (message: EngineMessage) => this.#hear(message))
    worker.on('error', (error: Error) => {
      cause = error
      this.#parts.trouble(error.stack ?? error.message)
    })
    worker.on('exit', () => this.#bury(worker, cause))
    this.#worker = worker
    return worker
  }

  #bury(worker: Worker, cause: Error | null): void {
    if (this.#worker === worker) this.#worker = null
    for (const { reject } of this.#pending.values()) reject(stopped(cause))
    this.#pending.clear()
    // Files are to be watched again.
    if (this.#starts < MAX_STARTS) this.#launch()
  }

  #hear(message: EngineMessage): void {
    switch (message.type) {
      case 'listed':
        this.#engines = message.engines
        this.#parts.listed(message.engines)
        break
      case 'changed':
        this.#parts.changed(message.id, message.hash)
        break
      case 'trouble':
        this.#parts.trouble(message.fault)
        break
      case 'reply': {
        const call = this.#pending.get(message.id)
        this.#pending.delete(message.id)
        if (message.ok) call?.resolve(message.value)
        else call?.reject(message.error === null ? new Error(message.fault) : new AppFailure(message.error))
        break
      }
    }
  }
}

function stopped(cause: Error | null): AppFailure {
  return new AppFailure(
    appError('internal', 'The part of Litedesk that reads config files has stopped.', {
      nextStep: 'Try again; if it happens again, restart Litedesk.',
      details: cause === null ? null : String(cause),
    }),
  )
}
