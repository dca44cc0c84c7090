import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'

import { AppFailure, appError } from '#shared/app-error.ts'
import type { RoutingDocument, RoutingEntry, RoutingSaveOutcome } from '#shared/routing.ts'

import type { ConfigReading } from '../local-gateway/config-reading.ts'
import { faultText } from '../worker/fault-text.ts'
import { WorkerLink } from '../worker/worker-link.ts'
import type { RoutingCalls, RoutingEvent, RoutingPlace, RoutingSave } from './routing-calls.ts'

export interface RoutingClientParts {
  /** The worker's entry: `routing-worker.js` beside the built main, or its source. */
  readonly workerUrl: URL
  /** Where copies of changed files are kept, absolute. */
  readonly backupFolder: string
  /** The files the user opened, absolute, in the order they were opened. */
  readonly chosen: { list(): readonly string[]; replace(paths: readonly string[]): void }
  /** What only main knows of a file, as it is now. */
  readonly around: (path: string) => Omit<RoutingPlace, 'path'>
  /** A file is not what it was, whoever changed it; the hash is null when it is gone. */
  readonly changed: (id: string, hash: string | null) => void
  /** Something that is only worth a line in the log. */
  readonly trouble: (fault: string) => void
}

/**
 * Main's access to LiteLLM's config files. Which files are on the list is main's to know; their texts are read, judged and
 * written by a worker, which starts with the first question. One that dies is replaced once, and watches what the last one
 * watched.
 */
export class RoutingClient {
  readonly #parts: RoutingClientParts
  readonly #link: WorkerLink<RoutingCalls, RoutingEvent>
  /** Files that are watched. */
  readonly #open = new Set<string>()

  constructor(parts: RoutingClientParts) {
    this.#parts = parts
    const { backupFolder } = parts
    const markKey = randomBytes(32)
    this.#link = new WorkerLink({
      url: parts.workerUrl,
      name: 'routing',
      start: () => ({ backupFolder, markKey }),
      maxStarts: 2,
      description: 'The part of Litedesk that reads LiteLLM’s config files',
      failureKind: 'internal',
      hear: (event) => this.#hear(event),
      died: (cause) => {
        if (cause !== null) this.#trouble(cause)
        void this.#openAgain()
      },
    })
  }

  list(): Promise<RoutingEntry[]> {
    return Promise.all(this.#parts.chosen.list().map((id) => this.#entry(id)))
  }

  /** Puts a file on the list, if it is not there, and gives its entry. */
  async choose(path: string): Promise<RoutingEntry> {
    const id = resolve(path)
    const known = this.#parts.chosen.list()
    if (!known.includes(id)) this.#parts.chosen.replace([...known, id])
    return this.#entry(id)
  }

  /** Takes a file off the list; the file stays. */
  forget(id: string): void {
    this.#parts.chosen.replace(this.#parts.chosen.list().filter((path) => path !== id))
    if (this.#open.delete(id)) this.#link.call('unwatch', { path: id }).catch(this.#trouble)
  }

  /** The path of a file on the list. Throws AppFailure `gone`. */
  pathOf(id: string): string {
    if (!this.#parts.chosen.list().includes(id)) {
      throw new AppFailure(
        appError('gone', 'This config file is no longer in the list.', { nextStep: 'Open it again.' }),
      )
    }
    return id
  }

  /** The file for editing. Throws AppFailure: `gone` when it is not on the list, `storage-failed`, `config-invalid`. */
  async open(id: string): Promise<RoutingDocument> {
    const document = await this.#link.call('open', { place: this.#placeOf(id) })
    this.#open.add(id)
    return document
  }

  /** See `routing:save`. Throws AppFailure. */
  async save(id: string, save: RoutingSave): Promise<RoutingSaveOutcome> {
    return this.#link.call('save', { place: this.#placeOf(id), save })
  }

  /** A backup with marks for its secrets. Throws AppFailure. */
  async backupText(id: string, backupId: string): Promise<string> {
    return this.#link.call('backup', { path: this.pathOf(id), backupId })
  }

  /** See `routing:restore`. Throws AppFailure. */
  async restore(id: string, backupId: string, afterHash: string | null): Promise<RoutingSaveOutcome> {
    return this.#link.call('restore', { place: this.#placeOf(id), backupId, afterHash })
  }

  /** Reads a config file to run LiteLLM with it. Throws AppFailure `config-invalid`. */
  reading(text: string, path: string): Promise<ConfigReading> {
    return this.#link.call('reading', { text, path })
  }

  /** Looks at every open file now. */
  look(): void {
    if (this.#open.size > 0) this.#link.call('look', null).catch(this.#trouble)
  }

  /** Stops watching and ends the worker, after the writes it is at. */
  close(): Promise<void> {
    return this.#link.close()
  }

  #entry(path: string): Promise<RoutingEntry> {
    return this.#link.call('entry', { place: this.#place(path) })
  }

  /** Throws AppFailure `gone`. */
  #placeOf(id: string): RoutingPlace {
    return this.#place(this.pathOf(id))
  }

  #place(path: string): RoutingPlace {
    return { path, ...this.#parts.around(path) }
  }

  /** What happened to the files while no worker watched, nobody has told yet. */
  async #openAgain(): Promise<void> {
    for (const id of this.#open) {
      try {
        const { hash } = await this.open(id)
        this.#parts.changed(id, hash)
      } catch (cause) {
        this.#trouble(cause)
      }
    }
  }

  #hear(event: RoutingEvent): void {
    if (event.type === 'changed') this.#parts.changed(event.path, event.hash)
    else this.#parts.trouble(event.fault)
  }

  readonly #trouble = (cause: unknown): void => this.#parts.trouble(faultText(cause))
}
