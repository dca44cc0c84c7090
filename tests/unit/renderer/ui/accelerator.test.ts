import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { acceleratorCaps, pressedShortcut } from '../../../../src-renderer/ui/accelerator.ts'
import type { PressedKey } from '../../../../src-renderer/ui/key-combo.ts'

function pressed(key: string, code: string, modifiers: Partial<PressedKey> = {}): PressedKey {
  return { key, code, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...modifiers }
}

function accelerator(keys: PressedKey, platform = 'linux'): string {
  const shortcut = pressedShortcut(keys, platform)
  return shortcut.type === 'accelerator' ? shortcut.accelerator : shortcut.type
}

const ctrlShift = { ctrlKey: true, shiftKey: true }

describe('pressedShortcut', () => {
  it('names keys and modifiers as Electron does', () => {
    expect(accelerator(pressed(' ', 'Space', ctrlShift))).toBe('CommandOrControl+Shift+Space')
    expect(accelerator(pressed('ArrowUp', 'ArrowUp', { altKey: true }))).toBe('Alt+Up')
    expect(accelerator(pressed('Enter', 'Enter', { metaKey: true }))).toBe('Super+Return')
    expect(accelerator(pressed('+', 'Equal', ctrlShift))).toBe('CommandOrControl+Shift+Plus')
    expect(accelerator(pressed('7', 'Numpad7', { altKey: true }))).toBe('Alt+num7')
    expect(accelerator(pressed('F9', 'F9'))).toBe('F9')
  })

  it('takes ⌘ and Ctrl apart on macOS', () => {
    const both = pressed('k', 'KeyK', { ctrlKey: true, metaKey: true })
    expect(accelerator(both, 'darwin')).toBe('Control+CommandOrControl+K')
    expect(accelerator(pressed('k', 'KeyK', { ctrlKey: true }), 'darwin')).toBe('Control+K')
  })

  it('goes by what the layout types, and by the place where that is no Latin letter', () => {
    expect(accelerator(pressed('Z', 'KeyY', ctrlShift))).toBe('CommandOrControl+Shift+Z')
    expect(accelerator(pressed('Л', 'KeyK', ctrlShift))).toBe('CommandOrControl+Shift+K')
    expect(accelerator(pressed('˚', 'KeyK', { altKey: true }), 'darwin')).toBe('Alt+K')
    expect(accelerator(pressed('!', 'Digit1', ctrlShift))).toBe('CommandOrControl+Shift+1')
  })

  it('waits for more while only modifiers are down', () => {
    expect(pressedShortcut(pressed('Shift', 'ShiftLeft', ctrlShift), 'linux')).toEqual({
      type: 'begun',
      caps: ['Ctrl', 'Shift'],
    })
  })

  it('refuses what typing or every program’s editing needs, and what has no name', () => {
    const reason = (keys: PressedKey) => Reflect.get(pressedShortcut(keys, 'linux'), 'reason')
    expect(reason(pressed('a', 'KeyA'))).toBe('alone')
    expect(reason(pressed('A', 'KeyA', { shiftKey: true }))).toBe('alone')
    expect(reason(pressed('c', 'KeyC', { ctrlKey: true }))).toBe('common')
    expect(reason(pressed('ß', 'Minus', ctrlShift))).toBe('unknown')
  })

  it('only ever gives accelerators of known parts, with a modifier or a function key', () => {
    const printable = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })
    const named = fc.constantFrom('Enter', 'Tab', 'ArrowLeft', 'F1', 'F25', 'Dead', 'Unidentified', 'Home')
    const keys = fc.record({
      key: fc.oneof(printable, named),
      code: fc.constantFrom('KeyA', 'Digit5', 'Numpad0', 'Minus', 'Space', 'F1', ''),
      ctrlKey: fc.boolean(),
      metaKey: fc.boolean(),
      shiftKey: fc.boolean(),
      altKey: fc.boolean(),
    })
    const modifiers = '(?:(?:Control|CommandOrControl|Super|Alt|Shift)\\+)'
    const shape = new RegExp(
      `^(?:${modifiers}*F\\d+|${modifiers}+(?:[A-Z]|\\d|num\\d|[A-Z][a-z]+|[-=[\\]\\\\;'\`,./]))$`,
    )
    fc.assert(
      fc.property(keys, fc.constantFrom('linux', 'darwin', 'win32'), (key, platform) => {
        const shortcut = pressedShortcut(key, platform)
        if (shortcut.type === 'accelerator') expect(shortcut.accelerator).toMatch(shape)
      }),
    )
  })
})

describe('acceleratorCaps', () => {
  it('shows the words of each platform', () => {
    const text = 'CommandOrControl+Shift+Space'
    expect(acceleratorCaps(text, 'linux')).toEqual(['Ctrl', 'Shift', 'Space'])
    expect(acceleratorCaps(text, 'darwin')).toEqual(['⌘', '⇧', 'Space'])
    expect(acceleratorCaps('Super+num1', 'win32')).toEqual(['Win', 'Num 1'])
    expect(acceleratorCaps('Control+Alt+Plus', 'linux')).toEqual(['Ctrl', 'Alt', '+'])
    expect(acceleratorCaps('option+up', 'darwin')).toEqual(['⌥', '↑'])
  })
})
