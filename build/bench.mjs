/**
 * `npm run bench`: measures the built app against plain baselines in the same run, and writes the figures to
 * bench-results/. `npm run bench -- --runs 7 cold-start stress-answer` sets the repetitions and picks measurements; with
 * `--large`, spend logs are also measured at ten million rows.
 */
import { join } from 'node:path'

import { buildAppIfStale } from './app-build.mjs'
import { runInDesktopSession } from './desktop-session.mjs'
import { asNode, testEnvironment } from './environment.mjs'
import { projectFolder, Stop } from './machine.mjs'
import { prepare, runScript } from './prepare.mjs'
import { sandboxProblem } from './sandbox.mjs'

await runScript(async () => {
  // Memory and CPU time of a whole process tree are read from /proc.
  if (process.platform !== 'linux')
    throw new Stop('The bench measures through /proc, so it runs on Linux only.')
  const electron = await prepare({ needsSession: true })
  const problem = sandboxProblem(electron)
  if (problem !== null) throw new Stop(problem)
  await buildAppIfStale()
  const args = [join(projectFolder, 'tests', 'bench', 'bench.ts'), ...process.argv.slice(2)]
  return runInDesktopSession(electron, args, { environment: asNode(testEnvironment(process.env)) })
})
