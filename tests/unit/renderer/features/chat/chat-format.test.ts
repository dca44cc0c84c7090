import { describe, expect, it } from 'vitest'

import {
  formatBytes,
  formatCount,
  formatDuration,
  formatElapsed,
  formatWhen,
} from '../../../../../src-renderer/features/chat/chat-format.ts'

describe('chat formats', () => {
  it('shorten counts and sizes', () => {
    expect([940, 1234, 3_400_000].map(formatCount)).toEqual(['940', '1.2K', '3.4M'])
    expect([812, 96_400, 999_499, 999_500, 10_000_000].map(formatBytes)).toEqual([
      '812 B',
      '96 KB',
      '999 KB',
      '1.0 MB',
      '10.0 MB',
    ])
  })

  it('give durations their unit and never a rounded-up minute', () => {
    expect([0, 420, 9994, 9996, 59_949, 59_960, 65_000].map(formatDuration)).toEqual([
      '0.00 s',
      '0.42 s',
      '9.99 s',
      '10.0 s',
      '59.9 s',
      '1 min',
      '1 min 5 s',
    ])
    expect([-5, 12_900, 65_000].map(formatElapsed)).toEqual(['0 s', '12 s', '1 min 5 s'])
  })

  it('tell the time as short as it stays clear', () => {
    const now = new Date(2026, 10, 22, 15, 0)
    const at = (...parts: [number, number, number, number, number]) =>
      formatWhen(new Date(...parts).toISOString(), now)
    expect(at(2026, 10, 22, 14, 59)).toBe('1 min')
    expect(at(2026, 10, 22, 15, 5)).toBe('now')
    expect(at(2026, 10, 22, 9, 30)).toMatch(/^9:30\sAM$/)
    expect(at(2026, 10, 21, 12, 0)).toBe('Sat')
    expect(at(2026, 2, 3, 12, 0)).toBe('Mar 3')
    expect(at(2025, 2, 3, 12, 0)).toBe('Mar 3, 2025')
  })
})
