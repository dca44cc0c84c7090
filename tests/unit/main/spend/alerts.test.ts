import { expect, test } from 'vitest'

import { dueAlerts } from '#main/spend/alerts.ts'
import type { KeyBudget } from '#main/spend/own-key.ts'

const now = new Date(2026, 10, 24, 15)
const budget: KeyBudget = {
  hash: 'abc',
  alias: 'ci',
  spend: '85',
  maxBudget: '100',
  softBudget: null,
  duration: '1mo',
  resetAt: '2026-12-01T00:00:00.000Z',
}
const quiet = ['1', '1.1', '0.9', '1', '1']

function texts(...parts: [KeyBudget | null, readonly string[]]): string[] {
  return dueAlerts('g', ...parts, now).map(({ alert }) => alert.text)
}

test('tells when most of a budget is spent, and when all of it is', () => {
  expect(texts(budget, quiet)).toEqual([
    'The budget of “ci” is nearly used up: $85.00 of $100.00. It is reset on 2026-12-01.',
  ])
  expect(texts({ ...budget, alias: null, spend: '100.5', resetAt: null }, quiet)).toEqual([
    'The key’s budget is used up ($100.50 of $100.00), so further calls are refused.',
  ])
  expect(texts({ ...budget, spend: '79' }, quiet)).toEqual([])
  expect(texts({ ...budget, maxBudget: null }, quiet)).toEqual([])
})

test('tells of a day that costs much more than those before', () => {
  expect(texts(null, [...quiet.slice(0, 4), '3'])).toEqual([
    '$3.00 spent today; an ordinary day of the last week cost $1.00.',
  ])
})

test.each([
  ['too little to matter', ['0.1', '0.1', '0.1', '0.9']],
  ['too few days to compare with', ['1', '0', '0', '50']],
  ['an ordinary day', ['1', '1', '1', '2.9']],
  ['no days at all', []],
])('says nothing of %s', (_what, costs) => {
  expect(texts(null, costs)).toEqual([])
})

test('has another mark for another period, mark and day', () => {
  const marks = [
    ...dueAlerts('g', budget, quiet, now),
    ...dueAlerts('g', { ...budget, spend: '100' }, quiet, now),
    ...dueAlerts('g', { ...budget, resetAt: '2027-01-01T00:00:00.000Z' }, quiet, now),
    ...dueAlerts('g', null, ['1', '1', '1', '9'], now),
    ...dueAlerts('g', null, ['1', '1', '1', '9'], new Date(2026, 10, 25)),
  ].map(({ mark }) => mark)
  expect(new Set(marks).size).toBe(5)
})
