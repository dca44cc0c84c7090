import { describe, expect, it } from 'vitest'

import { sampleKey } from '../../../../../helpers/sample-key.ts'
import {
  changesOfKeyForm,
  draftOfKeyForm,
  formOfKey,
  keyFormErrors,
} from '../../../../../../src-renderer/features/gateway-place/keys/key-form.ts'

const empty = formOfKey(null)
const key = sampleKey({
  models: ['gpt-4o'],
  maxBudget: '10',
  budgetDuration: 'monthly',
  tpmLimit: 1000,
})

describe('a form for a new key', () => {
  it('makes a draft of what is typed, null for what is left empty', () => {
    const form = {
      ...empty,
      alias: ' web ',
      isConfined: true,
      models: ['gpt-4o'],
      maxBudget: '$.5',
      budgetDuration: '1mo',
      tpmLimit: '100k',
    }
    expect(keyFormErrors(form, null)).toEqual({})
    expect(draftOfKeyForm(form)).toEqual({
      alias: 'web',
      models: ['gpt-4o'],
      maxBudget: '0.5',
      budgetDuration: '1mo',
      tpmLimit: 100_000,
      rpmLimit: null,
      parallelLimit: null,
      lifetime: null,
      userId: null,
      teamId: null,
    })
  })

  it.each([
    ['alias', { alias: ' ' }],
    ['models', { isConfined: true, models: [] }],
    ['maxBudget', { maxBudget: '-1' }],
    ['maxBudget', { maxBudget: 'ten' }],
    ['budgetDuration', { budgetDuration: 'monthly' }],
    ['budgetDuration', { budgetDuration: '2mo' }],
    ['lifetime', { lifetime: '1w' }],
    ['rpmLimit', { rpmLimit: '1.5' }],
  ])('says what is wrong with %s', (field, changes) => {
    expect(Object.keys(keyFormErrors({ ...empty, alias: 'web', ...changes }, null))).toEqual([field])
  })

  it('lets a key use all models again when the ticks are put aside', () => {
    expect(draftOfKeyForm({ ...empty, isConfined: false, models: ['gpt-4o'] }).models).toEqual([])
  })
})

describe('a form for a key that is changed', () => {
  it('changes nothing when nothing was changed, and lets the gateway’s own word stay', () => {
    const form = formOfKey(key)
    expect(keyFormErrors(form, key)).toEqual({})
    expect(changesOfKeyForm(form, key)).toEqual({})
    expect(changesOfKeyForm({ ...form, maxBudget: '10.00' }, key)).toEqual({})
  })

  it('holds only what was changed; null where a limit was taken away', () => {
    expect(changesOfKeyForm({ ...formOfKey(key), maxBudget: '12.5', tpmLimit: '' }, key)).toEqual({
      maxBudget: '12.5',
      tpmLimit: null,
    })
  })

  it('sends a lifetime only when one was chosen; for ever is null', () => {
    expect(changesOfKeyForm({ ...formOfKey(key), lifetime: '30d' }, key)).toEqual({ lifetime: '30d' })
    expect(changesOfKeyForm({ ...formOfKey(key), lifetime: '' }, key)).toEqual({ lifetime: null })
  })
})
