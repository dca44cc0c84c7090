import { describe, expect, it } from 'vitest'

import { askedFacts, type Cost } from '#shared/conversation.ts'
import { sampleAnswer, sampleQuestion } from '../../../../helpers/sample-messages.ts'
import {
  conversationCost,
  pendingAnswers,
} from '../../../../../src-renderer/features/chat/conversation-cost.ts'

const answer = (id: string, cost: Cost | null) =>
  sampleAnswer(id, 'q', { facts: { ...askedFacts('g', 'm'), cost } })

describe('conversationCost', () => {
  it('adds up all branches without rounding', () => {
    const messages = [
      sampleQuestion('q', null),
      answer('a', { usd: '0.1', source: 'gateway' }),
      answer('b', { usd: '0.2', source: 'gateway' }),
      answer('c', null),
    ]
    expect(conversationCost(messages)).toEqual({ usd: '0.3', source: 'gateway' })
  })

  it('is an estimate as soon as a part is, and null while nothing has a cost', () => {
    const estimated = answer('a', { usd: '0.00000012', source: 'estimate' })
    expect(conversationCost([estimated, answer('b', { usd: '1', source: 'gateway' })])).toEqual({
      usd: '1.00000012',
      source: 'estimate',
    })
    expect(conversationCost([sampleQuestion('q', null), answer('a', null)])).toBeNull()
  })
})

it('counts the answers that are not billed yet', () => {
  const billed = (id: string, state: 'pending' | 'billed') =>
    sampleAnswer(id, 'q', { facts: { ...askedFacts('g', 'm'), billing: { state, logIds: [] } } })
  expect(
    pendingAnswers([
      sampleQuestion('q', null),
      answer('a', null),
      billed('b', 'pending'),
      billed('c', 'billed'),
    ]),
  ).toBe(1)
})
