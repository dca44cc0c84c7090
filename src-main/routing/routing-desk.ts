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
import type { RoutingPlace, RoutingSave } from './routing-calls.ts'

export interface RoutingDeskParts {
  readonly backups: BackupStore
  /** See `hideSecrets`. */
  readonly markKey: Uint8Array
  /** A file is not what it was, whoever changed it; the hash is null when it is gone. */
  readonly changed: (path: string, hash: string | null) => void
  readonly trouble: (cause: unknown) => void
}

/**
 * The way of LiteLLM's config files to the window and back, where marks stand for the secrets. Watches those that were opened
 * until `close`. Runs in a worker: see `RoutingClient`.
 */
export class RoutingDesk {
  readonly #parts: RoutingDeskParts
  readonly #opened: OpenedTexts
  readonly #watcher: ConfigWatcher

  constructor(parts: RoutingDeskParts) {
    this.#parts = parts
    this.#opened = new OpenedTexts(yamlFormat, parts.markKey)
    this.#watcher = new ConfigWatcher({
      onChange: ({ path, hash }) => parts.changed(path, hash),
      onTrouble: parts.trouble,
    })
  }

  /** How a file is, for the list. */
  async entry(place: RoutingPlace): Promise<RoutingEntry> {
    try {
      return entryOf(place, await readConfigFile(place.path))
    } catch (cause) {
      if (!(cause instanceof AppFailure)) throw cause
      return { ...entryOf(place, null), state: { type: 'unreadable', message: cause.error.message } }
    }
  }

  /** The file for editing. Throws AppFailure: `storage-failed`, `config-invalid`. */
  async open(place: RoutingPlace): Promise<RoutingDocument> {
    const file = await readConfigFile(place.path)
    await this.#watcher.watch(place.path, file?.hash ?? null)
    const text = file === null ? '' : this.#opened.open(place.path, file.text).hidden
    return {
      entry: entryOf(place, file),
      text,
      hash: file?.hash ?? null,
      facts: { variables: place.facts.variables === null ? null : [...place.facts.variables] },
      backups: await this.#parts.backups.list(place.path),
    }
  }

  /** See `routing:save`. Throws AppFailure. */
  async save(
    place: RoutingPlace,
    { text, baseHash, mayBeInvalid, reason }: RoutingSave,
  ): Promise<RoutingSaveOutcome> {
    const { path } = place
    const file = await readConfigFile(path)
    const base = baseHash === null ? null : this.#opened.base(path, baseHash, file)
    return this.#store(place, {
      text: this.#withSecrets(path, text),
      base,
      reason,
      verify: (next) => {
        if (!mayBeInvalid) refuseStopping(next)
      },
    })
  }

  /** A backup with marks for its secrets. Throws AppFailure. */
  async backupText(path: string, backupId: string): Promise<string> {
    return this.#opened.open(path, await this.#backup(path, backupId)).hidden
  }

  /** See `routing:restore`. Throws AppFailure. */
  async restore(
    place: RoutingPlace,
    backupId: string,
    afterHash: string | null,
  ): Promise<RoutingSaveOutcome> {
    const { path } = place
    const file = await readConfigFile(path)
    const text = await this.#backup(path, backupId)
    const base = afterHash === null || file?.hash === afterHash ? file : this.#opened.find(path, afterHash)
    if (base === null && afterHash !== null) {
      return this.#conflict(path, file?.text ?? '', file?.hash ?? null)
    }
    return this.#store(place, { text, base, reason: 'Put back an earlier version' })
  }

  unwatch(path: string): void {
    this.#watcher.unwatch(path)
  }

  /** Looks at every open file now. */
  look(): Promise<void> {
    return this.#watcher.check()
  }

  close(): Promise<void> {
    return this.#watcher.close()
  }

  async #store(
    place: RoutingPlace,
    save: Pick<ConfigSave, 'text' | 'base' | 'reason' | 'verify'>,
  ): Promise<RoutingSaveOutcome> {
    const { backups } = this.#parts
    const outcome = await saveConfig({ path: place.path, backups, format: yamlFormat, ...save })
    if (outcome.type === 'conflict') return this.#conflict(place.path, outcome.theirs, outcome.theirsHash)
    const { backupId, wasMerged } = outcome
    return { type: 'saved', document: await this.open(place), backupId, wasMerged }
  }

  #conflict(path: string, theirs: string, theirsHash: string | null): RoutingSaveOutcome {
    const text = theirsHash === null ? '' : this.#opened.open(path, theirs).hidden
    return { type: 'conflict', theirs: text, theirsHash }
  }

  #withSecrets(path: string, text: string): string {
    try {
      return this.#opened.withSecrets(path, text)
    } catch (cause) {
      throw editFailure(cause)
    }
  }

  async #backup(path: string, backupId: string): Promise<string> {
    const bytes = await this.#parts.backups.read(path, backupId)
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  }
}

function entryOf({ path, displayPath, isLocal, facts }: RoutingPlace, file: ConfigFile | null): RoutingEntry {
  const state: RoutingEntry['state'] = file === null ? { type: 'absent' } : summaryOf(file.text, facts)
  return { id: path, path, displayPath, state, isLocal }
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
