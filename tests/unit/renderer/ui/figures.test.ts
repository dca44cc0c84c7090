import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  countFigure,
  decimalText,
  durationFigure,
  figureText,
  shareFigure,
  usdFigure,
  usdNumberFigure,
  wholeFigure,
} from '../../../../src-renderer/ui/figures.ts'

describe('counts', () => {
  it('are told in full while that is short, and by three digits and a unit beyond', () => {
    expect(
      [0, 940, 9999, 10_000, 1_234_567, 12_345_678_901].map((count) => figureText(countFigure(count))),
    ).toEqual(['0', '940', '9,999', '10 K', '1.23 M', '12.3 B'])
  })

  it('keep the exact number for the tooltip', () => {
    expect(countFigure(1_234_567).exact).toBe('1,234,567')
    expect(figureText(wholeFigure(1_234_567))).toBe('1,234,567')
  })

  it('are a dash where there is nothing to count', () => {
    expect(figureText(countFigure(null))).toBe('–')
  })
})

describe('money', () => {
  it('shows two decimals, or two digits where those would be none, and every digit in the tooltip', () => {
    expect(['0', '0.00000123456', '0.0042', '1234.5'].map((usd) => figureText(usdFigure(usd)))).toEqual([
      '$0',
      '$0.0000012',
      '$0.0042',
      '$1,234.50',
    ])
    expect(usdFigure('0.00000123456').exact).toBe('$0.00000123456')
    expect(figureText(usdFigure('-0.5'))).toBe('-$0.50')
    expect(usdFigure('-0.5').exact).toBe('-$0.5')
  })

  it('never reads as zero when it is not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 12 }),
        fc.integer({ min: 0, max: 15 }),
        (digits, places) => {
          const usd = decimalText(digits / 10 ** places)
          fc.pre(Number(usd) > 0)
          expect(figureText(usdFigure(usd))).toMatch(/[1-9]/)
        },
      ),
    )
  })

  it('marks an estimate', () => {
    expect(figureText(usdFigure('0.5', true))).toBe('≈ $0.50')
  })

  it('takes averages without a float’s noise', () => {
    expect(usdNumberFigure(0.1 + 0.2).exact).toBe('$0.3')
    expect(usdNumberFigure(1e-9).exact).toBe('$0.000000001')
  })
})

it('tells a duration in seconds, from a minute on in minutes', () => {
  expect(
    [0, 420, 9_994, 9_996, 59_949, 60_000, 65_000, 3_600_000].map((ms) => figureText(durationFigure(ms))),
  ).toEqual(['0.00 s', '0.42 s', '9.99 s', '10.0 s', '59.9 s', '1 min', '1:05 min', '60 min'])
})

it('never tells a share as none or all when it is not', () => {
  expect([0, 0.00001, 0.0234, 0.5, 0.996, 0.99999, 1].map((share) => figureText(shareFigure(share)))).toEqual(
    ['0 %', '<0.01 %', '2.3 %', '50 %', '99.6 %', '>99.9 %', '100 %'],
  )
})
