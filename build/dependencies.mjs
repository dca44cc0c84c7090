/** Keeps node_modules in step with package-lock.json. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { projectFolder, Stop } from './machine.mjs'
import { runNpm } from './run-command.mjs'
import { seconds } from './duration.mjs'

/**
 * The parts of a lockfile that say what is installed.
 * Source: npm documentation, package-lock.json, `packages` (lockfileVersion 3); node_modules/.package-lock.json, which
 * npm writes last, has the same form without the project itself (key "").
 * @typedef {{ packages?: Record<string, { version?: string, integrity?: string, optional?: boolean }> }} Lockfile
 */

/**
 * Why what is installed does not serve the lockfile, or null when it does. Optional packages may be absent: most are
 * builds for other systems. Packages beyond the lockfile do no harm.
 * @param {Lockfile} wanted
 * @param {Lockfile | null} installed null when npm has not finished an installation here
 * @returns {string | null}
 */
export function staleReason(wanted, installed) {
  if (installed === null) return 'node_modules is missing or unfinished'
  for (const [folder, entry] of Object.entries(wanted.packages ?? {})) {
    if (folder === '') continue
    const present = installed.packages?.[folder]
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)
    if (present === undefined) {
      if (entry.optional !== true) return `${name} is not installed`
    } else if (present.version !== entry.version || present.integrity !== entry.integrity) {
      return `${name} ${entry.version ?? ''} is asked for, ${present.version ?? 'another'} is installed`
    }
  }
  return null
}

/**
 * Installs the dependencies when they are missing or stale.
 * @throws {Stop} when npm cannot
 */
export async function prepareDependencies() {
  const wanted = readLockfile(join(projectFolder, 'package-lock.json'))
  if (wanted === null) throw new Stop('package-lock.json is missing; it belongs to the project.')
  const reason = staleReason(wanted, readLockfile(join(projectFolder, 'node_modules', '.package-lock.json')))
  if (reason === null) return
  console.log(`Installing dependencies: ${reason}.`)
  const start = performance.now()
  // Not `npm ci`: it refuses a lockfile written where some other system's optional build was not to be had. `--no-save`
  // keeps to the lockfile all the same, leaves it alone, and adds this system's build where it is missing from it.
  const status = await runNpm([
    'install',
    '--no-save',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ])
  if (status !== 0)
    throw new Stop(`The dependencies could not be installed (npm ended with status ${status}).`)
  console.log(`Dependencies installed in ${seconds(performance.now() - start)}.`)
}

/**
 * @param {string} path
 * @returns {Lockfile | null} null when there is no such file
 */
function readLockfile(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}
