import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'

import ElectronStore from 'electron-store'

import { emptyStoreFile, readStoreText, type StoreFile } from './store-schema.ts'

const NAME = 'litedesk'
/** Only the owner may read the file, though keys in it are encrypted. */
const FILE_MODE = 0o600

/** The settings file, open. Reads are from memory; a write is on disk, whole, when `update` returns. */
export interface Store {
  readonly file: StoreFile
  /** Replaces some of its parts. */
  update(changes: Partial<Omit<StoreFile, 'version'>>): void
  /** What the user should know about how it was opened; null when all was well. */
  readonly notice: string | null
}

/**
 * Opens `litedesk.json` in `folder`. A file that is broken or from a newer Litedesk is kept beside under another name,
 * which the notice gives, and a fresh one begins.
 */
export function openStore(folder: string, now = new Date()): Store {
  const path = join(folder, `${NAME}.json`)
  const opened = readOrSetAside(path, now)
  const disk = new ElectronStore<StoreFile>({
    name: NAME,
    cwd: folder,
    configFileMode: FILE_MODE,
    clearInvalidConfig: false,
    accessPropertiesByDotNotation: false,
  })
  if (opened.mustWrite) disk.store = opened.file
  let file = opened.file
  return {
    get file() {
      return file
    },
    notice: opened.notice,
    update(changes) {
      file = { ...file, ...changes }
      disk.store = file
    },
  }
}

interface Opened {
  readonly file: StoreFile
  readonly notice: string | null
  readonly mustWrite: boolean
}

function readOrSetAside(path: string, now: Date): Opened {
  if (!existsSync(path)) return { file: emptyStoreFile(), notice: null, mustWrite: false }
  const reading = readStoreText(readFileSync(path, 'utf8'))
  if (reading.state === 'read') return { file: reading.file, notice: null, mustWrite: reading.wasMigrated }
  const kept = path.replace(/\.json$/, `.${reading.state}-${now.toISOString().replaceAll(/[:.]/g, '-')}.json`)
  renameSync(path, kept)
  const why =
    reading.state === 'newer'
      ? `was written by a newer Litedesk (version ${reading.version})`
      : `could not be read: ${reading.reason}`
  return {
    file: emptyStoreFile(),
    notice: `The settings file ${why}. It was kept as ${kept}, and Litedesk started with fresh settings.`,
    mustWrite: true,
  }
}
