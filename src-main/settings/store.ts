import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'

import ElectronStore from 'electron-store'

import { AppFailure, appError } from '#shared/app-error.ts'

import { log } from '../log/log.ts'
import { emptyStoreFile, readStoreText, type StoreFile } from './store-schema.ts'

const NAME = 'litedesk'
/** Only the owner may read the file, though keys in it are encrypted. */
const FILE_MODE = 0o600

/** What a writer may change. */
export type StoreChanges = Partial<Omit<StoreFile, 'version'>>

/** The settings file, open. Reads are from memory. */
export interface Store {
  readonly file: StoreFile
  /**
   * Replaces some of its parts; on disk, whole, when it returns. Throws AppFailure `storage-failed` when the disk refused,
   * and nothing has changed then.
   */
  update(changes: StoreChanges): void
  /** The same for what may be lost, such as the window's place: a disk that refuses is only logged. */
  remember(changes: StoreChanges): void
  /** What the user should know about how it was opened; null when all was well. */
  readonly notice: string | null
}

/**
 * Opens `litedesk.json` in `folder`. A file that is broken or from a newer Litedesk is kept beside under another name,
 * which the notice gives, and a fresh one begins.
 */
export function openStore(folder: string, now = new Date()): Store {
  const opened = readOrSetAside(join(folder, `${NAME}.json`), now)
  const write = writerFor(folder)
  let { file } = opened
  if (opened.mustWrite) remember({})

  function update(changes: StoreChanges): void {
    const next = { ...file, ...changes }
    try {
      write(next)
    } catch (cause) {
      throw writeFailure(cause)
    }
    file = next
  }

  function remember(changes: StoreChanges): void {
    file = { ...file, ...changes }
    try {
      write(file)
    } catch (cause) {
      log.warn('The settings file could not be written', cause)
    }
  }

  return {
    get file() {
      return file
    },
    notice: opened.notice,
    update,
    remember,
  }
}

/** electron-store writes beside and renames, so the file is whole at any moment. It is made at the first write. */
function writerFor(folder: string): (file: StoreFile) => void {
  let disk: ElectronStore<StoreFile> | null = null
  return (file) => {
    disk ??= new ElectronStore<StoreFile>({
      name: NAME,
      cwd: folder,
      configFileMode: FILE_MODE,
      clearInvalidConfig: false,
      accessPropertiesByDotNotation: false,
    })
    disk.store = file
  }
}

function writeFailure(cause: unknown): AppFailure {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new AppFailure(
    appError('storage-failed', 'The settings file could not be written, so nothing was changed.', {
      nextStep: 'Check that the disk is not full and that the file may be written, then try again.',
      details: reason,
    }),
  )
}

interface Opened {
  readonly file: StoreFile
  readonly notice: string | null
  readonly mustWrite: boolean
}

function readOrSetAside(path: string, now: Date): Opened {
  if (!existsSync(path)) return { file: emptyStoreFile(), notice: null, mustWrite: false }
  try {
    const reading = readStoreText(readFileSync(path, 'utf8'))
    if (reading.state === 'read') return { file: reading.file, notice: null, mustWrite: reading.wasMigrated }
    const kept = path.replace(
      /\.json$/,
      `.${reading.state}-${now.toISOString().replaceAll(/[:.]/g, '-')}.json`,
    )
    renameSync(path, kept)
    const why =
      reading.state === 'newer'
        ? `was written by a newer Litedesk (version ${reading.version})`
        : `could not be read: ${reading.reason}`
    const notice = `The settings file ${why}. It was kept as ${kept}, and Litedesk started with fresh settings.`
    return { file: emptyStoreFile(), notice, mustWrite: true }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const notice = `The settings file could not be opened (${reason}). Litedesk runs with fresh settings and leaves it alone.`
    return { file: emptyStoreFile(), notice, mustWrite: false }
  }
}
