import { describe, expect, it } from 'vitest'

import { nextStandardReset } from '#main/demo-gateway/key-duration.ts'
import { judgeTime } from '#main/virtual-key/reset-time.ts'

/** A Tuesday. */
const ASKED = new Date('2026-11-24T23:14:32Z')

describe('judgeTime', () => {
  // As LiteLLM 1.106.2 answered at that time.
  it.each([
    ['60s', '2026-11-24T23:15:00Z', 'exact'],
    ['90m', '2026-11-25T00:30:00Z', 'rounded'],
    ['1h', '2026-11-25T00:00:00Z', 'rounded'],
    ['24h', '2026-11-25T00:00:00Z', 'rounded'],
    ['1d', '2026-11-25T00:00:00Z', 'rounded'],
    ['7d', '2026-11-30T00:00:00Z', 'rounded'],
    ['30d', '2026-12-01T00:00:00Z', 'rounded'],
    ['1mo', '2026-12-01T00:00:00Z', 'rounded'],
    ['2d', '2026-11-26T00:00:00Z', 'rounded'],
    ['45d', '2027-01-08T00:00:00Z', 'rounded'],
    ['36h', '2026-11-25T12:00:00Z', 'rounded'],
  ])('knows how LiteLLM rounds a budget of %s', (duration, got, verdict) => {
    expect(judgeTime(duration, ASKED, new Date(got))).toBe(verdict)
  })

  it.each(['1h', '24h', '7d', '30d', '1mo', '3d', '90m'])('takes %s for exact when it is', (duration) => {
    const lengths: Record<string, number> = { '1mo': 30, '30d': 30, '7d': 7, '3d': 3, '24h': 1 }
    const days = lengths[duration]
    const ms = days === undefined ? (duration === '1h' ? 3_600_000 : 5_400_000) : days * 86_400_000
    expect(judgeTime(duration, ASKED, new Date(ASKED.getTime() + ms + 900))).toBe('exact')
  })

  it.each([
    // What older releases make of words and weeks.
    ['7d', '2026-11-25T00:00:00Z'],
    ['30d', '2026-11-25T00:00:00Z'],
    ['1mo', '2026-11-25T00:00:00Z'],
    ['24h', '2026-12-01T00:00:00Z'],
    ['1h', '2026-11-26T00:00:00Z'],
    ['30d', '2026-10-01T00:00:00Z'],
    ['7d', '2026-11-30T07:23:11Z'],
    ['monthly', '2026-12-01T00:00:00Z'],
  ])('says that %s is not meant by %s', (duration, got) => {
    expect(judgeTime(duration, ASKED, new Date(got))).toBe('other')
  })

  it('takes midnight in the operator’s time zone for midnight', () => {
    expect(judgeTime('1mo', ASKED, new Date('2026-11-30T18:30:00Z'))).toBe('rounded')
    expect(judgeTime('1mo', ASKED, new Date('2026-12-01T08:00:00Z'))).toBe('rounded')
  })

  it('knows the rounding of the demo gateway', () => {
    for (const duration of ['1h', '24h', '7d', '30d', '1mo', '5d', '90m']) {
      expect(judgeTime(duration, ASKED, nextStandardReset(duration, ASKED))).not.toBe('other')
    }
  })
})
