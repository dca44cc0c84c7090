import { expect, test } from 'vitest'

import { rangeOf } from '#shared/spend-range.ts'

const now = new Date(2026, 10, 24, 15, 30)

test('a range ends open, so that rows of a clock ahead of ours belong to it', () => {
  const hour = 3_600_000
  expect(rangeOf({ type: 'last', unit: 'hour', count: 6 }, now)).toEqual({
    from: new Date(now.getTime() - 6 * hour).toISOString(),
    to: null,
  })
  expect(rangeOf({ type: 'all' }, now)).toEqual({ from: null, to: null })
})

test('today and this month begin at midnight of the computer', () => {
  expect(rangeOf({ type: 'today' }, now).from).toBe(new Date(2026, 10, 24).toISOString())
  expect(rangeOf({ type: 'this-month' }, now).from).toBe(new Date(2026, 10, 1).toISOString())
})

test('a range between two times is those times', () => {
  const between = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' }
  expect(rangeOf({ type: 'between', ...between }, now)).toEqual(between)
})
