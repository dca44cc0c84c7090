import type { EngineFile } from '#shared/engine.ts'

import { faultText } from '../worker/fault-text.ts'
import { WorkerLink } from '../worker/worker-link.ts'
import type { EngineCalls, EngineEvent, EngineWorkerStart } from './engine-calls.ts'
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

/**
 * Main's access to the engines' config files. Everything happens in a worker, which is started by the first call. One that
 * dies is replaced at once, for the files are to be watched.
 */
export class EngineClient {
  readonly #parts: EngineClientParts
  readonly #link: WorkerLink<EngineCalls, EngineEvent>
  #engines: readonly EngineFile[] = []

  constructor(parts: EngineClientParts) {
    this.#parts = parts
    this.#link = new WorkerLink({
      url: parts.workerUrl,
      name: 'engines',
      start: parts.start,
      maxStarts: 4,
      description: 'The part of Litedesk that reads config files',
      failureKind: 'internal',
      hear: (event) => this.#hear(event),
      died: (cause) => {
        if (cause !== null) parts.trouble(faultText(cause))
        this.#link.wake()
      },
    })
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
  call<Name extends keyof EngineCalls>(
    name: Name,
    input: EngineCalls[Name]['input'],
  ): Promise<EngineCalls[Name]['output']> {
    return this.#link.call(name, input)
  }

  /** Stops watching and ends the worker, after the writes it is at. */
  close(): Promise<void> {
    return this.#link.close()
  }

  #hear(event: EngineEvent): void {
    switch (event.type) {
      case 'listed':
        this.#engines = event.engines
        this.#parts.listed(event.engines)
        break
      case 'changed':
        this.#parts.changed(event.id, event.hash)
        break
      case 'trouble':
        this.#parts.trouble(event.fault)
        break
    }
  }
}
