import { expect, it } from 'vitest'

import { changeSummary } from '../../../../../../src-renderer/features/engines/review/change-summary.ts'

it.each([
  ['{ a: { b: 1 } }', '{ a: { b: 2 } }', 'Changed a.b'],
  ['{ a: 1 }', '{ a: 1, gateway: { mode: "local" } }', 'Added gateway'],
  ['{ a: 1, b: 2 }', '{ a: 1 }', 'Removed b'],
  ['{ a: 1, b: [1] }', '{ a: 2, b: [1, 2] }', 'Changed a, added to b'],
  ['{ b: [1, 2] }', '{ b: [2] }', 'Removed from b'],
  ['{ b: [{ id: "x" }, { id: "y" }] }', '{ b: [{ id: "x" }, { id: "z" }] }', 'Changed b[1].id'],
  ['{ b: [1, 2] }', '{ b: [2, 1] }', 'Changed b'],
  ['{ a: 1, b: 2, c: 3, d: 4 }', '{ a: 0, b: 0, c: 0, d: 0 }', 'Changed a, changed b and 2 more'],
  ['{ a: { "my proxy": 1 } }', '{ a: { "my proxy": 2 } }', 'Changed a["my proxy"]'],
  ['{ a: {} }', '{ a: [] }', 'Changed a'],
])('%s to %s: %s', (before, after, summary) => {
  expect(changeSummary(before, after)).toBe(summary)
})

it('says nothing where no value changes, or a text is not JSON5', () => {
  expect(changeSummary('{ a: 1 }', '{ a: 1 /* one */ }')).toBeNull()
  expect(changeSummary('{ a: 1 }', '{ a: 1')).toBeNull()
  expect(changeSummary('', '{ a: 1 }')).toBeNull()
})

it('is never longer than a reason may be', () => {
  const key = 'k'.repeat(300)
  expect(changeSummary('{}', `{ ${key}: 1 }`)).toMatch(/^Added k+…$/)
  expect(changeSummary('{}', `{ ${key}: 1 }`)).toHaveLength(200)
})
