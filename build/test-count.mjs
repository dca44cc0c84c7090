/** What the parts of `npm test` found, and the lines that say so. */

/**
 * @typedef {object} TestCount
 * @property {number} passed
 * @property {number} failed
 * @property {SkippedTest[]} skipped
 *
 * @typedef {object} SkippedTest
 * @property {string} title
 * @property {string} reason
 *
 * The parts used here of what Playwright's JSON reporter writes. Source: playwright.dev, testReporter `JSONReport`.
 * @typedef {{ suites?: PlaywrightSuite[], errors?: unknown[] }} PlaywrightReport
 * @typedef {{ title: string, suites?: PlaywrightSuite[], specs?: PlaywrightSpec[] }} PlaywrightSuite
 * @typedef {{ title: string, tests: PlaywrightTest[] }} PlaywrightSpec
 * @typedef {object} PlaywrightTest
 * @property {'expected' | 'unexpected' | 'flaky' | 'skipped'} status
 * @property {{ type: string, description?: string }[]} annotations
 * @property {{ status?: string }[]} results
 */

const noReason = 'no reason given'

/**
 * A check that either holds or does not.
 * @param {number} status an exit status
 * @returns {TestCount}
 */
export function countCheck(status) {
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: [] }
}

/**
 * What a test runner found. One failure is added when the runner failed without saying which test did, when it left no
 * report, and when it ran no test at all: none of these is a pass.
 * @param {TestCount | null} reported null when there is no report
 * @param {number} status the runner's exit status
 * @returns {TestCount}
 */
export function countRun(reported, status) {
  if (reported === null) return { passed: 0, failed: 1, skipped: [] }
  const ranNothing = reported.passed + reported.failed === 0
  const failedSilently = status !== 0 && reported.failed === 0
  return { ...reported, failed: reported.failed + (ranNothing || failedSilently ? 1 : 0) }
}

/**
 * Reads Playwright's JSON report. A flaky test counts as failed; so does each error outside a test, and a test that was
 * interrupted.
 * @param {PlaywrightReport} report
 * @returns {TestCount}
 */
export function countPlaywright(report) {
  /** @type {TestCount} */
  const count = { passed: 0, failed: report.errors?.length ?? 0, skipped: [] }
  /** @param {PlaywrightSuite} suite @param {string[]} above */
  const visit = (suite, above) => {
    const titles = [...above, suite.title]
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status === 'expected') count.passed += 1
        else if (test.status !== 'skipped' || test.results.some((result) => result.status === 'interrupted'))
          count.failed += 1
        else
          count.skipped.push({
            title: [...titles, spec.title].join(' > '),
            reason: playwrightSkipReason(test),
          })
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, titles)
  }
  for (const suite of report.suites ?? []) visit(suite, [])
  return count
}

/** @param {PlaywrightTest} test */
function playwrightSkipReason(test) {
  const annotation = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme')
  return annotation === undefined
    ? 'not reached: an earlier failure stopped its group'
    : annotation.description || noReason
}

/**
 * Reads what Vitest told vitest-report.mjs. Each failed file (one that could not be loaded, or a hook that threw) and
 * each error outside a test counts as one failure, unless a test in that file already failed.
 * @param {{ modules: readonly { failed: boolean, tests: readonly VitestTest[] }[], errors: number }} run
 * @typedef {{ title: string, state: 'passed' | 'failed' | 'skipped' | 'pending', note?: string | undefined }} VitestTest
 * @returns {TestCount}
 */
export function countVitest(run) {
  /** @type {TestCount} */
  const count = { passed: 0, failed: run.errors, skipped: [] }
  for (const module of run.modules) {
    let failed = 0
    for (const test of module.tests) {
      if (test.state === 'passed') count.passed += 1
      else if (test.state === 'skipped')
        count.skipped.push({ title: test.title, reason: test.note || noReason })
      // A pending test was under way when the run broke off.
      else failed += 1
    }
    count.failed += module.failed && failed === 0 ? 1 : failed
  }
  return count
}

/**
 * @param {readonly TestCount[]} counts
 * @returns {TestCount}
 */
export function sumCounts(counts) {
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
    skipped: counts.flatMap(({ skipped }) => skipped),
  }
}

/**
 * `12 passed, 0 failed`, and `, 1 skipped` where something was.
 * @param {TestCount} count
 */
export function countLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`
}
