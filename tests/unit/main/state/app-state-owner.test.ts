import { describe, expect, it, vi } from 'vitest'

import { AppStateOwner } from '../../../../src-main/state/app-state-owner.ts'
import { emptyState } from '../../../helpers/empty-state.ts'

describe('AppStateOwner', () => {
  it('tells only the slices that changed', () => {
    const owner = new AppStateOwner(emptyState)
    const listener = vi.fn()
    owner.subscribe(listener)
    owner.change({ chosenModel: 'gpt', models: emptyState.models })
    expect(listener.mock.calls).toEqual([[{ chosenModel: 'gpt' }, { ...emptyState, chosenModel: 'gpt' }]])
  })

  it('says nothing when nothing changed, and nothing after unsubscribing', () => {
    const owner = new AppStateOwner(emptyState)
    const listener = vi.fn()
    const unsubscribe = owner.subscribe(listener)
    owner.change({ chosenModel: null })
    unsubscribe()
    owner.change({ chosenModel: 'gpt' })
    expect(listener).not.toHaveBeenCalled()
  })
})
