/** Gets a fresh clone ready to run: dependencies, Electron's binary, system libraries. Prints only what it has to do. */
import { fileURLToPath } from 'node:url'

import { prepareDependencies } from './dependencies.mjs'
import { electronExecutable, prepareElectron } from './electron-binary.mjs'
import { requireNode, Stop } from './machine.mjs'
import { prepareSystemLibraries } from './system-libraries.mjs'

/**
 * @param {{ needsSession: boolean }} need whether desktop-session.mjs is going to be used
 * @returns {Promise<string>} Electron's executable
 * @throws {Stop} when the machine lacks something that cannot be fetched from here
 */
export async function prepare(need) {
  requireNode()
  await prepareDependencies()
  await prepareElectron()
  const executable = electronExecutable()
  prepareSystemLibraries({ executable, ...need })
  return executable
}

/**
 * Runs a command script and sets the exit status: what it returns, or 1 with the sentence of a `Stop`.
 * @param {() => Promise<number>} script
 */
export async function runScript(script) {
  try {
    process.exitCode = await script()
  } catch (cause) {
    if (!(cause instanceof Stop)) throw cause
    console.error(cause.message)
    process.exitCode = 1
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runScript(async () => {
    console.log(`Ready: ${await prepare({ needsSession: true })}`)
    return 0
  })
}
