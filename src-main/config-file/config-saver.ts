import { basename } from 'node:path'

import { AppFailure, appError } from '#shared/app-error.ts'

import type { BackupStore } from './backup-store.ts'
import type { ConfigFile } from './config-file.ts'
import type { ConfigFormat } from './config-format.ts'
import { rewriteFile, type RewrittenFile } from './file-rewrite.ts'
import { json5Format } from './json5-format.ts'

/** What every write of a config file needs. */
interface ConfigWrite {
  readonly path: string
  readonly backups: BackupStore
  /** What the write is for, shown in the list of backups. */
  readonly reason: string
  /** Left out: JSON5. */
  readonly format?: ConfigFormat
  /** Looks at the text that is about to be written, after merging; what it throws stops the write. */
  readonly verify?: (text: string) => void | Promise<void>
}

export interface ConfigSave extends ConfigWrite {
  /** What the file is to hold. */
  readonly text: string
  /** What the text was made from; null when it was made from nothing. */
  readonly base: Pick<ConfigFile, 'text' | 'hash'> | null
}

/** A config file with the new text in it. */
export interface SavedConfig {
  readonly text: string
  readonly hash: string
  /** Hash of what was there before; null when nothing was. */
  readonly hashBefore: string | null
  /** The copy of what was there before; null when nothing was there or nothing had to be written. */
  readonly backupId: string | null
}

export type SaveOutcome =
  | ({
      readonly type: 'saved'
      /** Whether the file had changed meanwhile and both changes are in it now. */
      readonly wasMerged: boolean
    } & SavedConfig)
  /** Both changed the same; nothing was written. */
  | {
      readonly type: 'conflict'
      /** What is in the file now; empty when it is gone. */
      readonly theirs: string
      readonly theirsHash: string | null
    }

/**
 * Saves an edited config file. What another program has changed since the base is kept where both changes fit together.
 * Throws AppFailure: `config-invalid` when the result is not of its format, and what `rewriteFile` throws.
 */
export async function saveConfig(save: ConfigSave): Promise<SaveOutcome> {
  let outcome: SaveOutcome | null = null
  let wasMerged = false
  const file = await rewriteFile({
    ...save,
    async decide(now) {
      wasMerged = (now?.hash ?? null) !== (save.base?.hash ?? null) && now?.text !== save.text
      const text = wasMerged ? mergedWith(now, save) : save.text
      outcome =
        text === null ? { type: 'conflict', theirs: now?.text ?? '', theirsHash: now?.hash ?? null } : null
      if (text !== null && text !== now?.text) await check(text, save)
      return text
    },
  })
  return outcome ?? { type: 'saved', wasMerged, ...saved(file, save.path) }
}

/**
 * Changes a config file as it is now. Asks again for the edit when another program changes the file meanwhile. Throws
 * AppFailure `gone` when there is no file, what `edit` throws, and what `saveConfig` throws.
 */
export async function editConfigFile(
  write: ConfigWrite & { readonly edit: (text: string) => string },
): Promise<SavedConfig> {
  const file = await rewriteFile({
    ...write,
    async decide(now) {
      if (now === null) throw gone(write.path)
      const text = write.edit(now.text)
      if (text !== now.text) await check(text, write)
      return text
    },
  })
  return saved(file, write.path)
}

/** Null when the changes do not fit together, or one side has no file. */
function mergedWith(
  theirs: ConfigFile | null,
  { base, text, format = json5Format }: ConfigSave,
): string | null {
  return theirs === null || base === null ? null : format.merge(base.text, text, theirs.text)
}

async function check(text: string, { path, verify, format = json5Format }: ConfigWrite): Promise<void> {
  format.check(text, path)
  await verify?.(text)
}

function saved(file: RewrittenFile, path: string): SavedConfig {
  const { text, hash, hashBefore, backupId } = file
  if (text === null || hash === null) throw gone(path)
  return { text, hash, hashBefore, backupId }
}

function gone(path: string): AppFailure {
  return new AppFailure(
    appError('gone', `${basename(path)} is no longer there.`, {
      nextStep: 'Open the engine in Litedesk to create it anew.',
      details: path,
    }),
  )
}
