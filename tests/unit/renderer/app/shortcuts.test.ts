import { describe, expect, it } from 'vitest'

import { findShortcut, withShortcut } from '../../../../src-renderer/app/shortcuts.ts'
import type { Shortcut } from '../../../../src-renderer/app/shortcuts.ts'
import type { PressedKey } from '../../../../src-renderer/ui/key-combo.ts'

function shortcut(id: string, combo: string, isEnabled = true): Shortcut {
  return { id, combo, label: id, isEnabled, run: () => undefined }
}

const escape: PressedKey = {
  key: 'Escape',
  code: 'Escape',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
}

describe('findShortcut', () => {
  it('finds the one registered last among those with the same keys', () => {
    const shortcuts = [shortcut('chat.stop', 'Escape'), shortcut('chat.edit', 'Escape')]
    expect(findShortcut(shortcuts, escape, 'linux')?.id).toBe('chat.edit')
  })

  it('passes over what is not enabled', () => {
    const shortcuts = [shortcut('chat.stop', 'Escape'), shortcut('chat.edit', 'Escape', false)]
    expect(findShortcut(shortcuts, escape, 'linux')?.id).toBe('chat.stop')
    expect(findShortcut([shortcut('chat.stop', 'Escape', false)], escape, 'linux')).toBeUndefined()
  })
})

describe('withShortcut', () => {
  it('adds a new one at the end and replaces a known one in its place', () => {
    const [first, second] = [shortcut('app.help', 'F1'), shortcut('chat.new', 'Mod+N')]
    const disabled = shortcut('app.help', 'F1', false)
    expect(withShortcut([first], second)).toEqual([first, second])
    expect(withShortcut([first, second], disabled)).toEqual([disabled, second])
  })
})
