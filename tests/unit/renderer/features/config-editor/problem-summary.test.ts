import { expect, it } from 'vitest'

import type { ConfigProblem, ProblemSeverity } from '#shared/engine-config/config-problem.ts'
import { placeWord } from '../../../../../src-renderer/features/config-editor/ProblemList.tsx'
import { problemSummary } from '../../../../../src-renderer/features/config-editor/problem-summary.ts'

function problem(severity: ProblemSeverity, changes: Partial<ConfigProblem> = {}): ConfigProblem {
  return {
    code: 'unknown-key',
    severity,
    stopsEngine: false,
    path: [],
    range: null,
    place: null,
    message: '',
    fix: null,
    ...changes,
  }
}

it.each([
  [[], { word: 'Valid', tone: 'positive' }],
  [['info'], { word: '1 note', tone: 'neutral' }],
  [['info', 'warning', 'warning'], { word: '2 warnings', tone: 'warning' }],
  [['error', 'warning', 'info'], { word: '1 problem', tone: 'negative' }],
] as const)('sums up %j by the worst there is', (severities, expected) => {
  expect(problemSummary(severities.map((severity) => problem(severity)))).toEqual(expected)
})

it('names the place of a problem by line and path, as far as it has them', () => {
  const path = ['models', 'providers', 'my proxy', 'models', 0, 'id']
  expect(placeWord(problem('error', { path, place: { line: 12, column: 4 } }))).toBe(
    'Line 12 · models.providers["my proxy"].models[0].id',
  )
  expect(placeWord(problem('error', { place: { line: 1, column: 1 } }))).toBe('Line 1')
  expect(placeWord(problem('error', { path: ['models'] }))).toBe('models')
})
