import { describe, expect, it, vi } from 'vitest'

import { AppFailure, appError } from '#shared/app-error.ts'
import type { EngineFile } from '#shared/engine.ts'

import { switchFromTray, undoFromTray, type TraySwitchParts } from '../../../../src-main/tray/tray-switch.ts'

const engine: EngineFile = {
  id: 'nova-engine:/n.json',
  kind: 'nova-engine',
  name: 'Nova Engine',
  profile: null,
  path: '/n.json',
  displayPath: '~/n.json',
  stateFolder: '/',
  origin: 'found',
  state: { type: 'valid' },
  hash: 'h',
  primary: 'litellm/b',
  fallbacks: [],
  models: [],
  lastSwitch: null,
}

function partsFor(answer: () => unknown) {
  const told: { title: string; body: string; clicked: () => void }[] = []
  const parts = {
    engines: { engines: [engine], call: vi.fn(async () => answer() as never) },
    notify: (title: string, body: string, clicked: () => void) => void told.push({ title, body, clicked }),
    switched: vi.fn<TraySwitchParts['switched']>(),
    showWindow: vi.fn<() => void>(),
    showEngine: vi.fn<(id: string) => void>(),
    failed: vi.fn<(cause: unknown) => void>(),
  } satisfies TraySwitchParts
  return { parts, told }
}

describe('a switch from the tray', () => {
  const change = { engine, backupId: 'b', afterHash: 'h', wasAllowed: false }

  it('is told on the desktop and to the windows, and a click brings the window', async () => {
    const { parts, told } = partsFor(() => change)
    await switchFromTray(parts, engine.id, 'litellm/b')
    expect(parts.engines.call).toHaveBeenCalledWith('useModel', { id: engine.id, ref: 'litellm/b' })
    expect(told).toMatchObject([{ title: 'Nova Engine now uses litellm/b', body: 'Written to ~/n.json.' }])
    expect(parts.switched).toHaveBeenCalledWith(change, 'litellm/b')
    told[0]?.clicked()
    expect(parts.showWindow).toHaveBeenCalledOnce()
  })

  it('says when the model was added to the allowed ones', async () => {
    const { parts, told } = partsFor(() => ({ ...change, wasAllowed: true }))
    await switchFromTray(parts, engine.id, 'litellm/b')
    expect(told[0]?.body).toBe('Written to ~/n.json. The model was also added to the allowed ones.')
  })

  it('is not worth a word when it was so already', async () => {
    const { parts, told } = partsFor(() => ({ ...change, backupId: null }))
    await switchFromTray(parts, engine.id, 'litellm/b')
    expect(told).toEqual([])
    expect(parts.switched).not.toHaveBeenCalled()
  })

  it('says why it failed, and a click shows the file', async () => {
    const { parts, told } = partsFor(() => {
      throw new AppFailure(appError('config-read-only', 'n.json is read-only.', { nextStep: 'Change that.' }))
    })
    await switchFromTray(parts, engine.id, 'litellm/b')
    expect(told).toMatchObject([
      { title: 'Nova Engine was not switched', body: 'n.json is read-only. Change that.' },
    ])
    told[0]?.clicked()
    expect(parts.showEngine).toHaveBeenCalledWith(engine.id)
    expect(parts.failed).not.toHaveBeenCalled()
  })

  it('keeps a fault of its own out of the words and in the log', async () => {
    const { parts, told } = partsFor(() => {
      throw new TypeError('x is not a function')
    })
    await switchFromTray(parts, engine.id, 'litellm/b')
    expect(told[0]?.body).toBe('Litedesk ran into a fault of its own.')
    expect(parts.failed).toHaveBeenCalledOnce()
  })
})

describe('taking a switch back from the tray', () => {
  it('says which model is used again', async () => {
    const saved = { type: 'saved', document: { engine } }
    const { parts, told } = partsFor(() => ({
      outcome: saved,
      switched: { from: 'litellm/a', to: 'litellm/b' },
    }))
    await undoFromTray(parts, engine.id, 'b')
    expect(parts.engines.call).toHaveBeenCalledWith('undo', { id: engine.id, backupId: 'b' })
    expect(told).toMatchObject([{ title: 'Nova Engine uses litellm/a again', body: 'Written to ~/n.json.' }])
  })

  it('says when there was none before', async () => {
    const saved = { type: 'saved', document: { engine: { ...engine, primary: null } } }
    const { parts, told } = partsFor(() => ({ outcome: saved, switched: { from: null, to: 'litellm/b' } }))
    await undoFromTray(parts, engine.id, 'b')
    expect(told[0]?.title).toBe('Nova Engine has no model chosen again')
  })

  it('says when something else changed the same since', async () => {
    const { parts, told } = partsFor(() => ({ outcome: { type: 'conflict' }, switched: null }))
    await undoFromTray(parts, engine.id, 'b')
    expect(told[0]?.title).toBe('Nova Engine was not switched back')
    told[0]?.clicked()
    expect(parts.showEngine).toHaveBeenCalledWith(engine.id)
  })
})
