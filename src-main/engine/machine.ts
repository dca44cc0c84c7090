import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import nodePath, { type PlatformPath } from 'node:path'

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/** What finding an engine's files asks of the computer. Looks, and changes nothing. */
export interface Machine {
  readonly environment: Environment
  /** The user's home folder as the system gives it, absolute. */
  readonly homeFolder: string
  /** What relative paths are relative to. */
  readonly workingFolder: string
  /** Path arithmetic of this system. */
  readonly paths: Pick<
    PlatformPath,
    'join' | 'resolve' | 'relative' | 'isAbsolute' | 'dirname' | 'basename' | 'sep'
  >
  exists(path: string): Promise<boolean>
  /** Names of the folders inside a folder, in no order; empty when it cannot be listed. */
  foldersIn(path: string): Promise<string[]>
}

/** The computer Litedesk runs on, as seen through `environment`. */
export function thisMachine(environment: Environment): Machine {
  return {
    environment,
    homeFolder: homedir(),
    workingFolder: process.cwd(),
    paths: nodePath,
    exists,
    foldersIn,
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch {
    // Also where it may not be looked at: then the engine could not open it either.
    return false
  }
}

async function foldersIn(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true })
    const kept: string[] = []
    for (const entry of entries) {
      if (
        entry.isDirectory() ||
        (entry.isSymbolicLink() && (await isFolder(nodePath.join(path, entry.name))))
      )
        kept.push(entry.name)
    }
    return kept
  } catch {
    return []
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}
