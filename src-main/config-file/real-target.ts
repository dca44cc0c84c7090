import { lstat, readlink, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

import { isMissing } from './file-failure.ts'

/** As many links in a row as Linux follows. */
const MAX_LINKS = 40

/**
 * The absolute path that is read or written when the system is given `path`: links are followed, also to a file that is not
 * there yet. Throws the system's `ELOOP` when the links go round in a circle.
 */
export async function realTarget(path: string): Promise<string> {
  return followFile(resolve(path), 0)
}

async function followFile(path: string, linkCount: number): Promise<string> {
  if (linkCount > MAX_LINKS) {
    throw Object.assign(new Error(`ELOOP: too many symbolic links, '${path}'`), { code: 'ELOOP' })
  }
  if (dirname(path) === path) return path
  const folder = await followFolder(dirname(path), linkCount)
  const place = join(folder, basename(path))
  const target = await linkTarget(place)
  return target === null ? place : followFile(resolve(folder, target), linkCount + 1)
}

/** What a link says is relative to the real folder it lies in, so that has to be known first. */
async function followFolder(folder: string, linkCount: number): Promise<string> {
  try {
    return await realpath(folder)
  } catch (cause) {
    if (isMissing(cause)) return followFile(folder, linkCount)
    throw cause
  }
}

/** What a link says; null for anything else and for nothing. */
async function linkTarget(path: string): Promise<string | null> {
  try {
    const stats = await lstat(path)
    return stats.isSymbolicLink() ? await readlink(path) : null
  } catch (cause) {
    if (isMissing(cause)) return null
    throw cause
  }
}
