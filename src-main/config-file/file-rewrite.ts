import { basename } from 'node:path'

import { AppFailure, appError } from '#shared/app-error.ts'

import { writeWhole } from './atomic-write.ts'
import type { BackupStore } from './backup-store.ts'
import { hashOf, MAX_FILE_BYTES, readConfigFile, readFileBytes, type ConfigFile } from './config-file.ts'
import { fileFailure, isMissing } from './file-failure.ts'
import { inTurn } from './write-queue.ts'

/** Another program that writes faster than this many tries is not waited for. */
const MAX_TRIES = 5

export interface FileRewrite {
  readonly path: string
  /** Keeps what was there before; null for a file whose old content nobody needs. */
  readonly backups: BackupStore | null
  /** What the write is for, shown in the list of backups. */
  readonly reason: string
  /**
   * Says what the file is to hold, given what it holds now (null: nothing is there); null to leave it. It is asked again
   * when the file changes before the new text is in place. What it throws ends the rewrite with the file as it was.
   */
  decide(now: ConfigFile | null): string | null | Promise<string | null>
}

/** How a file is after a rewrite. */
export interface RewrittenFile {
  /** Null when nothing is there. */
  readonly text: string | null
  readonly hash: string | null
  /** Hash of what was there before; null when nothing was. */
  readonly hashBefore: string | null
  /** The copy of what was there before; null when nothing was written or nothing was there. */
  readonly backupId: string | null
}

/**
 * Replaces a text file by what is decided from its content. Rewrites of one file wait for each other, and what another
 * program writes meanwhile is never overwritten. Throws AppFailure: `config-read-only`, `config-changed-on-disk` when it
 * never stays the same, `storage-failed` and `config-invalid` from reading.
 */
export async function rewriteFile(rewrite: FileRewrite): Promise<RewrittenFile> {
  return inTurn(rewrite.path, async () => {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const now = await readConfigFile(rewrite.path)
      const text = await rewrite.decide(now)
      if (text === null || text === now?.text) return untouched(now)
      const written = await tryWrite(rewrite, now, text)
      if (written !== null) return written
    }
    throw new AppFailure(
      appError('config-changed-on-disk', `Another program keeps changing ${basename(rewrite.path)}.`, {
        nextStep: 'Wait until it is done, then try again.',
        details: rewrite.path,
      }),
    )
  })
}

function untouched(now: ConfigFile | null): RewrittenFile {
  const hash = now?.hash ?? null
  return { text: now?.text ?? null, hash, hashBefore: hash, backupId: null }
}

class ChangedMeanwhile extends Error {}

/** Null when the file was no longer what the text was decided from; then nothing has changed. */
async function tryWrite(
  rewrite: FileRewrite,
  now: ConfigFile | null,
  text: string,
): Promise<RewrittenFile | null> {
  const { path, backups, reason } = rewrite
  const bytes = encode(text, path)
  const backup = now === null ? null : ((await backups?.add(path, now.bytes, reason)) ?? null)
  const hashBefore = now?.hash ?? null
  try {
    await writeWhole(path, bytes, {
      canMakeFolder: now === null,
      beforeReplace: async () => {
        if ((await currentHash(path)) !== hashBefore) throw new ChangedMeanwhile()
      },
    })
  } catch (cause) {
    // A backup too many does less harm than hiding why the write failed.
    if (backup !== null) await backups?.drop(path, backup.id).catch(() => undefined)
    const hasFolderGone = now !== null && isMissing(cause)
    if (cause instanceof ChangedMeanwhile || hasFolderGone) return null
    throw fileFailure(cause, path, 'write')
  }
  return { text, hash: hashOf(bytes), hashBefore, backupId: backup?.id ?? null }
}

async function currentHash(path: string): Promise<string | null> {
  const bytes = await readFileBytes(path)
  return bytes === null ? null : hashOf(bytes)
}

/** Refuses what could not be read back as the same text. */
function encode(text: string, path: string): Uint8Array {
  const bytes = Buffer.from(text, 'utf8')
  if (text.isWellFormed() && bytes.length <= MAX_FILE_BYTES) return bytes
  const what = text.isWellFormed() ? 'too large' : 'damaged: it holds half of a character'
  throw new AppFailure(
    appError('config-invalid', `The new text of ${basename(path)} is ${what}. Nothing was changed.`, {
      details: path,
    }),
  )
}
