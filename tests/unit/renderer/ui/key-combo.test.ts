import { describe, expect, it } from 'vitest'

import { comboAria, comboCaps, matchesCombo } from '../../../../src-renderer/ui/key-combo.ts'
import type { PressedKey } from '../../../../src-renderer/ui/key-combo.ts'

function pressed(key: string, rest: Partial<PressedKey> = {}): PressedKey {
  return { key, code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...rest }
}

describe('comboCaps', () => {
  it('speaks the platform’s language', () => {
    expect(comboCaps('Mod+Shift+M', 'linux')).toEqual(['Ctrl', 'Shift', 'M'])
    expect(comboCaps('Mod+Shift+M', 'darwin')).toEqual(['⌘', '⇧', 'M'])
    expect(comboCaps('Mod+Comma', 'win32')).toEqual(['Ctrl', ','])
    expect(comboCaps('F1', 'win32')).toEqual(['F1'])
  })
})

describe('comboAria', () => {
  it('uses the names of the aria-keyshortcuts attribute', () => {
    expect(comboAria('Mod+Slash', 'linux')).toBe('Control+/')
    expect(comboAria('Mod+Shift+M', 'darwin')).toBe('Meta+Shift+M')
  })
})

describe('matchesCombo', () => {
  it('takes Ctrl for Mod, and ⌘ on macOS', () => {
    expect(matchesCombo('Mod+K', pressed('k', { ctrlKey: true }), 'linux')).toBe(true)
    expect(matchesCombo('Mod+K', pressed('k', { metaKey: true }), 'darwin')).toBe(true)
    expect(matchesCombo('Mod+K', pressed('k', { ctrlKey: true }), 'darwin')).toBe(false)
    expect(matchesCombo('Mod+K', pressed('k', { ctrlKey: true, metaKey: true }), 'linux')).toBe(false)
  })

  it('wants exactly the modifiers it names', () => {
    expect(matchesCombo('Mod+M', pressed('M', { ctrlKey: true, shiftKey: true }), 'linux')).toBe(false)
    expect(matchesCombo('Mod+Shift+M', pressed('M', { ctrlKey: true, shiftKey: true }), 'linux')).toBe(true)
    expect(matchesCombo('Escape', pressed('Escape', { altKey: true }), 'linux')).toBe(false)
    expect(matchesCombo('K', pressed('k', { ctrlKey: true }), 'linux')).toBe(false)
  })

  it('leaves Shift to layouts that need it for the character', () => {
    const german = pressed('/', { code: 'Digit7', ctrlKey: true, shiftKey: true })
    expect(matchesCombo('Mod+Slash', german, 'linux')).toBe(true)
    expect(matchesCombo('Mod+Slash', pressed('/', { ctrlKey: true }), 'linux')).toBe(true)
  })

  it('goes by the key’s place only where the layout types no Latin letter', () => {
    const russian = pressed('л', { code: 'KeyK', ctrlKey: true })
    expect(matchesCombo('Mod+K', russian, 'linux')).toBe(true)
    const dvorak = pressed('t', { code: 'KeyK', ctrlKey: true })
    expect(matchesCombo('Mod+K', dvorak, 'linux')).toBe(false)
  })
})
