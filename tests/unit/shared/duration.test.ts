import { describe, expect, it } from 'vitest'

import { budgetDurations, Duration, durationMs, keyLifetimes } from '#shared/duration.ts'

const NOW = new Date('2026-01-31T10:00:00Z')

describe('Duration', () => {
  it('takes what the pickers offer', () => {
    for (const duration of [...budgetDurations, ...keyLifetimes]) {
      expect(Duration.safeParse(duration).success).toBe(true)
    }
  })

  it.each(['monthly', 'daily', '1w', '2mo', '0d', '-1', '', '1 day', '1.5h', '30D', '123456d'])(
    'does not take %j, which releases read differently or refuse',
    (text) => {
      expect(Duration.safeParse(text).success).toBe(false)
      expect(durationMs(text, NOW)).toBeNull()
    },
  )

  it.each([
    ['90s', 90_000],
    ['90m', 5_400_000],
    ['24h', 86_400_000],
    ['30d', 30 * 86_400_000],
  ])('counts %s', (text, ms) => {
    expect(durationMs(text, NOW)).toBe(ms)
  })

  it('counts a month by the calendar', () => {
    expect(durationMs('1mo', new Date('2026-02-10T00:00:00Z'))).toBe(28 * 86_400_000)
    expect(durationMs('1mo', new Date('2026-12-10T00:00:00Z'))).toBe(31 * 86_400_000)
  })
})
