import { expect, test } from 'vitest'

import {
  countCheck,
  countLine,
  countPlaywright,
  countRun,
  countVitest,
  sumCounts,
} from '../../../build/test-count.mjs'

test('counts a check by its exit status', () => {
  expect([countCheck(0), countCheck(3)]).toEqual([
    { passed: 1, failed: 0, skipped: [] },
    { passed: 0, failed: 1, skipped: [] },
  ])
})

test('counts every outcome of a Playwright report and gives the reason of each skip', () => {
  const report = {
    errors: [{ message: 'broken.spec.ts could not be loaded' }],
    suites: [
      {
        title: 'chat.spec.ts',
        specs: [playwrightTest('sends', 'expected'), playwrightTest('is flaky', 'flaky')],
        suites: [
          {
            title: 'streaming',
            specs: [
              playwrightTest('fails', 'unexpected'),
              playwrightTest('needs a tray', 'skipped', { annotation: 'no tray on macOS' }),
              playwrightTest('comes after the failure', 'skipped', { results: [] }),
              playwrightTest('was cut short', 'skipped', { results: [{ status: 'interrupted' }] }),
            ],
          },
        ],
      },
    ],
  }
  expect(countPlaywright(report)).toEqual({
    passed: 1,
    failed: 4,
    skipped: [
      { title: 'chat.spec.ts > streaming > needs a tray', reason: 'no tray on macOS' },
      {
        title: 'chat.spec.ts > streaming > comes after the failure',
        reason: 'not reached: an earlier failure stopped its group',
      },
    ],
  })
})

test('counts every outcome of a Vitest run, and a file that could not be loaded as one failure', () => {
  const run = {
    errors: 1,
    modules: [
      {
        failed: true,
        tests: [
          { title: 'a.test.ts > holds', state: 'passed' as const },
          { title: 'a.test.ts > breaks', state: 'failed' as const },
          { title: 'a.test.ts > waits', state: 'skipped' as const, note: 'needs Windows' },
          { title: 'a.test.ts > later', state: 'skipped' as const },
          { title: 'a.test.ts > was under way', state: 'pending' as const },
        ],
      },
      { failed: true, tests: [] },
    ],
  }
  expect(countVitest(run)).toEqual({
    passed: 1,
    failed: 4,
    skipped: [
      { title: 'a.test.ts > waits', reason: 'needs Windows' },
      { title: 'a.test.ts > later', reason: 'no reason given' },
    ],
  })
})

test('never takes a runner for passed that crashed, failed without a failing test or ran nothing', () => {
  const skipped = [{ title: 'a', reason: 'b' }]
  expect([
    countRun(null, 0),
    countRun({ passed: 5, failed: 0, skipped: [] }, 1),
    countRun({ passed: 0, failed: 0, skipped }, 0),
    countRun({ passed: 5, failed: 2, skipped: [] }, 1),
    countRun({ passed: 5, failed: 0, skipped }, 0),
  ]).toEqual([
    { passed: 0, failed: 1, skipped: [] },
    { passed: 5, failed: 1, skipped: [] },
    { passed: 0, failed: 1, skipped },
    { passed: 5, failed: 2, skipped: [] },
    { passed: 5, failed: 0, skipped },
  ])
})

test('sums counts into the last line, which mentions skips only when there are some', () => {
  const clean = { passed: 3, failed: 0, skipped: [] }
  const total = sumCounts([clean, { passed: 1, failed: 2, skipped: [{ title: 'a', reason: 'b' }] }])
  expect([countLine(clean), countLine(total)]).toEqual([
    '3 passed, 0 failed',
    '4 passed, 2 failed, 1 skipped',
  ])
})

function playwrightTest(
  title: string,
  status: 'expected' | 'unexpected' | 'flaky' | 'skipped',
  details: { annotation?: string; results?: { status: string }[] } = {},
) {
  const annotations =
    details.annotation === undefined ? [] : [{ type: 'skip', description: details.annotation }]
  return { title, tests: [{ status, annotations, results: details.results ?? [{ status: 'done' }] }] }
}
