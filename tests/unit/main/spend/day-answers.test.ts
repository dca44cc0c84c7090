import { expect, test } from 'vitest'

import { canSumUp, figuresOfDays, seriesOfDays } from '#main/spend/day-answers.ts'
import { picoOf } from '#main/spend/pico-usd.ts'
import type { DailyActivity, DayFigures } from '#main/spend/sync/daily-activity.ts'
import { noFilter, type SpendFilter } from '#shared/spend-query.ts'

function figures(cost: string, calls: number): DayFigures {
  return {
    cost: picoOf(cost),
    calls,
    failures: 0,
    inputTokens: calls,
    outputTokens: 2 * calls,
    cachedTokens: 0,
  }
}

function dayOf(day: string, models: Readonly<Record<string, DayFigures>>): DailyActivity {
  const all = Object.values(models)
  return {
    day,
    whole: figures(
      String(all.reduce((sum, { cost }) => sum + Number(cost) / 1e12, 0)),
      all.reduce((sum, { calls }) => sum + calls, 0),
    ),
    parts: { model: new Map(Object.entries(models)), key: new Map(), provider: new Map() },
    keyAliases: new Map(),
  }
}

const days = [
  dayOf('2026-11-20', { a: figures('1', 10), b: figures('3', 5) }),
  dayOf('2026-11-22', { a: figures('1', 10), c: figures('0.5', 1) }),
]

test('draws every day, those without calls too, and sums up what is not in the top', () => {
  const { times, lines } = seriesOfDays(days, { measures: ['cost', 'calls'], stackBy: 'model', top: 1 })
  expect(times).toEqual(['2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z', '2026-11-22T00:00:00.000Z'])
  expect(lines).toEqual([
    { key: 'b', label: 'b', isRest: false, cost: '3', values: { cost: [3, 0, 0], calls: [5, 0, 0] } },
    { key: '', label: '', isRest: true, cost: '2.5', values: { cost: [1, 0, 1.5], calls: [10, 0, 11] } },
  ])
})

test('sums up exactly', () => {
  expect(figuresOfDays(days, ['calls', 'tokens', 'costAverage'])).toEqual({
    cost: '5.5',
    values: { calls: 26, tokens: 78, costAverage: 5.5 / 26 },
  })
  expect(figuresOfDays([], ['calls', 'costAverage'])).toEqual({
    cost: '0',
    values: { calls: 0, costAverage: null },
  })
})

test.each<[string, boolean, Partial<SpendFilter>, Partial<Parameters<typeof canSumUp>[0]>]>([
  ['days of everything', true, { from: '2026-10-01T00:00:00Z' }, {}],
  ['days by model', true, { from: '2026-10-01T00:00:00Z' }, { stackBy: 'model' }],
  ['days by user', false, { from: '2026-10-01T00:00:00Z' }, { stackBy: 'user' }],
  ['percentiles', false, { from: '2026-10-01T00:00:00Z' }, { measures: ['durationP95'] }],
  ['hours', false, { from: '2026-11-20T00:00:00Z', to: '2026-11-20T05:00:00Z' }, {}],
  ['a text', false, { from: '2026-10-01T00:00:00Z', text: 'x' }, {}],
  [
    'a choice',
    false,
    { from: '2026-10-01T00:00:00Z', choices: { model: { isExcluded: false, values: ['a'] } } },
    {},
  ],
])('%s: known by the gateway’s own sums is %s', (_what, expected, filter, rest) => {
  const to = filter.to ?? '2026-11-24T00:00:00Z'
  const question = { measures: ['cost'] as const, stackBy: null, step: null, ...rest }
  expect(canSumUp({ ...question, filter: { ...noFilter, ...filter, to } })).toBe(expected)
})
