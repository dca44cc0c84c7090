import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { boundedStep, fittingStep, MAX_STEPS, stepRule } from '#main/spend/time-steps.ts'
import { TimeStep } from '#shared/spend-query.ts'

const YEAR_MS = 366 * 86_400_000
const from = Date.parse('2026-01-01T00:00:00Z')
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Santiago',
]

describe('steps of time', () => {
  const anyTime = fc.integer({ min: from, max: from + YEAR_MS })

  test.each(zones)('in %s hold every moment exactly once, without gaps', (timeZone) => {
    for (const step of TimeStep.options) {
      const rule = stepRule(step, timeZone, from, from + YEAR_MS)
      fc.assert(
        fc.property(anyTime, (time) => {
          const number = rule.numberOf(time)
          expect(rule.startOf(number)).toBeLessThanOrEqual(time)
          expect(rule.startOf(number + 1)).toBeGreaterThan(time)
        }),
        { numRuns: 60 },
      )
    }
  })

  test('are the days, weeks and months of the zone, across a change of clocks', () => {
    const berlin = (step: TimeStep, text: string): string => {
      const rule = stepRule(step, 'Europe/Berlin', from, from + YEAR_MS)
      return new Date(rule.startOf(rule.numberOf(Date.parse(text)))).toISOString()
    }
    expect(berlin('day', '2026-03-29T12:00:00Z')).toBe('2026-03-28T23:00:00.000Z')
    expect(berlin('day', '2026-03-30T12:00:00Z')).toBe('2026-03-29T22:00:00.000Z')
    expect(berlin('week', '2026-11-22T22:59:00Z')).toBe('2026-11-15T23:00:00.000Z')
    expect(berlin('month', '2026-10-31T22:30:00Z')).toBe('2026-09-30T22:00:00.000Z')
    expect(berlin('month', '2026-10-31T23:30:00Z')).toBe('2026-10-31T23:00:00.000Z')
    expect(berlin('hour', '2026-10-25T00:59:00Z')).toBe('2026-10-25T00:00:00.000Z')
    expect(berlin('hour', '2026-10-25T01:01:00Z')).toBe('2026-10-25T01:00:00.000Z')
  })

  test('of a zone with half hours begin at its half hours', () => {
    const rule = stepRule('hour', 'Asia/Kathmandu', from, from + YEAR_MS)
    const start = rule.startOf(rule.numberOf(Date.parse('2026-06-01T10:20:00Z')))
    expect(new Date(start).toISOString()).toBe('2026-06-01T10:15:00.000Z')
  })

  test('fit the length of the range, and never become too many', () => {
    const hour = 3_600_000
    expect([1, 24, 24 * 30, 24 * 400, 24 * 2000].map((hours) => fittingStep(0, hours * hour))).toEqual([
      'minute',
      'hour',
      'day',
      'week',
      'month',
    ])
    expect(boundedStep('minute', 0, 24 * hour)).toBe('minute')
    expect(boundedStep('minute', 0, MAX_STEPS * 60_000)).toBe('hour')
    expect(boundedStep('minute', 0, 50 * YEAR_MS)).toBe('month')
  })
})
