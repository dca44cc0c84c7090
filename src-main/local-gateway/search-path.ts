import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'

/** Where a program of this name is on the PATH, absolute; null when it is not there. */
export async function onSearchPath(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  const path = environment['PATH'] ?? environment['Path'] ?? ''
  for (const folder of path.split(delimiter)) {
    if (!isAbsolute(folder)) continue
    for (const file of executableNames(name)) {
      const candidate = join(folder, file)
      if (await isExecutable(candidate)) return candidate
    }
  }
  return null
}

/** Whether this is a file that can be run. */
export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, process.platform === 'win32' ? constants.F_OK : constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    // Not there, or not ours to run.
    return false
  }
}

/** The names a program may have as a file here. */
export function executableNames(name: string): readonly string[] {
  return process.platform === 'win32' ? [`${name}.exe`] : [name]
}
