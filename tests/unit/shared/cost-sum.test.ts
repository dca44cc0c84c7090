import * as fc from 'fast-check'
import { expect, it } from 'vitest'

import type { Cost } from '#shared/conversation.ts'
import { sumOfCosts } from '#shared/cost-sum.ts'

const pico = fc.bigInt({ min: 0n, max: 10n ** 18n })
/** Millionths of a millionth of a dollar as decimal text. */
function usdOf(amount: bigint): string {
  const text = amount.toString().padStart(13, '0')
  const [whole, part] = [text.slice(0, -12), text.slice(-12).replace(/0+$/, '')]
  return part === '' ? whole : `${whole}.${part}`
}

it('adds up without rounding, in any order', () => {
  fc.assert(
    fc.property(fc.array(pico, { minLength: 1, maxLength: 50 }), (amounts) => {
      const costs = amounts.map((amount): Cost => ({ usd: usdOf(amount), source: 'gateway' }))
      const sum = { usd: usdOf(amounts.reduce((total, amount) => total + amount, 0n)), source: 'gateway' }
      expect(sumOfCosts(costs)).toEqual(sum)
      expect(sumOfCosts([null, ...costs.toReversed()])).toEqual(sum)
    }),
  )
})

it('is an estimate as soon as a part is, and null while no part is known', () => {
  const estimate: Cost = { usd: '0.0000001', source: 'estimate' }
  expect(sumOfCosts([{ usd: '1', source: 'gateway' }, estimate])).toEqual({
    usd: '1.0000001',
    source: 'estimate',
  })
  expect(sumOfCosts([estimate, { usd: '0', source: 'gateway' }])).toEqual(estimate)
  expect(sumOfCosts([null, null])).toBeNull()
  expect(sumOfCosts([])).toBeNull()
})
