import { describe, expect, it } from 'vitest'

import { budgetTone } from '../../../../../../src-renderer/features/gateway-place/overview/budget.ts'

describe('budgetTone', () => {
  it.each([
    ['5', null, { share: null, tone: 'neutral' }],
    ['0', '10', { share: 0, tone: 'neutral' }],
    ['7.99', '10', { share: 0.799, tone: 'neutral' }],
    ['8', '10', { share: 0.8, tone: 'warning' }],
    ['12', '10', { share: 1.2, tone: 'negative' }],
    ['0', '0', { share: 1, tone: 'negative' }],
  ])('of %s spent and a budget of %s', (spend, budget, use) => {
    expect(budgetTone(spend, budget)).toEqual(use)
  })
})
