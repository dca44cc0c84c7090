import { describe, expect, it } from 'vitest'

import type { Model } from '#shared/model.ts'

import { addCosts, costOf } from '../../../../src-main/completion/cost.ts'

const USAGE = { inputTokens: 3, outputTokens: 7, cachedTokens: 0, reasoningTokens: 2 }
const MODEL: Model = {
  id: 'm',
  providers: [],
  mode: 'chat',
  contextWindow: null,
  maxOutputTokens: null,
  inputPrice: '0.1',
  outputPrice: '0.3',
  capabilities: [],
  parameters: null,
}

describe('costOf', () => {
  it('takes the gateway’s own figure before an estimate', () => {
    expect(costOf(USAGE, 1e-7, MODEL)).toEqual({ usd: '0.0000001', source: 'gateway' })
  })

  it('estimates without rounding', () => {
    expect(costOf(USAGE, null, MODEL)).toEqual({ usd: '0.0000024', source: 'estimate' })
  })

  it('does not invent a price', () => {
    expect(costOf(USAGE, null, { ...MODEL, outputPrice: null })).toBeNull()
    expect(costOf(null, null, MODEL)).toBeNull()
  })
})

describe('addCosts', () => {
  it('calls a sum with an estimated part an estimate', () => {
    const sum = addCosts({ usd: '0.1', source: 'gateway' }, { usd: '0.2', source: 'estimate' })
    expect(sum).toEqual({ usd: '0.3', source: 'estimate' })
  })
})
