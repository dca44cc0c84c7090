import { describe, expect, it } from 'vitest'

import {
  countOf,
  durationWords,
  firstOf,
  formatDistance,
  formatTokens,
  resetWords,
} from '../../../../../src-renderer/features/gateway-place/gateway-format.ts'

const now = new Date('2026-11-24T12:00:00Z')

describe('formatDistance', () => {
  it.each([
    ['2026-11-24T12:00:20Z', 'now'],
    ['2026-11-24T12:05:00Z', 'in 5 minutes'],
    ['2026-11-24T10:00:00Z', '2 hours ago'],
    ['2026-11-25T12:00:00Z', 'tomorrow'],
    ['2026-12-01T00:00:00Z', 'in 7 days'],
    ['2027-11-24T12:00:00Z', 'next year'],
  ])('says %s as “%s”', (iso, words) => {
    expect(formatDistance(iso, now)).toBe(words)
  })
})

describe('durations', () => {
  it.each([
    ['1h', '1 hour', 'every hour'],
    ['30d', '30 days', 'every 30 days'],
    ['1mo', '1 month', 'every month'],
    ['90m', '90 minutes', 'every 90 minutes'],
    ['monthly', 'monthly', '“monthly”'],
  ])('reads %s', (duration, words, reset) => {
    expect([durationWords(duration), resetWords(duration)]).toEqual([words, reset])
  })
})

describe('figures', () => {
  it('are short, and a dash where they are not known', () => {
    expect([formatTokens(128_000), formatTokens(null)]).toEqual(['128K', '–'])
    expect([countOf(1, 'key'), countOf(10_000, 'key')]).toEqual(['1 key', '10,000 keys'])
    expect([firstOf(['a', 'b'], 2), firstOf(['a', 'b', 'c', 'd'], 2)]).toEqual(['a, b', 'a, b +2'])
  })
})
