import { randomBytes } from 'node:crypto'
import { readdir, rm, stat, utimes } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import { AppFailure, appError } from '#shared/app-error.ts'

import { writeWhole } from './atomic-write.ts'
import { backupEntry, backupTime, entryName, type BackupEntry } from './backup-entry.ts'
import { hashOf, readFileBytes } from './config-file.ts'
import { fileFailure, isMissing } from './file-failure.ts'

/** The newest ones stay whatever their age and size. */
const KEPT_COUNT = 50
/** Younger ones stay too … */
const KEPT_AGE_MS = 24 * 60 * 60 * 1000
/** … while all texts of one config file together are no larger. */
const KEPT_BYTES = 32 * 1024 * 1024
/** What a small file takes on a disk. */
const DISK_BLOCK_BYTES = 4096
/** A text that nothing refers to may be one whose entry is being written by another process. */
const SETTLED_MS = 60 * 60 * 1000
/** As many as anybody scrolls through. */
const LISTED_COUNT = 200
/** Tidying looks at every backup of a file, so it is not done each time. */
const ADDS_PER_TIDYING = 16

/** A copy of a config file from before a write. */
export interface ConfigBackup {
  readonly id: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** What the write was for; empty when that was lost. */
  readonly reason: string
  /** Bytes. */
  readonly size: number
}

/**
 * Copies of config files from before Litedesk's writes, in a folder of Litedesk's own, outside the engines' `.bak` files.
 * Each config file has a folder, named after a hash of its path, with one small file an entry and one file for each
 * different text. There is no index that could break: an entry's name holds all but its reason.
 */
export class BackupStore {
  readonly #folder: string
  readonly #now: () => number
  #lastMs = 0
  readonly #addCounts = new Map<string, number>()

  /** @param folder Absolute path; made at the first backup. */
  constructor(folder: string, now: () => number = Date.now) {
    this.#folder = folder
    this.#now = now
  }

  /** Keeps what is in a config file; on disk when it returns. Throws AppFailure `storage-failed`. */
  async add(path: string, bytes: Uint8Array, reason: string): Promise<ConfigBackup> {
    const hash = hashOf(bytes)
    const entry: BackupEntry = { id: this.#newId(), hash }
    try {
      await this.#addText(path, hash, bytes)
      await writeWhole(
        join(this.#entries(path), entryName(entry)),
        JSON.stringify({ path: resolve(path), reason }),
      )
    } catch (cause) {
      throw fileFailure(cause, path, 'back-up')
    }
    const addCount = this.#addCounts.get(path) ?? 0
    this.#addCounts.set(path, addCount + 1)
    // What stays too long takes room and does no other harm.
    if (addCount % ADDS_PER_TIDYING === 0) await this.#tidy(path).catch(() => undefined)
    return { id: entry.id, at: backupTime(entry.id), reason, size: bytes.length }
  }

  /** Newest first, at most 200; what is damaged is left out. */
  async list(path: string): Promise<ConfigBackup[]> {
    const entries = await this.#readEntries(path)
    const backups = await Promise.all(
      entries.slice(0, LISTED_COUNT).map((entry) => this.#describe(path, entry)),
    )
    return backups.filter((backup) => backup !== null)
  }

  /** Throws AppFailure: `gone` when there is no such backup, `storage-failed` when it is damaged or cannot be read. */
  async read(path: string, id: string): Promise<Uint8Array> {
    const entry = (await this.#readEntries(path)).find((candidate) => candidate.id === id)
    const bytes = entry === undefined ? null : await readFileBytes(this.#text(path, entry.hash))
    if (entry === undefined || bytes === null) {
      throw new AppFailure(
        appError('gone', 'This backup is no longer there.', { nextStep: 'Choose another one.' }),
      )
    }
    if (hashOf(bytes) !== entry.hash) {
      throw new AppFailure(
        appError('storage-failed', 'This backup is damaged.', { nextStep: 'Choose another one.' }),
      )
    }
    return bytes
  }

  /** Takes back a backup whose write did not happen. */
  async drop(path: string, id: string): Promise<void> {
    const entry = (await this.#readEntries(path)).find((candidate) => candidate.id === id)
    if (entry !== undefined) await rm(join(this.#entries(path), entryName(entry)), { force: true })
  }

  /** A text that is there already is not written again, unless it is damaged. */
  async #addText(path: string, hash: string, bytes: Uint8Array): Promise<void> {
    const place = this.#text(path, hash)
    const there = await readFileBytes(place).catch(() => null)
    if (there === null || hashOf(there) !== hash) return writeWhole(place, bytes)
    const now = new Date()
    await utimes(place, now, now)
  }

  async #describe(path: string, entry: BackupEntry): Promise<ConfigBackup | null> {
    const size = await sizeOf(this.#text(path, entry.hash))
    if (size === null) return null
    const body = await readFileBytes(join(this.#entries(path), entryName(entry))).catch(() => null)
    return { id: entry.id, at: backupTime(entry.id), reason: body === null ? '' : reasonIn(body), size }
  }

  /** Newest first. */
  async #readEntries(path: string): Promise<BackupEntry[]> {
    const names = await namesIn(this.#entries(path))
    const entries = names.map(backupEntry).filter((entry) => entry !== null)
    return entries.sort((one, other) => (one.id < other.id ? 1 : -1))
  }

  async #tidy(path: string): Promise<void> {
    const entries = await this.#readEntries(path)
    const spare = entries.slice(KEPT_COUNT)
    if (spare.length === 0) return
    const kept = entries.slice(0, KEPT_COUNT)
    let bytes = await this.#sizeOfTexts(path, kept)
    for (const entry of spare) {
      bytes += await this.#sizeOfTexts(path, [entry])
      const isYoung = this.#now() - Date.parse(backupTime(entry.id)) < KEPT_AGE_MS
      if (isYoung && bytes <= KEPT_BYTES) kept.push(entry)
      else await rm(join(this.#entries(path), entryName(entry)), { force: true })
    }
    await this.#removeOtherTexts(path, new Set(kept.map(({ hash }) => hash)))
  }

  async #removeOtherTexts(path: string, kept: ReadonlySet<string>): Promise<void> {
    for (const hash of await namesIn(this.#texts(path))) {
      if (kept.has(hash)) continue
      const stats = await stat(this.#text(path, hash)).catch(() => null)
      if (stats !== null && Date.now() - stats.mtimeMs > SETTLED_MS)
        await rm(this.#text(path, hash), { force: true })
    }
  }

  async #sizeOfTexts(path: string, entries: readonly BackupEntry[]): Promise<number> {
    const hashes = [...new Set(entries.map(({ hash }) => hash))]
    const sizes = await Promise.all(hashes.map((hash) => sizeOf(this.#text(path, hash))))
    return sizes.reduce<number>((sum, size) => sum + Math.max(size ?? 0, DISK_BLOCK_BYTES), 0)
  }

  /** Later ones sort later, also within a millisecond. */
  #newId(): string {
    this.#lastMs = Math.max(this.#now(), this.#lastMs + 1)
    return `${new Date(this.#lastMs).toISOString().replaceAll(/[-:.]/g, '')}-${randomBytes(4).toString('hex')}`
  }

  #home(path: string): string {
    return join(this.#folder, hashOf(resolve(path)).slice(0, 16))
  }

  #entries(path: string): string {
    return join(this.#home(path), 'entries')
  }

  #texts(path: string): string {
    return join(this.#home(path), 'texts')
  }

  #text(path: string, hash: string): string {
    return join(this.#texts(path), hash)
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (cause) {
    if (isMissing(cause)) return []
    throw fileFailure(cause, folder, 'read')
  }
}

async function sizeOf(path: string): Promise<number | null> {
  const stats = await stat(path).catch(() => null)
  return stats === null || !stats.isFile() ? null : stats.size
}

function reasonIn(body: Uint8Array): string {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(body))
    return parsed instanceof Object && 'reason' in parsed && typeof parsed.reason === 'string'
      ? parsed.reason
      : ''
  } catch {
    return ''
  }
}
