/** Keeps the `litedesk` command in step with its sources. It runs in any Node, so it is bundled apart from the app. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { prepareDependencies } from './dependencies.mjs'
import { projectFolder, requireNode, Stop } from './machine.mjs'

const entry = join(projectFolder, 'src-main', 'cli', 'litedesk.ts')

/** The bundled command. */
export const cliBundle = join(projectFolder, 'out', 'cli', 'litedesk.js')

/** Everything the bundle is made from; dependencies are in by their lockfile. */
const sources = ['src-main', 'src-shared', 'package.json', 'package-lock.json', 'build/cli-build.mjs']

/** Whether the command has to be built: never where it was installed without its sources. */
export function isCliStale() {
  if (!existsSync(cliBundle)) return true
  if (!existsSync(entry)) return false
  const builtAt = statSync(cliBundle).mtimeMs
  return sources.some((source) => newestIn(join(projectFolder, source)) > builtAt)
}

/**
 * Builds the command, after the dependencies if those are missing.
 * @throws {Stop} when it cannot be built
 */
export async function buildCli() {
  requireNode()
  await prepareDependencies()
  const { build } = await import('vite')
  // Beside, then put in place at once: another call may be running what is there.
  const beside = join(projectFolder, 'out', `cli-${process.pid}`)
  try {
    await build({
      root: projectFolder,
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      define: { LITEDESK_VERSION: JSON.stringify(projectVersion()) },
      ssr: { noExternal: true, target: 'node' },
      build: {
        ssr: entry,
        outDir: beside,
        emptyOutDir: true,
        target: 'node20.19',
        minify: true,
        rolldownOptions: { output: { entryFileNames: 'litedesk.js', codeSplitting: false } },
      },
    })
    mkdirSync(dirname(cliBundle), { recursive: true })
    renameSync(join(beside, 'litedesk.js'), cliBundle)
  } catch (cause) {
    throw new Stop(
      `The litedesk command could not be built: ${cause instanceof Error ? cause.message : String(cause)}`,
    )
  } finally {
    rmSync(beside, { recursive: true, force: true })
  }
}

/** @returns {string} */
function projectVersion() {
  return JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')).version
}

/**
 * When the newest file or folder under a path was changed, in ms; a folder changes when something leaves it.
 * @param {string} path
 * @returns {number}
 */
function newestIn(path) {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  let newest = stats.mtimeMs
  for (const child of readdirSync(path, { withFileTypes: true })) {
    const childPath = join(path, child.name)
    const changed = child.isDirectory() ? newestIn(childPath) : statSync(childPath).mtimeMs
    newest = Math.max(newest, changed)
  }
  return newest
}
