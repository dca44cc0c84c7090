import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { AppState } from '../../../../src-shared/app-state.ts'
import { appError } from '../../../../src-shared/app-error.ts'
import { failure, success } from '../../../../src-shared/result.ts'
import type { Result } from '../../../../src-shared/result.ts'
import { emptyState } from '../../../helpers/empty-state.ts'
import { applyAppChange } from '../../../../src-renderer/app/app-store.ts'
import type { AppChange } from '../../../../src-renderer/app/app-store.ts'
import type * as AppStore from '../../../../src-renderer/app/app-store.ts'

describe('applyAppChange', () => {
  it('replaces the slices that came and keeps the others as they were', () => {
    const changed = applyAppChange(emptyState, { keyStore: 'system', chosenModel: 'gpt-5-mini' })
    expect(changed).toEqual({ ...emptyState, keyStore: 'system', chosenModel: 'gpt-5-mini' })
    expect(changed.settings).toBe(emptyState.settings)
  })

  it('gives the same object back when nothing is new', () => {
    expect(applyAppChange(emptyState, {})).toBe(emptyState)
    expect(applyAppChange(emptyState, { keyStore: 'pending', gateways: emptyState.gateways })).toBe(
      emptyState,
    )
  })

  it('takes null as a value and undefined as no change', () => {
    const chosen = applyAppChange(emptyState, { chosenModel: 'gpt-5-mini' })
    expect(applyAppChange(chosen, { chosenModel: undefined })).toBe(chosen)
    expect(applyAppChange(chosen, { chosenModel: null })).toEqual(emptyState)
  })
})

describe('startAppStore', () => {
  let answer: (result: Result<AppState>) => void
  let tell: (change: AppChange) => void
  let store: typeof AppStore

  beforeEach(async () => {
    const loading = new Promise<Result<AppState>>((resolve) => {
      answer = resolve
    })
    vi.stubGlobal('window', {
      bridge: {
        request: () => loading,
        on: (_channel: string, listener: (change: AppChange) => void) => {
          tell = listener
          return () => undefined
        },
      },
    })
    vi.resetModules()
    store = await import('../../../../src-renderer/app/app-store.ts')
  })
  afterEach(() => vi.unstubAllGlobals())

  it('keeps a change that overtakes the first answer', async () => {
    store.startAppStore()
    tell({ keyStore: 'system' })
    answer(success(emptyState))
    const loaded = await new Promise<AppState>((resolve) => {
      store.watchAppState(resolve)
    })
    expect(loaded).toEqual({ ...emptyState, keyStore: 'system' })
  })

  it('follows the changes after it', async () => {
    store.startAppStore()
    answer(success(emptyState))
    await new Promise((resolve) => {
      store.watchAppState(resolve)
    })
    tell({ chosenModel: 'gpt-5-mini' })
    expect(store.getAppState()).toEqual({ ...emptyState, chosenModel: 'gpt-5-mini' })
  })

  it('has no state to give while main has not answered or could not', async () => {
    store.startAppStore()
    answer(failure(appError('storage-failed', 'The data folder cannot be read.')))
    await Promise.resolve()
    expect(() => store.getAppState()).toThrow('before it was loaded')
  })
})
