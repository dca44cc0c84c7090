import { describe, expect, it, vi } from 'vitest'

import {
  QuickChatShortcut,
  type SystemShortcuts,
} from '../../../../src-main/quick-chat/quick-chat-shortcut.ts'
import { AppStateOwner } from '../../../../src-main/state/app-state-owner.ts'
import { emptyState } from '../../../helpers/empty-state.ts'

/** The system's shortcuts: one owner each, as with Electron's. */
class FakeSystem implements SystemShortcuts {
  readonly owned = new Map<string, () => void>()

  register(accelerator: string, callback: () => void): boolean {
    if (accelerator.startsWith('not ')) throw new TypeError('conversion failure')
    if (this.owned.has(accelerator)) return false
    this.owned.set(accelerator, callback)
    return true
  }

  unregister(accelerator: string): void {
    this.owned.delete(accelerator)
  }
}

function setUp(options: { shortcut?: string | null; isSupported?: boolean; taken?: string } = {}) {
  const { shortcut: quickChatShortcut = 'Alt+Space', isSupported = true, taken } = options
  const system = new FakeSystem()
  const stranger = vi.fn()
  if (taken !== undefined) system.register(taken, stranger)
  const settings = { ...emptyState.settings, quickChatShortcut }
  const state = new AppStateOwner({ ...emptyState, settings })
  const pressed = vi.fn()
  const shortcut = new QuickChatShortcut({ system, state, isSupported, pressed })
  return {
    system,
    stranger,
    shortcut,
    pressed,
    how: () => state.state.quickChat.state,
    set: (accelerator: string | null) =>
      state.change({ settings: { ...settings, quickChatShortcut: accelerator } }),
    choose: (chosenModel: string) => state.change({ chosenModel }),
  }
}

describe('QuickChatShortcut', () => {
  it('registers what is set, and says so', () => {
    const { system, pressed, how } = setUp()
    expect(how()).toBe('ready')
    system.owned.get('Alt+Space')?.()
    expect(pressed).toHaveBeenCalledOnce()
  })

  it('follows the setting, and nothing else', () => {
    const { system, how, set, choose } = setUp()
    const register = vi.spyOn(system, 'register')
    choose('gpt')
    expect(register).not.toHaveBeenCalled()
    set('Control+Shift+L')
    expect([...system.owned.keys()]).toEqual(['Control+Shift+L'])
    expect(how()).toBe('ready')
    set(null)
    expect([...system.owned.keys()]).toEqual([])
    expect(how()).toBe('off')
  })

  it('leaves a shortcut that is taken to its owner, also when it stops wanting it', () => {
    const { system, stranger, shortcut, how, set } = setUp({ taken: 'Alt+Space' })
    expect(how()).toBe('taken')
    set('Alt+L')
    expect(how()).toBe('ready')
    set('Alt+Space')
    expect(how()).toBe('taken')
    shortcut.stop()
    expect([...system.owned]).toEqual([['Alt+Space', stranger]])
  })

  it('takes it once its owner has let go, when told to try', () => {
    const { system, shortcut, how } = setUp({ taken: 'Alt+Space' })
    shortcut.retry()
    expect(how()).toBe('taken')
    system.unregister('Alt+Space')
    shortcut.retry()
    expect(how()).toBe('ready')
    const register = vi.spyOn(system, 'register')
    shortcut.retry()
    expect(register).not.toHaveBeenCalled()
  })

  it('says taken for text that is no shortcut', () => {
    expect(setUp({ shortcut: 'not a shortcut' }).how()).toBe('taken')
  })

  it('registers nothing where the desktop has no global shortcuts', () => {
    const { system, how, set } = setUp({ isSupported: false })
    expect(how()).toBe('unsupported')
    set('Alt+L')
    expect(how()).toBe('unsupported')
    expect(system.owned.size).toBe(0)
  })

  it('lets the keys through while held, and then has what was set meanwhile', () => {
    const { system, shortcut, how, set } = setUp()
    shortcut.hold(true)
    expect([...system.owned.keys()]).toEqual([])
    set('Alt+L')
    expect([...system.owned.keys()]).toEqual([])
    shortcut.hold(false)
    expect([...system.owned.keys()]).toEqual(['Alt+L'])
    expect(how()).toBe('ready')
  })

  it('has the same again when nothing was set meanwhile', () => {
    const { system, shortcut, how } = setUp()
    shortcut.hold(true)
    shortcut.hold(false)
    expect([...system.owned.keys()]).toEqual(['Alt+Space'])
    expect(how()).toBe('ready')
  })

  it('gives everything back when it stops, and follows no longer', () => {
    const { system, shortcut, set } = setUp()
    shortcut.stop()
    expect(system.owned.size).toBe(0)
    set('Alt+L')
    expect(system.owned.size).toBe(0)
  })
})
