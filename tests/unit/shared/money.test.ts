import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { formatUsd } from '#shared/usd-format.ts'
import { Usd } from '#shared/money.ts'

describe('formatUsd', () => {
  test.each([
    ['0', '$0'],
    ['0.000', '$0'],
    ['-0', '$0'],
    ['0.0042', '$0.0042'],
    ['0.5', '$0.50'],
    ['0.996', '$1.00'],
    ['12.3', '$12.30'],
    ['1234.5', '$1,234.50'],
    ['0.00001234', '$0.000012'],
    ['0.000000000000000001', '$0.0000000000000000010'],
    ['-0.0042', '-$0.0042'],
    ['-1234.567', '-$1,234.57'],
  ])('writes %s as %s', (amount, text) => {
    expect(formatUsd(amount)).toBe(text)
  })

  test('never makes something look like nothing, and is off by less than a cent and 5 %', () => {
    fc.assert(
      fc.property(decimalText, (amount) => {
        fc.pre(Number(amount) !== 0)
        const shown = Number(formatUsd(amount).replaceAll(/[$,]/g, ''))
        expect(shown).not.toBe(0)
        expect(Math.abs(shown - Number(amount))).toBeLessThanOrEqual(
          Math.min(0.0051, Math.abs(Number(amount)) * 0.0501),
        )
      }),
    )
  })
})

/** Amounts from 10⁻³⁰ to 10⁹ dollars of either sign. */
const decimalText = fc
  .tuple(fc.boolean(), fc.nat({ max: 999_999_999 }), fc.nat({ max: 21 }), fc.nat({ max: 999_999_999 }))
  .map(([isNegative, whole, zeros, fraction]) =>
    Usd.parse(`${isNegative ? '-' : ''}${whole % 3 ? 0 : whole}.${'0'.repeat(zeros)}${fraction}`),
  )
