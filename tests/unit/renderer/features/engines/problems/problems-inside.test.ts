import { expect, it } from 'vitest'

import type { ConfigProblem } from '#shared/engine-config/config-problem.ts'
import { problemsInside } from '../../../../../../src-renderer/features/engines/problems/problems-inside.ts'

function problem(severity: ConfigProblem['severity'], path: ConfigProblem['path']): ConfigProblem {
  return {
    code: 'unknown-key',
    severity,
    stopsEngine: false,
    path,
    range: null,
    place: null,
    message: '',
    fix: null,
  }
}

const litellm = ['models', 'providers', 'litellm']

it('counts the worst kind inside of a path, and leaves notes out', () => {
  const warnings = [
    problem('warning', [...litellm, 'api']),
    problem('warning', [...litellm, 'models', 0]),
    problem('info', litellm),
  ]
  expect(problemsInside(warnings, litellm)).toEqual({ word: '2 warnings', tone: 'warning' })
  expect(problemsInside([...warnings, problem('error', litellm)], litellm)).toEqual({
    word: '1 problem',
    tone: 'negative',
  })
  expect(problemsInside(warnings, [...litellm, 'models', 1])).toBeNull()
  expect(problemsInside([problem('info', litellm)], litellm)).toBeNull()
})
