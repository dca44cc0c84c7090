import { describe, expect, it } from 'vitest'

import { areGlobalShortcutsSupported } from '../../../../src-main/quick-chat/shortcut-support.ts'

describe('areGlobalShortcutsSupported', () => {
  it('has them on X11, macOS and Windows', () => {
    expect(areGlobalShortcutsSupported('linux', { DISPLAY: ':0', XDG_SESSION_TYPE: 'x11' })).toBe(true)
    expect(areGlobalShortcutsSupported('linux', { DISPLAY: ':0', WAYLAND_DISPLAY: '' })).toBe(true)
    expect(areGlobalShortcutsSupported('darwin', {})).toBe(true)
    expect(areGlobalShortcutsSupported('win32', {})).toBe(true)
  })

  it('has none on Wayland, also where programs may draw through X11', () => {
    expect(areGlobalShortcutsSupported('linux', { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' })).toBe(false)
    expect(areGlobalShortcutsSupported('linux', { XDG_SESSION_TYPE: 'wayland' })).toBe(false)
  })
})
