import { describe, expect, it, vi } from 'vitest'

import type { AppState } from '#shared/app-state.ts'
import { defaultSettings } from '#shared/settings.ts'

import { AppStateOwner } from '../../../../src-main/state/app-state-owner.ts'

const EMPTY: AppState = {
  settings: defaultSettings,
  gateways: [],
  activeGatewayId: null,
  connection: { state: 'none' },
  models: [],
  chosenModel: null,
  recentModels: [],
  favouriteModels: [],
  keyStore: 'pending',
  hasEnvironmentKey: false,
  notices: [],
}

describe('AppStateOwner', () => {
  it('tells only the slices that changed', () => {
    const owner = new AppStateOwner(EMPTY)
    const listener = vi.fn()
    owner.subscribe(listener)
    owner.change({ chosenModel: 'gpt', models: EMPTY.models })
    expect(listener.mock.calls).toEqual([[{ chosenModel: 'gpt' }, { ...EMPTY, chosenModel: 'gpt' }]])
  })

  it('says nothing when nothing changed, and nothing after unsubscribing', () => {
    const owner = new AppStateOwner(EMPTY)
    const listener = vi.fn()
    const unsubscribe = owner.subscribe(listener)
    owner.change({ chosenModel: null })
    unsubscribe()
    owner.change({ chosenModel: 'gpt' })
    expect(listener).not.toHaveBeenCalled()
  })
})
