/** Keeps out/ in step with the sources. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

import { seconds } from './duration.mjs'
import { projectFolder, Stop } from './machine.mjs'
import { runCommand, toolScript } from './run-command.mjs'

/** Everything the build reads, besides the dependencies, which the lockfile stands for. */
const sources = [
  'src-main',
  'src-preload',
  'src-renderer',
  'src-shared',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
]

const stampFile = join(projectFolder, 'out', '.sources')

/**
 * A hash over names and contents: the same for the same sources, whatever their dates.
 * @param {string} folder
 * @param {readonly string[]} entries files and folders in it; absent ones count as empty
 * @returns {string} hex
 */
export function hashSources(folder, entries) {
  const hash = createHash('sha256')
  for (const path of entries.flatMap((entry) => filesUnder(folder, entry))) {
    const content = readFileSync(join(folder, path))
    hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/**
 * Builds the app.
 * @returns {Promise<number>} the bundler's exit status
 */
export async function buildApp() {
  forgetBuild()
  const hash = hashSources(projectFolder, sources)
  const status = await runCommand(process.execPath, [
    toolScript('electron-vite/bin/electron-vite.js'),
    'build',
    '--logLevel=warn',
  ])
  if (status === 0) {
    mkdirSync(join(projectFolder, 'out'), { recursive: true })
    writeFileSync(stampFile, hash)
  }
  return status
}

/**
 * Builds the app when its sources are not what out/ was built from.
 * @throws {Stop} when the build fails
 */
export async function buildAppIfStale() {
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hashSources(projectFolder, sources)) return
  console.log('Building Litedesk.')
  const start = performance.now()
  const status = await buildApp()
  if (status !== 0) throw new Stop(`The build failed with status ${status}.`)
  console.log(`Built in ${seconds(performance.now() - start)}.`)
}

/** Makes the next start build again: what is in out/ is about to become something else. */
export function forgetBuild() {
  rmSync(stampFile, { force: true })
}

/**
 * @param {string} folder
 * @param {string} entry
 * @returns {string[]} paths of files relative to the folder, with forward slashes, sorted
 */
function filesUnder(folder, entry) {
  const path = join(folder, entry)
  if (!existsSync(path)) return []
  const names = filesInside(path)
  if (names === null) return [entry]
  return names.map((name) => `${entry}/${name.replaceAll('\\', '/')}`).sort()
}

/**
 * @param {string} path
 * @returns {string[] | null} null for a file
 */
function filesInside(path) {
  if (statSync(path).isFile()) return null
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)))
}
