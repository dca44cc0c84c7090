import Big from 'big.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { floatUsd, picoOf, picoOfNumber, usdOf } from '#main/spend/pico-usd.ts'

test('money as text comes back as it was', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }), (pico) => {
      expect(picoOf(usdOf(pico))).toBe(pico)
      expect(new Big(usdOf(pico)).times(1e12).toFixed()).toBe(pico.toString())
    }),
  )
})

test('prices for tokens are exact, however small', () => {
  const price = fc.constantFrom(1.5e-7, 2.5e-6, 7.5e-8, 2e-8, 3e-9, 1.25e-10)
  fc.assert(
    fc.property(price, fc.nat(10_000_000), (perToken, tokens) => {
      const exact = new Big(perToken).times(tokens).toFixed()
      expect(usdOf(picoOfNumber(Number(exact)))).toBe(exact)
    }),
  )
})

test('reads what gateways write', () => {
  expect([2.25e-5, 0, -0.5, 1e7, 12_345.678].map((usd) => usdOf(picoOfNumber(usd)))).toEqual([
    '0.0000225',
    '0',
    '-0.5',
    '10000000',
    '12345.678',
  ])
  expect([Number.NaN, Infinity].map(picoOfNumber)).toEqual([0n, 0n])
  expect(floatUsd(picoOf('0.25'))).toBe(0.25)
})
