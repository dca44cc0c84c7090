import { describe, expect, it } from 'vitest'

import { blockDisagreement, disagreements } from '#main/virtual-key/key-disagreements.ts'
import { sampleKey } from '../../../helpers/sample-key.ts'

const ASKED_AT = new Date('2026-11-24T23:14:32.000Z')

describe('disagreements', () => {
  it('finds none where the gateway did as it was asked', () => {
    const key = sampleKey({ alias: 'a', models: ['x', 'y'], maxBudget: '5.5', tpmLimit: 10 })
    const asked = { alias: 'a', models: ['y', 'x'], maxBudget: '5.50', tpmLimit: 10, rpmLimit: null }
    expect(disagreements(asked, key, ASKED_AT)).toEqual([])
  })

  it('looks only at what was asked', () => {
    expect(disagreements({}, sampleKey({ alias: 'other', maxBudget: '1' }), ASKED_AT)).toEqual([])
  })

  it('takes an empty alias for none', () => {
    expect(disagreements({ alias: '' }, sampleKey({ alias: null }), ASKED_AT)).toEqual([])
  })

  it('says field by field what was asked and what came of it', () => {
    const got = sampleKey({ maxBudget: '50', budgetDuration: 'monthly', rpmLimit: 3 })
    expect(disagreements({ maxBudget: '5', budgetDuration: '1mo', rpmLimit: null }, got, ASKED_AT)).toEqual([
      {
        field: 'max-budget',
        asked: '5',
        got: '50',
        weight: 'other',
        note: 'The gateway made 50 of the budget.',
      },
      {
        field: 'budget-duration',
        asked: '1mo',
        got: 'monthly',
        weight: 'other',
        note: 'The gateway made monthly of the budget’s duration.',
      },
      {
        field: 'resets',
        asked: '2026-12-24T23:14:32.000Z',
        got: null,
        weight: 'other',
        note: 'The gateway names no time at which it resets the budget.',
      },
      {
        field: 'rpm-limit',
        asked: null,
        got: '3',
        weight: 'other',
        note: 'The gateway did not take the limit of requests per minute away: it is still 3.',
      },
    ])
  })

  it('tells rounding from another meaning', () => {
    const at = (budgetResetAt: string) =>
      disagreements({ budgetDuration: '30d' }, sampleKey({ budgetDuration: '30d', budgetResetAt }), ASKED_AT)
    expect(at('2026-12-01T00:00:00.000Z')).toEqual([
      {
        field: 'resets',
        asked: '2026-12-24T23:14:32.000Z',
        got: '2026-12-01T00:00:00.000Z',
        weight: 'rounded',
        note: 'LiteLLM counts 30d from the first of the month: the first reset is on 2026-12-01 00:00 UTC.',
      },
    ])
    expect(at('2026-11-25T00:00:00.000Z')).toMatchObject([{ field: 'resets', weight: 'other' }])
  })

  it('says when an older gateway rounds a lifetime, or cannot make a key live for ever', () => {
    const got = sampleKey({ expiresAt: '2026-12-01T00:00:00.000Z' })
    expect(disagreements({ lifetime: '30d' }, got, ASKED_AT)).toMatchObject([
      { field: 'expires', weight: 'rounded', got: '2026-12-01T00:00:00.000Z' },
    ])
    expect(disagreements({ lifetime: null }, got, ASKED_AT)).toMatchObject([
      { field: 'expires', asked: null, weight: 'other' },
    ])
  })
})

describe('blockDisagreement', () => {
  it('says that a key was not blocked', () => {
    expect(blockDisagreement(true, sampleKey({ isBlocked: true }))).toEqual([])
    expect(blockDisagreement(true, sampleKey({ isBlocked: false }))).toMatchObject([
      { field: 'blocked', asked: 'true', got: 'false' },
    ])
  })
})
