import { expect, it } from 'vitest'

import {
  boundText,
  filterChips,
  typedBound,
} from '../../../../../src-renderer/features/spend/filter-chips.ts'
import { bounded, chosen, emptyFilter } from '../../../../../src-renderer/features/spend/spend-view.ts'

it('reads each part of a filter by its name, whatever the order it was made in', () => {
  let filter = bounded(emptyFilter, 'durationMs', { min: 1500, max: null })
  filter = bounded(filter, 'cost', { min: 0.01, max: 2 })
  filter = chosen(filter, 'status', ['failure'], false)
  filter = chosen(filter, 'key', ['hash', 'other', ''], true)
  filter = chosen(filter, 'user', [''], false)
  expect(
    filterChips(filter, (_dimension, value) => (value === 'hash' ? 'team-key' : value)).map(
      ({ name, text }) => `${name}: ${text}`,
    ),
  ).toEqual([
    'Key: not team-key +2',
    'User: None',
    'Status: Failure',
    'Cost: $0.010 – $2.00',
    'Duration: ≥ 1.50 s',
  ])
})

it('takes bounds as they are typed', () => {
  expect(typedBound('cost', '$1,000.5')).toBe(1000.5)
  expect(typedBound('durationMs', '1.5')).toBe(1500)
  expect(['', ' ', 'much', '-1'].map((text) => typedBound('cost', text))).toEqual([null, null, null, null])
  expect([boundText('durationMs', 1500), boundText('cost', null)]).toEqual(['1.5', ''])
})
