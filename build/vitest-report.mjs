/** A Vitest reporter that writes the counts of a run, with the reasons of skipped tests, which Vitest's own JSON lacks. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

import { countVitest } from './test-count.mjs'

/** The variable that names the file to write. */
export const reportFileVariable = 'VITEST_COUNT_FILE'

/**
 * The parts used here of what Vitest hands to a reporter. Source: vitest.dev, Advanced API, TestModule and TestCase.
 * @typedef {object} TestModule
 * @property {string} relativeModuleId
 * @property {() => boolean} ok
 * @property {{ allTests: () => Iterable<TestCase> }} children
 *
 * @typedef {object} TestCase
 * @property {string} fullName
 * @property {() => { state: import('./test-count.mjs').VitestTest['state'], note?: string | undefined }} result
 */

export default class CountReporter {
  /**
   * @param {readonly TestModule[]} modules
   * @param {readonly unknown[]} errors outside any test
   */
  onTestRunEnd(modules, errors) {
    const file = process.env[reportFileVariable]
    if (file === undefined) throw new Error(`${reportFileVariable} must name the file to write the counts to`)
    const count = countVitest({
      errors: errors.length,
      modules: modules.map((module) => ({
        failed: !module.ok(),
        tests: Array.from(module.children.allTests(), (test) => {
          const { state, note } = test.result()
          return { title: `${module.relativeModuleId} > ${test.fullName}`, state, note }
        }),
      })),
    })
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(count))
  }
}
