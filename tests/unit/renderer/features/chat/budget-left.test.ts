import { describe, expect, it } from 'vitest'

import { sampleKeyInUse } from '../../../../helpers/sample-key-in-use.ts'
import {
  budgetLeft,
  isBudgetUsedUp,
  resetSentence,
} from '../../../../../src-renderer/features/chat/budget-left.ts'

const key = sampleKeyInUse()

describe('the budget of the key in use', () => {
  it('is what the active gateway’s key has left, where it has a limit', () => {
    expect(budgetLeft({ keyInUse: key, activeGatewayId: 'g' })).toBe(key)
    expect(budgetLeft({ keyInUse: key, activeGatewayId: 'h' })).toBeNull()
    expect(budgetLeft({ keyInUse: null, activeGatewayId: 'g' })).toBeNull()
    const unlimited = sampleKeyInUse({ maxBudget: null, remaining: null, share: null })
    expect(budgetLeft({ keyInUse: unlimited, activeGatewayId: 'g' })).toBeNull()
  })

  it('ends sending also for a key without a limit of its own, such as one of a team', () => {
    const refused = sampleKeyInUse({ maxBudget: null, remaining: null, state: 'exhausted' })
    expect(isBudgetUsedUp({ keyInUse: refused, activeGatewayId: 'g' })).toBe(true)
    expect(isBudgetUsedUp({ keyInUse: refused, activeGatewayId: 'h' })).toBe(false)
    expect(isBudgetUsedUp({ keyInUse: key, activeGatewayId: 'g' })).toBe(false)
  })

  it('says when it begins anew, or that it does not', () => {
    expect(resetSentence('2026-12-01T12:00:00Z')).toMatch(/^It begins anew Tue, Dec 1, \d+:\d\d/)
    expect(resetSentence(null)).toBe('It does not begin anew by itself.')
  })
})
