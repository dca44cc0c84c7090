import { expect, it } from 'vitest'

import {
  applyStep,
  brokenCheck,
  checkLines,
  finishedCheck,
  hasPassed,
  startedCheck,
} from '../../../../../src-renderer/features/gateways/gateway-check.ts'
import { appError } from '../../../../../src-shared/app-error.ts'
import type { CheckStep, CheckStepName } from '../../../../../src-shared/gateway.ts'

function step(name: CheckStepName, outcome: CheckStep['outcome'] = 'passed'): CheckStep {
  return { name, outcome, finding: `${name} found`, error: null }
}

const started = startedCheck('check-1')

it('waits for the first step that has not ended and shows the rest as waiting', () => {
  const check = applyStep(
    applyStep(started, 'check-1', step('reachable')),
    'check-1',
    step('litellm', 'warned'),
  )
  expect(checkLines(check).map(({ name, state }) => [name, state])).toEqual([
    ['reachable', 'passed'],
    ['litellm', 'warned'],
    ['key-accepted', 'running'],
    ['key-kind', 'waiting'],
    ['database', 'waiting'],
    ['models', 'waiting'],
  ])
})

it('ignores steps of another check and counts a repeated step once', () => {
  expect(applyStep(started, 'check-0', step('reachable'))).toBe(started)
  const twice = applyStep(applyStep(started, 'check-1', step('reachable')), 'check-1', step('reachable'))
  expect(twice.steps).toEqual([step('reachable')])
})

it('shows what was not reached after a failure, and does not pass', () => {
  const check = finishedCheck(started, [step('reachable', 'failed')])
  expect(checkLines(check).map(({ state }) => state)).toEqual([
    'failed',
    'skipped',
    'skipped',
    'skipped',
    'skipped',
    'skipped',
  ])
  expect(hasPassed(check)).toBe(false)
})

it('passes with warnings and unknowns, but neither before its end nor when it broke', () => {
  const steps = [step('reachable'), step('database', 'warned'), step('models', 'unknown')]
  expect(hasPassed(finishedCheck(started, steps))).toBe(true)
  expect(hasPassed({ ...started, steps })).toBe(false)
  expect(hasPassed(finishedCheck(started, []))).toBe(false)
  const error = appError('storage-failed', 'It could not be saved.')
  expect(hasPassed(brokenCheck(finishedCheck(started, steps), error))).toBe(false)
})
