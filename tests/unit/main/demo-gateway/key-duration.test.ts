import { expect, test } from 'vitest'

import {
  DurationError,
  exactlyAfter,
  newerBudgetDuration,
  nextStandardReset,
} from '#main/demo-gateway/key-duration.ts'

// A Sunday.
const NOW = new Date('2026-11-22T03:27:00Z')
const MIDNIGHT = '2026-11-23T00:00:00.000Z'

test.each([
  ['60s', '2026-11-22T03:28:00.000Z'],
  ['90m', '2026-11-22T04:30:00.000Z'],
  ['1h', '2026-11-22T04:00:00.000Z'],
  ['24h', MIDNIGHT],
  ['1d', MIDNIGHT],
  ['7d', MIDNIGHT],
  ['1w', MIDNIGHT],
  ['30d', '2026-12-01T00:00:00.000Z'],
  ['1mo', '2026-12-01T00:00:00.000Z'],
  ['', MIDNIGHT],
  ['10', MIDNIGHT],
  ['abc', MIDNIGHT],
  ['-1', MIDNIGHT],
  ['weekly', MIDNIGHT],
  ['monthly', MIDNIGHT],
])('resets a budget of %j at %s', (duration, expected) => {
  expect(nextStandardReset(duration, NOW).toISOString()).toBe(expected)
})

test('resets 7d on the Monday after next midnight', () => {
  expect(nextStandardReset('7d', new Date('2026-11-23T10:00:00Z')).toISOString()).toBe(
    '2026-11-30T00:00:00.000Z',
  )
})

test('refuses more than one month', () => {
  expect(() => nextStandardReset('2mo', NOW)).toThrow(DurationError)
})

test('counts a lifetime exactly when a key is updated', () => {
  expect(exactlyAfter('1h', NOW)?.toISOString()).toBe('2026-11-22T04:27:00.000Z')
  expect(exactlyAfter('1w', NOW)?.toISOString()).toBe('2026-11-29T03:27:00.000Z')
  expect(exactlyAfter('-1', NOW)).toBeNull()
})

test('reads words, and refuses garbage, as newer gateways do', () => {
  const sent = [' Monthly ', 'weekly', '30d', '', 'garbage', '5x', 'd30', '1 day', '0d']
  expect(sent.map(newerBudgetDuration)).toEqual(['1mo', '7d', '30d', null, null, null, null, null, null])
})
