import { describe, expect, it } from 'vitest'

import {
  costWord,
  parseNumber,
  tokensWord,
} from '../../../../../../src-renderer/features/engines/form/number-text.ts'

describe('parseNumber', () => {
  it.each([
    ['128000', 128_000],
    [' 128,000 ', 128_000],
    ['128 000', 128_000],
    ['128_000', 128_000],
    ['128k', 128_000],
    ['1.1K', 1100],
    ['1.5M', 1_500_000],
    ['0.0042', 0.0042],
    ['.5', 0.5],
    ['-1', -1],
    ['0', 0],
  ])('reads %j', (text, number) => {
    expect(parseNumber(text)).toBe(number)
  })

  it.each(['', 'many', '12 apples', '1.2.3', '0x10', 'k', '1e3', '--1', 'NaN', 'Infinity'])(
    'does not take %j for a number',
    (text) => {
      expect(parseNumber(text)).toBeNull()
    },
  )
})

it.each([
  [200_000, '200K'],
  [1_048_576, '1M'],
  [4096, '4.1K'],
  [undefined, '–'],
  ['128000', '–'],
])('shows %j tokens as %s', (value, word) => {
  expect(tokensWord(value)).toBe(word)
})

it.each([
  [2.5, '$2.5'],
  [0, '$0'],
  [0.00015, '$0.00015'],
  [undefined, '–'],
])('shows a price of %j as %s', (value, word) => {
  expect(costWord(value)).toBe(word)
})
