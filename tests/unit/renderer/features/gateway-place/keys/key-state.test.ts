import { describe, expect, it } from 'vitest'

import { sampleKey } from '../../../../../helpers/sample-key.ts'
import {
  keyName,
  keyState,
  keyWord,
} from '../../../../../../src-renderer/features/gateway-place/keys/key-state.ts'

const now = new Date('2026-11-24T12:00:00Z')

describe('keyState', () => {
  it.each([
    ['Active', {}],
    ['Active', { spend: '9.99', maxBudget: '10', expiresAt: '2026-11-24T12:00:01Z' }],
    ['Over budget', { spend: '10', maxBudget: '10' }],
    ['Over budget', { spend: '0', maxBudget: '0' }],
    ['Expired', { expiresAt: '2026-11-24T12:00:00Z', spend: '10', maxBudget: '10' }],
    ['Blocked', { isBlocked: true, expiresAt: '2020-01-01T00:00:00Z' }],
  ])('is %s for %j', (text, changes) => {
    expect(keyState(sampleKey(changes), now).text).toBe(text)
  })
})

describe('a key’s name', () => {
  it('is its alias, else its last characters, else its hash', () => {
    const nameless = sampleKey({ alias: null })
    const unknown = sampleKey({ alias: null, lastFour: null })
    expect([sampleKey(), nameless, unknown].map(keyName)).toEqual(['sample', 'Key …wxyz', 'Key aaaaaaaa'])
    expect([sampleKey(), nameless, unknown].map(keyWord)).toEqual(['sample', 'wxyz', 'aaaaaaaa'])
  })
})
