import fc from 'fast-check'
import { expect, test } from 'vitest'

import { hourlyPace } from '#main/demo-gateway/hourly-pace.ts'

const HOUR_MS = 3_600_000
const from = Date.UTC(2026, 10, 2)
const to = Date.UTC(2026, 10, 16)
const pace = hourlyPace(from, to)
const share = fc.double({ min: 0, max: 0.999_999, noNaN: true })

test('time goes on with the share, inside of the stretch', () => {
  fc.assert(
    fc.property(share, share, (one, other) => {
      const [earlier, later] = [one, other].toSorted((left, right) => left - right) as [number, number]
      expect(pace.timeAt(earlier)).toBeLessThanOrEqual(pace.timeAt(later))
      expect(pace.timeAt(earlier)).toBeGreaterThanOrEqual(from)
      expect(pace.timeAt(later)).toBeLessThan(to)
    }),
  )
})

test('a share has a time, and that time the share', () => {
  fc.assert(
    fc.property(share, (wanted) => {
      expect(pace.shareAt(pace.timeAt(wanted))).toBeCloseTo(wanted, 5)
    }),
  )
})

test('nothing has begun before the stretch, and all after it', () => {
  expect([pace.shareAt(from - HOUR_MS), pace.shareAt(to + HOUR_MS)]).toEqual([0, 1])
})

test('more is going on at noon than at night, and on a workday than on Sunday', () => {
  const inHour = (time: number): number => pace.shareAt(time + HOUR_MS) - pace.shareAt(time)
  const monday = Date.UTC(2026, 10, 9)
  expect(inHour(monday + 13 * HOUR_MS)).toBeGreaterThan(5 * inHour(monday + 2 * HOUR_MS))
  expect(inHour(monday + 13 * HOUR_MS)).toBeGreaterThan(2 * inHour(monday - 11 * HOUR_MS))
})
