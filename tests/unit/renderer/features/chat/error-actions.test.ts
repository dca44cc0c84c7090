import { describe, expect, it } from 'vitest'

import { ErrorKind } from '#shared/app-error.ts'
import { errorActions } from '../../../../../src-renderer/features/chat/error-actions.ts'

describe('errorActions', () => {
  it('offers something to do for every kind of failure, nothing twice', () => {
    for (const kind of ErrorKind.options) {
      const actions = errorActions(kind)
      expect(actions.length, kind).toBeGreaterThan(0)
      expect(new Set(actions).size, kind).toBe(actions.length)
    }
  })

  it('leads to the key where the key is the matter, and to another model where the model is', () => {
    expect(errorActions('key-expired')[0]).toBe('open-gateways')
    expect(errorActions('budget-exceeded')[0]).toBe('open-gateways')
    expect(errorActions('model-not-allowed')[0]).toBe('choose-model')
    expect(errorActions('rate-limited')[0]).toBe('retry')
  })
})
