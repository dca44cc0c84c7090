import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test, vi } from 'vitest'

import CountReporter, { reportFileVariable } from '../../../build/vitest-report.mjs'

test('writes the counts of a run, with titles that say where a skipped test is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'litedesk-report-'))
  const file = join(folder, 'inner', 'unit.json')
  vi.stubEnv(reportFileVariable, file)
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })
  })
  const tests = [
    { fullName: 'holds', result: () => ({ state: 'passed' as const }) },
    { fullName: 'tray > clicks', result: () => ({ state: 'skipped' as const, note: 'no tray here' }) },
  ]
  const module = {
    relativeModuleId: 'tests/unit/a.test.ts',
    ok: () => true,
    children: { allTests: () => tests },
  }
  new CountReporter().onTestRunEnd([module], [])
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    passed: 1,
    failed: 0,
    skipped: [{ title: 'tests/unit/a.test.ts > tray > clicks', reason: 'no tray here' }],
  })
})
