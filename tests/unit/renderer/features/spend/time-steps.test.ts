import { afterEach, describe, expect, it, vi } from 'vitest'

import { fieldTime, momentOfField } from '../../../../../src-renderer/features/spend/range-fields.ts'
import { rangeWords } from '../../../../../src-renderer/features/spend/spend-words.ts'
import {
  momentInFull,
  momentParts,
  momentWord,
  stepEnd,
  stepName,
  utcDayBegin,
} from '../../../../../src-renderer/features/spend/time-steps.ts'

// Formats take the zone there is when they are made.
const home = vi.hoisted(() => {
  process.env['TZ'] = 'Europe/Berlin'
  return 'Europe/Berlin'
})
const at = (zone: string) => {
  process.env['TZ'] = zone
}
afterEach(() => at(home))

const now = new Date('2026-03-14T12:00:00.000Z')

describe('a step ends', () => {
  it('with the local day, also where that is no 24 hours', () => {
    expect(stepEnd('2026-03-27T23:00:00.000Z', 'day')).toBe('2026-03-28T23:00:00.000Z')
    expect(stepEnd('2026-03-28T23:00:00.000Z', 'day')).toBe('2026-03-29T22:00:00.000Z')
    expect(stepEnd('2026-03-22T23:00:00.000Z', 'week')).toBe('2026-03-29T22:00:00.000Z')
    expect(stepEnd('2026-02-28T23:00:00.000Z', 'month')).toBe('2026-03-31T22:00:00.000Z')
  })

  it('with the day of UTC where it is the gateway’s', () => {
    expect(stepEnd('2026-03-29T00:00:00.000Z', 'day', true)).toBe('2026-03-30T00:00:00.000Z')
  })

  it('an hour or a minute later', () => {
    expect(stepEnd('2026-03-14T12:00:00.000Z', 'hour')).toBe('2026-03-14T13:00:00.000Z')
    expect(stepEnd('2026-03-14T12:00:00.000Z', 'minute')).toBe('2026-03-14T12:01:00.000Z')
  })
})

it('names steps by the local calendar, with the year where it is not this one', () => {
  expect(stepName('2026-03-13T23:00:00.000Z', 'day', now)).toBe('Sat, Mar 14')
  expect(stepName('2026-03-14T00:00:00.000Z', 'day', now, true)).toBe('Sat, Mar 14')
  expect(stepName('2026-03-08T23:00:00.000Z', 'week', now)).toBe('Week of Mar 9')
  expect(stepName('2026-02-28T23:00:00.000Z', 'month', now)).toBe('March')
  expect(stepName('2025-02-28T23:00:00.000Z', 'month', now)).toBe('March 2025')
  expect(stepName('2026-03-14T14:00:00.000Z', 'hour', now)).toBe('Mar 14, 15:00')
})

it('says when the gateway’s day begins here, and nothing where it is the same', () => {
  expect(utcDayBegin(now)).toBe('01:00')
  at('America/New_York')
  expect(utcDayBegin(now)).toBe('20:00')
  at('Asia/Kolkata')
  expect(utcDayBegin(now)).toBe('05:30')
  at('UTC')
  expect(utcDayBegin(now)).toBeNull()
})

it('shows moments locally to the second, and in full with the zone and as stored', () => {
  expect(momentParts('2026-03-14T12:00:05.000Z', now)).toEqual({ day: 'Mar 14', time: '13:00:05' })
  expect(momentParts('2025-12-31T23:30:00.000Z', now)).toEqual({ day: 'Jan 1', time: '00:30:00' })
  expect(momentParts('2025-12-31T12:00:00.000Z', now).day).toBe('Dec 31, 2025')
  expect(momentInFull('2026-03-14T12:00:05.000Z')).toBe(
    'Sat, Mar 14, 2026, 13:00:05 GMT+1 · 2026-03-14T12:00:05.000Z',
  )
  expect(momentWord('2026-03-14T08:30:00.000Z', now)).toBe('09:30')
  expect(momentWord('2026-03-12T08:30:00.000Z', now)).toBe('Mar 12')
})

it('reads and writes fields of local times', () => {
  expect(fieldTime('2026-03-14T12:00:00.000Z')).toBe('2026-03-14T13:00')
  expect(momentOfField('2026-03-14T13:00')).toBe('2026-03-14T12:00:00.000Z')
  expect([fieldTime(null), momentOfField(''), momentOfField('never')]).toEqual(['', null, null])
})

it('names ranges as short as they stay clear', () => {
  const between = (from: string, to: string) => rangeWords({ type: 'between', from, to }, now)
  expect(rangeWords({ type: 'last', unit: 'hour', count: 1 }, now)).toBe('Last hour')
  expect(rangeWords({ type: 'last', unit: 'day', count: 30 }, now)).toBe('Last 30 days')
  expect(between('2026-03-09T23:00:00.000Z', '2026-03-12T23:00:00.000Z')).toBe('Mar 10 – Mar 12')
  expect(between('2026-03-09T23:00:00.000Z', '2026-03-10T23:00:00.000Z')).toBe('Mar 10')
  expect(between('2026-03-10T08:00:00.000Z', '2026-03-10T09:30:00.000Z')).toBe('Mar 10, 09:00 – 10:30')
  expect(between('2025-03-10T08:00:00.000Z', '2026-03-10T09:30:00.000Z')).toBe(
    'Mar 10, 2025, 09:00 – Mar 10, 10:30',
  )
})
