import { expect, test } from 'vitest'

import { burnDown, periodStart } from '#main/spend/budget.ts'
import type { KeyBudget } from '#main/spend/own-key.ts'

const budget: KeyBudget & { maxBudget: string } = {
  hash: 'abc',
  alias: 'ci',
  spend: '40',
  maxBudget: '100',
  softBudget: '30',
  duration: '7d',
  resetAt: '2026-11-30T00:00:00.000Z',
}
const day = (text: string): number => Date.parse(text)

test.each([
  ['7d', '2026-11-23T00:00:00.000Z'],
  ['weekly', '2026-11-23T00:00:00.000Z'],
  ['24h', '2026-11-29T00:00:00.000Z'],
  ['30d', '2026-10-30T00:00:00.000Z'],
  ['1mo', '2026-10-30T00:00:00.000Z'],
  ['monthly', '2026-10-30T00:00:00.000Z'],
])('a budget of %s began at %s', (duration, start) => {
  expect(new Date(periodStart({ ...budget, duration }) ?? 0).toISOString()).toBe(start)
})

test('the beginning of a budget without reset, or of a strange one, is not known', () => {
  expect(periodStart({ ...budget, resetAt: null })).toBeNull()
  expect(periodStart({ ...budget, duration: 'abc' })).toBeNull()
})

test('goes on like the last days, and tells when the budget is used up', () => {
  const now = day('2026-11-25T00:00:00Z')
  const points = [
    { at: day('2026-11-24T00:00:00Z'), spent: '15' },
    { at: day('2026-11-25T00:00:00Z'), spent: '40' },
  ]
  const { forecast, points: curve, warning, startedAt } = burnDown(budget, points, now)
  expect(startedAt).toBe('2026-11-23T00:00:00.000Z')
  expect(curve).toEqual([
    { at: '2026-11-24T00:00:00.000Z', spent: '15' },
    { at: '2026-11-25T00:00:00.000Z', spent: '40' },
  ])
  expect(forecast).toEqual({
    perDay: '20',
    spentAtEnd: '140',
    endsAt: '2026-11-30T00:00:00.000Z',
    usedUpAt: '2026-11-28T00:00:00.000Z',
  })
  expect(warning).toBe('soft')
})

test('ends where the gateway counts, though rows at hand know less', () => {
  const now = day('2026-11-25T00:00:00Z')
  const { points } = burnDown(budget, [{ at: day('2026-11-24T00:00:00Z'), spent: '10' }], now)
  expect(points.map(({ spent }) => spent)).toEqual(['40', '40'])
})

test('a budget that lasts is not used up, and one that is, is so now', () => {
  const now = day('2026-11-25T00:00:00Z')
  const slow = burnDown({ ...budget, spend: '1', softBudget: null }, [{ at: now, spent: '1' }], now)
  expect(slow.forecast?.usedUpAt).toBeNull()
  expect(slow.warning).toBe('none')
  const over = burnDown({ ...budget, spend: '101' }, [{ at: now, spent: '101' }], now)
  expect(over.forecast?.usedUpAt).toBe(new Date(now).toISOString())
  expect(over.warning).toBe('100')
  expect(burnDown({ ...budget, spend: '80' }, [], now).warning).toBe('80')
})
