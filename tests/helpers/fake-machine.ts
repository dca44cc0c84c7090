import { posix, win32 } from 'node:path'

import type { Environment, Machine } from '#main/engine/machine.ts'

/** A computer that exists only in a test: the variables, and the files, whose folders are there with them. */
export function fakeMachine(
  parts: {
    readonly environment?: Environment
    readonly files?: readonly string[]
    readonly system?: 'posix' | 'windows'
  } = {},
): Machine {
  const isWindows = parts.system === 'windows'
  const paths = isWindows ? win32 : posix
  const files = parts.files ?? []
  return {
    environment: parts.environment ?? {},
    homeFolder: isWindows ? 'C:\\Users\\ann' : '/home/ann',
    workingFolder: isWindows ? 'C:\\work' : '/here',
    paths,
    exists: async (path) => files.some((file) => file === path || file.startsWith(path + paths.sep)),
    foldersIn: async (path) => [
      ...new Set(
        files
          .filter((file) => file.startsWith(path + paths.sep))
          .map((file) => file.slice(path.length + 1).split(paths.sep))
          .flatMap(([name, ...rest]) => (name !== undefined && rest.length > 0 ? [name] : [])),
      ),
    ],
  }
}
