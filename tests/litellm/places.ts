import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The project's folder, absolute. */
const projectFolder = join(import.meta.dirname, '..', '..')

/** This folder, absolute. */
export const ownFolder = import.meta.dirname

/** Where everything fetched and made for the real proxy is kept between runs; ignored by git. */
export const cacheFolder = join(projectFolder, '.cache', 'litellm')

/** The pinned release, such as "1.106.2", as environment/litellm.lock names it. */
export function pinnedVersion(): string {
  const lock = readFileSync(join(ownFolder, 'environment', 'litellm.lock'), 'utf8')
  const version = /^litellm==([^\s\\]+)/m.exec(lock)?.[1]
  if (version === undefined) throw new Error('environment/litellm.lock does not pin litellm.')
  return version
}
