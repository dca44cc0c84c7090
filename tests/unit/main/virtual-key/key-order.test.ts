import { createHash } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { keyOrder, matchesFilter, matchesSearch, readSearch } from '#main/virtual-key/key-order.ts'
import type { KeyFilter, KeySort, VirtualKey } from '#shared/virtual-key.ts'

import { sampleKey } from '../../../helpers/sample-key.ts'

const NOW = new Date('2026-11-24T12:00:00Z')

function ordered(by: KeySort['by'], isDescending: boolean, keys: Partial<VirtualKey>[]): (string | null)[] {
  return keys
    .map((changes) => ({ key: sampleKey(changes), updatedAt: null }))
    .sort(keyOrder({ by, isDescending }))
    .map(({ key }) => key.alias)
}

describe('keyOrder', () => {
  it('puts what is not set last, in either direction', () => {
    const keys = [
      { alias: 'never', lastUsedAt: null },
      { alias: 'long ago', lastUsedAt: '2026-01-01T00:00:00.000Z' },
      { alias: 'now', lastUsedAt: '2026-11-24T00:00:00.000Z' },
    ]
    expect(ordered('last-used', true, keys)).toEqual(['now', 'long ago', 'never'])
    expect(ordered('last-used', false, keys)).toEqual(['long ago', 'now', 'never'])
  })

  it('orders budgets by the share that is used, a budget of nothing first', () => {
    const keys = [
      { alias: 'half', spend: '5', maxBudget: '10' },
      { alias: 'endless', spend: '900', maxBudget: null },
      { alias: 'over', spend: '3', maxBudget: '2' },
      { alias: 'none', spend: '0', maxBudget: '0' },
    ]
    expect(ordered('budget-used', true, keys)).toEqual(['none', 'over', 'half', 'endless'])
  })

  it('orders aliases as people do', () => {
    const keys = [{ alias: 'key-10' }, { alias: 'Key-2' }, { alias: null }, { alias: 'key-1' }]
    expect(ordered('alias', false, keys)).toEqual(['key-1', 'Key-2', 'key-10', null])
  })

  it('puts the newest of equals first', () => {
    const keys = [
      { alias: 'old', createdAt: '2026-01-01T00:00:00.000Z' },
      { alias: 'new', createdAt: '2026-02-01T00:00:00.000Z' },
    ]
    expect(ordered('spend', false, keys)).toEqual(['new', 'old'])
  })
})

describe('matchesFilter', () => {
  const states = (changes: Partial<VirtualKey>): KeyFilter[] =>
    KeyFilters.filter((filter) => matchesFilter(sampleKey(changes), filter, NOW))
  const KeyFilters: KeyFilter[] = ['all', 'active', 'blocked', 'expired', 'over-budget']

  it.each<[Partial<VirtualKey>, KeyFilter[]]>([
    [{}, ['all', 'active']],
    [{ isBlocked: true }, ['all', 'blocked']],
    [{ expiresAt: '2026-11-24T12:00:00.000Z' }, ['all', 'expired']],
    [{ expiresAt: '2026-11-24T12:00:00.001Z' }, ['all', 'active']],
    [{ spend: '2', maxBudget: '2' }, ['all', 'over-budget']],
    [{ spend: '0', maxBudget: '0', isBlocked: true }, ['all', 'blocked', 'over-budget']],
  ])('sorts %o into %j', (changes, expected) => {
    expect(states(changes)).toEqual(expected)
  })
})

describe('search', () => {
  it('hashes a whole key and never looks for its text', () => {
    const key = 'sk-a-whole-key-0001'
    const hash = createHash('sha256').update(key).digest('hex')
    expect(readSearch(` ${key} `)).toEqual({ type: 'hash', hash })
    expect(matchesSearch(sampleKey({ hash }), key)).toBe(true)
    expect(matchesSearch(sampleKey({ alias: key }), key)).toBe(false)
  })

  it('takes 64 hex digits for a hash, of any case', () => {
    expect(readSearch('A'.repeat(64))).toEqual({ type: 'hash', hash: 'a'.repeat(64) })
  })

  it.each(['nightly', 'WXYZ', 'u-7', 'research'])('finds %s wherever a key is named', (search) => {
    const key = sampleKey({ alias: 'Nightly run', lastFour: 'wxyz', userId: 'u-71', teamId: 'research' })
    expect(matchesSearch(key, search)).toBe(true)
  })

  it('finds everything by nothing, and nothing by what is not there', () => {
    expect(matchesSearch(sampleKey(), '  ')).toBe(true)
    expect(matchesSearch(sampleKey({ alias: null }), 'sample')).toBe(false)
  })
})
