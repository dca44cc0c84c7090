/**
 * `npm test`: every check there is, one after the other, going on after failures.
 * `npm test -- unit e2e` runs only those; the names are `static`, `unit`, `integration`, `conformance` and `e2e`.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { buildApp } from './app-build.mjs'
import { runInDesktopSession } from './desktop-session.mjs'
import { seconds } from './duration.mjs'
import { asNode, testEnvironment } from './environment.mjs'
import { projectFolder, Stop } from './machine.mjs'
import { prepare } from './prepare.mjs'
import { runCommand, toolScript } from './run-command.mjs'
import { sandboxProblem } from './sandbox.mjs'
import { countCheck, countLine, countPlaywright, countRun, sumCounts } from './test-count.mjs'
import { reportFileVariable } from './vitest-report.mjs'

/**
 * @typedef {import('./test-count.mjs').TestCount} TestCount
 * @typedef {{ name: string, groups: string[], run: () => Promise<TestCount> }} Step
 */

const groups = ['static', 'unit', 'integration', 'conformance', 'e2e']
const resultsFolder = join(projectFolder, 'test-results')
const environment = testEnvironment(process.env)

/**
 * @param {string} electron
 * @returns {Step[]}
 */
function steps(electron) {
  return [
    { name: 'format', groups: ['static'], run: () => check('oxfmt/bin/oxfmt', ['--check']) },
    {
      name: 'lint',
      groups: ['static'],
      run: () => check('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']),
    },
    { name: 'types', groups: ['static'], run: () => check('typescript/bin/tsc', ['-b']) },
    { name: 'unused code', groups: ['static'], run: () => check('knip/bin/knip.js', []) },
    { name: 'build', groups: ['static', 'e2e'], run: async () => countCheck(await buildApp()) },
    { name: 'unit tests', groups: ['unit'], run: () => runVitest(electron, 'unit') },
    { name: 'integration tests', groups: ['integration'], run: () => runVitest(electron, 'integration') },
    { name: 'conformance tests', groups: ['conformance'], run: () => runVitest(electron, 'conformance') },
    { name: 'end-to-end tests', groups: ['e2e'], run: () => runPlaywright(electron) },
  ]
}

/**
 * @param {string} script inside node_modules
 * @param {string[]} args
 */
async function check(script, args) {
  return countCheck(await runCommand(process.execPath, [toolScript(script), ...args], { environment }))
}

/**
 * @param {string} electron
 * @param {string} folder of tests/
 */
async function runVitest(electron, folder) {
  const file = join(resultsFolder, `${folder}.json`)
  rmSync(file, { force: true })
  const reporters = ['--reporter=default', `--reporter=${join(projectFolder, 'build', 'vitest-report.mjs')}`]
  const status = await runCommand(
    electron,
    [toolScript('vitest/vitest.mjs'), 'run', `tests/${folder}/`, ...reporters],
    {
      environment: { ...asNode(environment), [reportFileVariable]: file },
    },
  )
  return countRun(readReport(file), status)
}

/** @param {string} electron */
async function runPlaywright(electron) {
  const problem = sandboxProblem(electron)
  if (problem !== null) throw new Stop(problem)
  const file = join(resultsFolder, 'e2e.json')
  rmSync(file, { force: true })
  const args = [toolScript('@playwright/test/cli.js'), 'test']
  const options = { environment: asNode(environment) }
  // Also where there is a display: nobody wants windows to pop up under their hands.
  const status = await (process.platform === 'linux'
    ? runInDesktopSession(electron, args, options)
    : runCommand(electron, args, options))
  const report = readReport(file)
  return countRun(report === null ? null : countPlaywright(report), status)
}

/** @param {string} file */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

/**
 * Runs a step and shows how it went. A step that cannot even start counts as one failure.
 * @param {Step} step
 */
async function runStep({ name, run }) {
  console.log(`\n== ${name}`)
  const start = performance.now()
  /** @type {TestCount} */
  let count
  try {
    count = await run()
  } catch (cause) {
    console.error(cause instanceof Stop ? cause.message : cause)
    count = countRun(null, 1)
  }
  const line = `${name}: ${countLine(count)} (${seconds(performance.now() - start)})`
  console.log(line)
  return { line, count }
}

/** @param {string[]} selection */
async function runTests(selection) {
  const unknown = selection.filter((name) => !groups.includes(name))
  if (unknown.length > 0) throw new Stop(`Unknown: ${unknown.join(', ')}. There are ${groups.join(', ')}.`)
  const chosen = selection.length > 0 ? selection : groups
  const electron = await prepare({ needsSession: chosen.includes('e2e') })
  const results = []
  for (const step of steps(electron)) {
    if (step.groups.some((group) => chosen.includes(group))) results.push(await runStep(step))
  }
  console.log(`\n== summary\n${results.map(({ line }) => line).join('\n')}`)
  return sumCounts(results.map(({ count }) => count))
}

/** @type {TestCount} */
let total
try {
  total = await runTests(process.argv.slice(2))
} catch (cause) {
  console.error(cause instanceof Stop ? cause.message : cause)
  total = countRun(null, 1)
}
for (const { title, reason } of total.skipped) console.log(`skipped: ${title}: ${reason}`)
console.log(countLine(total))
process.exitCode = total.failed > 0 ? 1 : 0
