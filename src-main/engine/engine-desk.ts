import { AppFailure, appError } from '#shared/app-error.ts'
import { readConfigDocument } from '#shared/config-document/config-document.ts'
import { editConfigText } from '#shared/config-document/edit-config-text.ts'
import { setProviderField } from '#shared/engine-config/edits/provider-edits.ts'
import { providerIn } from '#shared/engine-config/providers-in-file.ts'
import type {
  EngineDocument,
  EngineFile,
  EngineKeyPlace,
  EngineMend,
  EngineSaveOutcome,
} from '#shared/engine.ts'

import type { BackupStore } from '../config-file/backup-store.ts'
import { hashOf } from '../config-file/config-file.ts'
import { editConfigFile, saveConfig, type ConfigSave, type SavedConfig } from '../config-file/config-saver.ts'
import { OpenedTexts, type OpenedText } from '../config-file/opened-texts.ts'
import { editFailure, managed, refuseProblems } from './engine-failure.ts'
import type { EngineList } from './engine-list.ts'
import { engineFileOf, lookAt, stoppingProblems, type EngineReading } from './engine-reading.ts'
import { mendFiles, storeInEnvFile, storeInProfiles } from './key-files.ts'
import { keyVariableFor } from './key-variable.ts'
import type { LastChange, LastChanges } from './last-change.ts'
import { requireKnownModel, switchModel } from './switch-model.ts'

export interface EngineDeskParts {
  readonly list: EngineList
  readonly backups: BackupStore
  readonly lastChanges: LastChanges
}

/** A config text from the window, to be saved. */
export interface EngineSave {
  readonly id: string
  /** With marks for the secrets. */
  readonly text: string
  /** What it was made from; null when from nothing. */
  readonly baseHash: string | null
  /** Whether to write what the engine would not start with. */
  readonly mayBeInvalid: boolean
  readonly reason: string
}

/** An engine switched to another model. */
export interface EngineSwitch {
  readonly engine: EngineFile
  /** null when the file had that model already. */
  readonly backupId: string | null
  /** The file as the switch left it. */
  readonly afterHash: string
  /** Whether the list of allowed models got the model, too. */
  readonly wasAllowed: boolean
}

/** A change that was taken back. */
export interface EngineUndo {
  readonly outcome: EngineSaveOutcome
  /** What the change was for. */
  readonly reason: string
  readonly switched: LastChange['switched']
}

/**
 * Opens and writes the engines' config files, whoever asks: the window, the tray or the command. The window's texts have
 * marks for secrets; they are put back here and nowhere else. After each write the list is up to date.
 */
export class EngineDesk {
  readonly list: EngineList
  readonly #backups: BackupStore
  readonly #lastChanges: LastChanges
  readonly #opened = new OpenedTexts()

  constructor({ list, backups, lastChanges }: EngineDeskParts) {
    this.list = list
    this.#backups = backups
    this.#lastChanges = lastChanges
  }

  /** The file for editing. Throws AppFailure: `gone`, `storage-failed`, `config-invalid` for what is no text. */
  async open(id: string): Promise<EngineDocument> {
    const reading = await this.list.read(id)
    if (reading.failure) throw new AppFailure(reading.failure)
    const backups = await this.#backups.list(reading.place.path)
    const engine = this.list.engines.find((candidate) => candidate.id === id)
    return {
      engine: engineFileOf(reading, engine?.lastSwitch ?? null),
      text: reading.file === null ? '' : this.#opened.open(id, reading.file.text).hidden,
      hash: reading.file?.hash ?? null,
      facts: reading.look.facts,
      backups,
    }
  }

  /** See `engine:save`. Throws AppFailure. */
  async save({ id, text, baseHash, mayBeInvalid, reason }: EngineSave): Promise<EngineSaveOutcome> {
    const reading = await this.#writable(id)
    const base = baseHash === null ? null : this.#opened.base(id, baseHash, reading.file)
    return this.#store(reading, {
      text: this.#withSecrets(id, text),
      base,
      reason,
      verify: async (next) => {
        if (mayBeInvalid) return
        const { problems } = await lookAt(next, reading.place, this.list.machine)
        refuseProblems(
          problems.filter(({ stopsEngine }) => stopsEngine),
          'Correct it, or save it as it is.',
        )
      },
    })
  }

  /** Saves a text without marks that was made from a reading. Throws AppFailure, also for what the engine would not start with. */
  async saveText(reading: EngineReading, text: string, reason: string): Promise<EngineSaveOutcome> {
    if (reading.place.isManaged) throw managed(reading.place.definition.name)
    return this.#store(reading, { text, base: reading.file, reason, verify: this.#startsWith(reading) })
  }

  /** A backup with marks for its secrets. Throws AppFailure. */
  async backupText(id: string, backupId: string): Promise<string> {
    const text = await this.#backup(this.list.engine(id).path, backupId)
    return this.#opened.open(id, text).hidden
  }

  /** See `engine:restore`. Throws AppFailure. */
  async restore(id: string, backupId: string, afterHash: string | null): Promise<EngineSaveOutcome> {
    const reading = await this.#writable(id)
    const text = await this.#backup(reading.place.path, backupId)
    const last = await this.#lastChanges.read(reading.place.path)
    const isUndo = last !== null && last.backupId === backupId && afterHash !== null
    const base = afterHash === null ? reading.file : this.#after(reading, afterHash, last)
    if (base === null && afterHash !== null) {
      return this.#conflictOf(id, reading.file?.text ?? '', reading.file?.hash ?? null)
    }
    const outcome = await this.#store(reading, { text, base, reason: 'Put back an earlier version' })
    if (isUndo && outcome.type === 'saved') {
      await this.#lastChanges.forget(reading.place.path)
      await this.list.refresh()
    }
    return outcome
  }

  /**
   * Takes the last change back that Litedesk made to the file. Throws AppFailure `gone` when there is none, or it is not the
   * one with the backup that is meant.
   */
  async undo(id: string, backupId: string | null = null): Promise<EngineUndo> {
    const { path } = this.list.engine(id)
    const change = await this.#lastChanges.read(path)
    if (!change || change.backupId === null || (backupId !== null && change.backupId !== backupId)) {
      throw new AppFailure(appError('gone', 'There is no change of Litedesk’s to take back in this file.'))
    }
    const { hash } = this.#opened.open(id, change.afterText)
    const { reason, switched } = change
    return { outcome: await this.restore(id, change.backupId, hash), reason, switched }
  }

  /** Makes a model the primary one. Throws AppFailure, `config-invalid` where the file does not allow it. */
  async useModel(id: string, ref: string): Promise<EngineSwitch> {
    const reading = await this.#writable(id)
    const { definition, path } = reading.place
    const before = engineFileOf(reading, null)
    requireKnownModel(ref, before.models, definition)
    refuseProblems(stoppingProblems(reading.look.problems), 'Correct the file first.')
    let wasAllowed = false
    const reason = `Switched to ${ref}`
    const saved = await editConfigFile({
      path,
      backups: this.#backups,
      reason,
      edit: (text) => {
        const switched = switchModel(text, definition, ref)
        wasAllowed = switched.wasAllowed
        return switched.text
      },
      verify: this.#startsWith(reading),
    })
    await this.#remember(path, saved, reason, { from: before.primary, to: ref })
    const { backupId, hash: afterHash } = saved
    return { engine: this.list.engine(id), backupId, afterHash, wasAllowed }
  }

  /** Carries out a repair outside the config file. Throws AppFailure. */
  async mend(id: string, mend: EngineMend): Promise<EngineDocument> {
    const reading = await this.list.read(id)
    await mendFiles(reading.look.files, mend)
    await this.list.refresh()
    return this.open(id)
  }

  /**
   * Stores a provider's key where the engine finds it; in the `.env` file the config is made to refer to it. Throws
   * AppFailure.
   */
  async storeKey(
    id: string,
    providerId: string,
    place: EngineKeyPlace,
    key: string,
  ): Promise<EngineDocument> {
    const reading = await this.#writable(id)
    const name = await this.putKey(reading, providerId, place, key)
    if (name !== null) await this.#referTo(reading, providerId, name)
    await this.list.refresh()
    return this.open(id)
  }

  /**
   * Stores a provider's key and leaves the config file alone. Gives the variable it goes by, null for a stored profile.
   * Throws AppFailure.
   */
  async putKey(
    { look, place }: EngineReading,
    providerId: string,
    keyPlace: EngineKeyPlace,
    key: string,
  ): Promise<string | null> {
    if (keyPlace === 'auth-profile') {
      await storeInProfiles(look.files, place, providerId, key)
      return null
    }
    const written = providerIn(look.config?.value ?? null, providerId)?.block['apiKey']
    const name = keyVariableFor(providerId, written, place.definition)
    await storeInEnvFile(look.files, name, key)
    return name
  }

  async #referTo({ place: { path }, look }: EngineReading, providerId: string, name: string): Promise<void> {
    const isIn = look.document !== null && providerIn(look.document.value, providerId) !== undefined
    if (!isIn) return
    const reason = `Stored the key of ${providerId}`
    const saved = await editConfigFile({
      path,
      backups: this.#backups,
      reason,
      edit: (text) => withApiKeyRef(text, providerId, name),
    })
    await this.#remember(path, saved, reason, null)
  }

  /** Refuses a text the engine would not start with. */
  #startsWith({ place }: EngineReading): (text: string) => Promise<void> {
    return async (text) => {
      const { problems } = await lookAt(text, place, this.list.machine)
      refuseProblems(stoppingProblems(problems), 'Correct the file first.')
    }
  }

  async #writable(id: string): Promise<EngineReading> {
    const reading = await this.list.read(id)
    if (reading.place.isManaged) throw managed(reading.place.definition.name)
    if (reading.failure) throw new AppFailure(reading.failure)
    return reading
  }

  /** The text a change left behind; null when nobody remembers it. */
  #after(
    { place, file }: EngineReading,
    hash: string,
    last: LastChange | null,
  ): Pick<OpenedText, 'text' | 'hash'> | null {
    if (file?.hash === hash) return file
    const isLast = last !== null && hashOf(last.afterText) === hash
    return this.#opened.find(place.id, hash) ?? (isLast ? { text: last.afterText, hash } : null)
  }

  #withSecrets(id: string, text: string): string {
    try {
      return this.#opened.withSecrets(id, text)
    } catch (cause) {
      throw editFailure(cause)
    }
  }

  async #backup(path: string, backupId: string): Promise<string> {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await this.#backups.read(path, backupId))
  }

  async #store(
    { place }: EngineReading,
    save: Pick<ConfigSave, 'text' | 'base' | 'reason' | 'verify'>,
  ): Promise<EngineSaveOutcome> {
    const outcome = await saveConfig({ path: place.path, backups: this.#backups, ...save })
    if (outcome.type === 'conflict') return this.#conflictOf(place.id, outcome.theirs, outcome.theirsHash)
    await this.#remember(place.path, outcome, save.reason, null)
    const { backupId, wasMerged } = outcome
    return { type: 'saved', document: await this.open(place.id), backupId, wasMerged }
  }

  #conflictOf(id: string, theirs: string, theirsHash: string | null): EngineSaveOutcome {
    const text = theirsHash === null ? '' : this.#opened.open(id, theirs).hidden
    return { type: 'conflict', theirs: text, theirsHash }
  }

  /** Notes what can be taken back. Nothing is, when nothing was written. */
  async #remember(
    path: string,
    { text, hash, hashBefore, backupId }: SavedConfig,
    reason: string,
    switched: LastChange['switched'],
  ): Promise<void> {
    if (hash !== hashBefore) {
      await this.#lastChanges.remember({ path, backupId, afterText: text, reason, switched })
    }
    await this.list.refresh()
  }
}

function withApiKeyRef(text: string, providerId: string, name: string): string {
  try {
    const input = { id: providerId, field: ['apiKey'], value: `\${${name}}` }
    return editConfigText(text, setProviderField(readConfigDocument(text), input))
  } catch (cause) {
    throw editFailure(cause)
  }
}
