/** `npm start`: gets everything ready and opens the app, or shows it at work where there is no display. */
import { join } from 'node:path'

import { buildAppIfStale } from './app-build.mjs'
import { runInDesktopSession } from './desktop-session.mjs'
import { asApp, asNode, testEnvironment } from './environment.mjs'
import { hasDisplay, projectFolder, Stop } from './machine.mjs'
import { prepare, runScript } from './prepare.mjs'
import { runCommand } from './run-command.mjs'
import { sandboxFlags, sandboxProblem } from './sandbox.mjs'

await runScript(async () => {
  const canShow = hasDisplay(process.platform, process.env)
  const electron = await prepare({ needsSession: !canShow })
  const problem = sandboxProblem(electron)
  if (problem !== null) throw new Stop(problem)
  await buildAppIfStale()
  return canShow ? openApp(electron) : runTour(electron)
})

/**
 * @param {string} electron
 * @returns {Promise<number>}
 */
function openApp(electron) {
  const flags = sandboxFlags()
  if (flags.length > 0)
    console.log(`Running as root, where Chromium's sandbox cannot work: starting with ${flags.join(' ')}.`)
  return runCommand(electron, [projectFolder, ...flags, ...process.argv.slice(2)], {
    environment: asApp(process.env),
  })
}

/**
 * @param {string} electron
 * @returns {Promise<number>}
 */
function runTour(electron) {
  console.log('No display here: running the tour on a virtual one instead.')
  return runInDesktopSession(electron, [join(projectFolder, 'tests', 'tour', 'tour.ts')], {
    environment: asNode(testEnvironment(process.env)),
  })
}
