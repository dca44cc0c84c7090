import { describe, expect, it } from 'vitest'

import { askedFacts } from '#shared/conversation.ts'
import { answerFigures, costFigure } from '../../../../../src-renderer/features/chat/answer-figures.ts'

const unknown = askedFacts('gateway', 'gpt-4o')

describe('answerFigures', () => {
  it('tells use, cost and speed, and what is inside them', () => {
    const figures = answerFigures({
      ...unknown,
      usage: { inputTokens: 12_345, outputTokens: 640, cachedTokens: 10_000, reasoningTokens: 128 },
      cost: { usd: '0.00225', source: 'estimate' },
      firstTokenMs: 420,
      totalMs: 8420,
    })
    expect(figures).toEqual([
      { text: '12K in', hint: '12,345 input tokens, 10,000 of them from the cache' },
      { text: '640 out', hint: '640 output tokens, 128 of them for reasoning' },
      { text: '≈ $0.0023', hint: 'Estimated from the listed price', about: 'cost' },
      { text: '0.42 s to first', hint: 'Time to the first token' },
      { text: '8.42 s total', hint: 'Time to the last token, 80 tokens per second' },
    ])
  })

  it('marks what the gateway charged as such, and leaves out what is not known', () => {
    expect(answerFigures({ ...unknown, cost: { usd: '1.5', source: 'gateway' } })).toEqual([
      { text: '$1.50', hint: 'As the gateway charged it', about: 'cost' },
    ])
    expect(answerFigures(unknown)).toEqual([])
  })
})

describe('costFigure', () => {
  const estimate = { usd: '0.0042', source: 'estimate' } as const

  it('is an estimate until the gateway has billed it', () => {
    expect(costFigure(estimate, 'pending')).toEqual({
      text: '≈ $0.0042',
      hint: 'Estimated from the listed price until the gateway bills it',
    })
    expect(costFigure({ usd: '0.00421', source: 'gateway' }, 'billed')).toEqual({
      text: '$0.0042',
      hint: 'As the gateway billed it',
    })
    expect(costFigure(estimate, 'unavailable')?.hint).toContain('does not tell')
  })

  it('says that a bill is on its way where nothing could be estimated', () => {
    expect(costFigure(null, 'pending')?.text).toBe('Cost pending')
    expect([costFigure(null, null), costFigure(null, 'unavailable')]).toEqual([null, null])
  })
})
