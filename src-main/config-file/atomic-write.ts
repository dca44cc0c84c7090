import { constants, type Stats } from 'node:fs'
import { access, mkdir, open, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

import { isMissing, systemCodeOf } from './file-failure.ts'
import { realTarget } from './real-target.ts'
import { replaceFile } from './replace-file.ts'
import { removeLeftovers, temporaryPath } from './temporary-file.ts'

/** Only the owner: config files and their copies hold keys. */
const FILE_MODE = 0o600
const FOLDER_MODE = 0o700
const PERMISSION_BITS = 0o777

export interface WriteOptions {
  /** Whether folders that are missing are made, for the owner alone; true when left out. */
  readonly canMakeFolder?: boolean
  /** Runs when all is ready, right before the file takes its place; what it throws stops the write. */
  readonly beforeReplace?: () => Promise<void>
}

/**
 * Writes a file whole: at any moment, and after a power cut, there is the old content or the new one, never a part. A link
 * stays and the file it leads to is written. An existing file keeps its permissions, a new one is for its owner alone.
 * Throws the system's error, with the old file as it was and nothing left beside it.
 */
export async function writeWhole(
  path: string,
  content: string | Uint8Array,
  options: WriteOptions = {},
): Promise<void> {
  const target = await realTarget(path)
  const folder = dirname(target)
  if (options.canMakeFolder ?? true) await makeFolder(folder)
  const old = await writableFile(target)
  // What stays is tried again at the next write.
  await removeLeftovers(folder).catch(() => undefined)
  const temporary = temporaryPath(folder)
  try {
    await writeToDisk(temporary, content, old)
    await options.beforeReplace?.()
    await replaceFile(temporary, target)
  } catch (cause) {
    // The failure that is told is the first one.
    await rm(temporary, { force: true }).catch(() => undefined)
    throw cause
  }
  await settleFolder(folder)
}

async function makeFolder(folder: string): Promise<void> {
  const firstMade = await mkdir(folder, { recursive: true, mode: FOLDER_MODE })
  if (firstMade !== undefined) await settleFolder(dirname(firstMade))
}

/** The file that will be replaced; null when there is none. A rename would pass over what these checks refuse. */
async function writableFile(path: string): Promise<Stats | null> {
  try {
    const stats = await stat(path)
    if (stats.isDirectory()) throw Object.assign(new Error(`EISDIR: '${path}'`), { code: 'EISDIR' })
    await access(path, constants.W_OK)
    return stats
  } catch (cause) {
    if (isMissing(cause)) return null
    throw cause
  }
}

async function writeToDisk(path: string, content: string | Uint8Array, old: Stats | null): Promise<void> {
  const handle = await open(path, 'wx', FILE_MODE)
  try {
    await handle.writeFile(content)
    if (old !== null) await takeOver(handle, old)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Gives the new file the old one's owner, where the system allows that, and its permissions. */
async function takeOver(handle: FileHandle, old: Stats): Promise<void> {
  if (process.platform === 'win32') return
  const { uid, gid, mode } = await handle.stat()
  if (uid !== old.uid || gid !== old.gid) {
    await handle.chown(old.uid, old.gid).catch((cause: unknown) => {
      if (systemCodeOf(cause) !== 'EPERM') throw cause
    })
  }
  // Disks without permissions of their own refuse even what would change nothing.
  if (mode !== old.mode) await handle.chmod(old.mode & PERMISSION_BITS)
}

/**
 * Makes the folder remember the new name across a power cut. Windows cannot, nor can some network disks; the file has its
 * place already, so a refusal is not a failure of the write.
 */
async function settleFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  try {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (cause) {
    if (systemCodeOf(cause) === null) throw cause
  }
}
