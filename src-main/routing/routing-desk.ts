import { resolve } from 'node:path'

import { AppFailure, appError } from '#shared/app-error.ts'
import { judgeRoutingText, type RoutingFacts } from '#shared/routing-file/judge-routing.ts'
import type { RoutingDocument, RoutingEntry, RoutingSaveOutcome } from '#shared/routing.ts'

import type { BackupStore } from '../config-file/backup-store.ts'
import { type ConfigFile, readConfigFile } from '../config-file/config-file.ts'
import { type ConfigSave, saveConfig } from '../config-file/config-saver.ts'
import { ConfigWatcher } from '../config-file/config-watcher.ts'
import { OpenedTexts } from '../config-file/opened-texts.ts'
import { yamlFormat } from '../config-file/yaml-format.ts'
import { editFailure } from '../engine/engine-failure.ts'

export interface RoutingDeskParts {
  readonly backups: BackupStore
  /** The files the user opened, absolute, in the order they were opened. */
  readonly chosen: { list(): readonly string[]; replace(paths: readonly string[]): void }
  /** What is set where LiteLLM will run with this file. */
  readonly facts: (path: string) => RoutingFacts
  /** Whether LiteLLM on this computer is run with this file. */
  readonly isLocal: (path: string) => boolean
  /** A path for reading. */
  readonly displayPath: (path: string) => string
  /** A file is not what it was, whoever changed it; the hash is null when it is gone. */
  readonly changed: (id: string, hash: string | null) => void
  readonly trouble: (cause: unknown) => void
}

/** A text from the window, to be saved. */
export interface RoutingSave {
  readonly id: string
  /** With marks for the secrets. */
  readonly text: string
  /** What it was made from; null when from nothing. */
  readonly baseHash: string | null
  /** Whether to write what LiteLLM would not start with. */
  readonly mayBeInvalid: boolean
  readonly reason: string
}

/**
 * LiteLLM config files: the list of those the user opened, and the way of their texts to the window and back, where marks
 * stand for the secrets. Watches them until `close`.
 */
export class RoutingDesk {
  readonly #parts: RoutingDeskParts
  readonly #opened = new OpenedTexts(yamlFormat)
  readonly #watcher: ConfigWatcher

  constructor(parts: RoutingDeskParts) {
    this.#parts = parts
    this.#watcher = new ConfigWatcher({
      onChange: ({ path, hash }) => parts.changed(path, hash),
      onTrouble: parts.trouble,
    })
  }

  async list(): Promise<RoutingEntry[]> {
    return Promise.all(this.#parts.chosen.list().map((path) => this.#entryAt(path)))
  }

  /** Puts a file on the list, if it is not there, and gives its entry. */
  async choose(path: string): Promise<RoutingEntry> {
    const id = resolve(path)
    const known = this.#parts.chosen.list()
    if (!known.includes(id)) this.#parts.chosen.replace([...known, id])
    return this.#entryAt(id)
  }

  /** Takes a file off the list; the file stays. */
  forget(id: string): void {
    this.#parts.chosen.replace(this.#parts.chosen.list().filter((path) => path !== id))
    this.#watcher.unwatch(id)
  }

  /** The file for editing. Throws AppFailure: `gone` when it is not on the list, `storage-failed`, `config-invalid`. */
  async open(id: string): Promise<RoutingDocument> {
    const file = await this.#read(id)
    await this.#watcher.watch(id, file?.hash ?? null)
    return this.#document(id, file)
  }

  /** See `routing:save`. Throws AppFailure. */
  async save({ id, text, baseHash, mayBeInvalid, reason }: RoutingSave): Promise<RoutingSaveOutcome> {
    const file = await this.#read(id)
    const base = baseHash === null ? null : this.#opened.base(id, baseHash, file)
    return this.#store(id, {
      text: this.#withSecrets(id, text),
      base,
      reason,
      verify: (next) => {
        if (!mayBeInvalid) refuseStopping(next)
      },
    })
  }

  /** A backup with marks for its secrets. Throws AppFailure. */
  async backupText(id: string, backupId: string): Promise<string> {
    return this.#opened.open(id, await this.#backup(id, backupId)).hidden
  }

  /** See `routing:restore`. Throws AppFailure. */
  async restore(id: string, backupId: string, afterHash: string | null): Promise<RoutingSaveOutcome> {
    const file = await this.#read(id)
    const text = await this.#backup(id, backupId)
    const base = afterHash === null || file?.hash === afterHash ? file : this.#opened.find(id, afterHash)
    if (base === null && afterHash !== null) return this.#conflict(id, file)
    return this.#store(id, { text, base, reason: 'Put back an earlier version' })
  }

  /** Looks at every open file now. */
  look(): void {
    this.#watcher.check().catch(this.#parts.trouble)
  }

  async close(): Promise<void> {
    await this.#watcher.close()
  }

  async #store(
    id: string,
    save: Pick<ConfigSave, 'text' | 'base' | 'reason' | 'verify'>,
  ): Promise<RoutingSaveOutcome> {
    const { backups } = this.#parts
    const outcome = await saveConfig({ path: id, backups, format: yamlFormat, ...save })
    if (outcome.type === 'conflict') {
      const { theirs, theirsHash } = outcome
      const text = theirsHash === null ? '' : this.#opened.open(id, theirs).hidden
      return { type: 'conflict', theirs: text, theirsHash }
    }
    const { backupId, wasMerged } = outcome
    return { type: 'saved', document: await this.open(id), backupId, wasMerged }
  }

  #conflict(id: string, file: ConfigFile | null): RoutingSaveOutcome {
    const theirs = file === null ? '' : this.#opened.open(id, file.text).hidden
    return { type: 'conflict', theirs, theirsHash: file?.hash ?? null }
  }

  async #document(id: string, file: ConfigFile | null): Promise<RoutingDocument> {
    const { variables } = this.#parts.facts(id)
    return {
      entry: this.#entry(id, file),
      text: file === null ? '' : this.#opened.open(id, file.text).hidden,
      hash: file?.hash ?? null,
      facts: { variables: variables === null ? null : [...variables] },
      backups: await this.#parts.backups.list(id),
    }
  }

  async #entryAt(path: string): Promise<RoutingEntry> {
    try {
      return this.#entry(path, await readConfigFile(path))
    } catch (cause) {
      if (!(cause instanceof AppFailure)) throw cause
      return { ...this.#entry(path, null), state: { type: 'unreadable', message: cause.error.message } }
    }
  }

  #entry(path: string, file: ConfigFile | null): RoutingEntry {
    const { displayPath, facts, isLocal } = this.#parts
    return {
      id: path,
      path,
      displayPath: displayPath(path),
      state: file === null ? { type: 'absent' } : summaryOf(file.text, facts(path)),
      isLocal: isLocal(path),
    }
  }

  async #read(id: string): Promise<ConfigFile | null> {
    if (!this.#parts.chosen.list().includes(id)) {
      throw new AppFailure(
        appError('gone', 'This config file is no longer in the list.', { nextStep: 'Open it again.' }),
      )
    }
    return readConfigFile(id)
  }

  #withSecrets(id: string, text: string): string {
    try {
      return this.#opened.withSecrets(id, text)
    } catch (cause) {
      throw editFailure(cause)
    }
  }

  async #backup(id: string, backupId: string): Promise<string> {
    const bytes = await this.#parts.backups.read(id, backupId)
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  }
}

function summaryOf(text: string, facts: RoutingFacts): RoutingEntry['state'] {
  const { file, problems } = judgeRoutingText(text, facts)
  const errors = problems.filter(({ severity }) => severity === 'error').length
  return { type: 'read', models: file?.modelNames.length ?? 0, errors }
}

/** Throws AppFailure `config-invalid` with the first thing LiteLLM would not start with. */
function refuseStopping(text: string): void {
  const { problems } = judgeRoutingText(text, { variables: null })
  const first = problems.find(({ stopsGateway }) => stopsGateway)
  if (!first) return
  const place = first.place === null ? '' : `Line ${first.place.line}, column ${first.place.column}: `
  throw new AppFailure(
    appError('config-invalid', `${place}${first.message}`, {
      nextStep: 'Correct it, or save it as it is.',
    }),
  )
}
