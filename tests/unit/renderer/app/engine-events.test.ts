import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { failure, success } from '#shared/result.ts'
import { appError } from '#shared/app-error.ts'
import type * as EngineEvents from '../../../../src-renderer/app/engine-events.ts'
import type * as NavigationStore from '../../../../src-renderer/app/navigation-store.ts'
import type * as ToastStore from '../../../../src-renderer/ui/toast-store.ts'

const change = {
  id: 'nova-engine:/x',
  engineName: 'Nova Engine',
  ref: 'litellm/gpt-4o',
  backupId: 'b1',
  afterHash: 'h1',
}

describe('startEngineEvents', () => {
  let listeners: Map<string, (payload: unknown) => void>
  let answer: unknown
  let asked: unknown[]
  let events: typeof EngineEvents
  let toasts: typeof ToastStore
  let navigation: typeof NavigationStore

  beforeEach(async () => {
    listeners = new Map()
    asked = []
    vi.stubGlobal('window', {
      bridge: {
        request: async (channel: string, input: unknown) => {
          asked.push([channel, input])
          return answer
        },
        on: (channel: string, listener: (payload: unknown) => void) => {
          listeners.set(channel, listener)
          return () => listeners.delete(channel)
        },
      },
    })
    vi.resetModules()
    events = await import('../../../../src-renderer/app/engine-events.ts')
    toasts = await import('../../../../src-renderer/ui/toast-store.ts')
    navigation = await import('../../../../src-renderer/app/navigation-store.ts')
  })
  afterEach(() => vi.unstubAllGlobals())

  function lastToast(): ToastStore.Toast | undefined {
    return toasts.useToasts.getState().toasts.at(-1)
  }

  it('tells of a switch made from the tray, and takes it back when asked', async () => {
    events.startEngineEvents()
    listeners.get('engine:switched')?.(change)
    expect(lastToast()).toMatchObject({ text: 'Nova Engine uses litellm/gpt-4o now.', tone: 'positive' })
    answer = success({
      type: 'saved',
      document: { engine: { name: 'Nova Engine', primary: 'litellm/claude' } },
    })
    lastToast()?.action?.onSelect()
    await vi.waitFor(() => expect(lastToast()?.text).toBe('Nova Engine uses litellm/claude again.'))
    expect(asked).toEqual([['engine:restore', { id: 'nova-engine:/x', backupId: 'b1', afterHash: 'h1' }]])
  })

  it('leaves the file alone when it was changed since, and leads to it', async () => {
    events.startEngineEvents()
    listeners.get('engine:switched')?.(change)
    answer = success({ type: 'conflict', theirs: '{}', theirsHash: 'h2' })
    lastToast()?.action?.onSelect()
    await vi.waitFor(() => expect(lastToast()?.tone).toBe('negative'))
    lastToast()?.action?.onSelect()
    expect(navigation.useNavigation.getState()).toMatchObject({
      place: 'engines',
      engineId: 'nova-engine:/x',
    })
  })

  it('shows why taking back failed', async () => {
    events.startEngineEvents()
    listeners.get('engine:switched')?.(change)
    answer = failure(appError('gone', 'The copy is gone.'))
    lastToast()?.action?.onSelect()
    await vi.waitFor(() => expect(lastToast()?.text).toBe('The copy is gone.'))
  })

  it('offers no way back where there is none', () => {
    events.startEngineEvents()
    listeners.get('engine:switched')?.(change)
    expect(lastToast()?.action?.label).toBe('Undo')
    listeners.get('engine:switched')?.({ ...change, backupId: null })
    expect(lastToast()?.action).toBeUndefined()
  })

  it('shows the engine main asks for, until it is stopped', () => {
    const stop = events.startEngineEvents()
    listeners.get('engine:show')?.({ id: 'idlehands:/y' })
    expect(navigation.useNavigation.getState()).toMatchObject({ place: 'engines', engineId: 'idlehands:/y' })
    stop()
    expect(listeners.size).toBe(0)
  })
})
