import { expect, test } from 'vitest'

import { hasDisplay, isNodeSupported } from '../../../build/machine.mjs'

test('finds a display by its variable on Linux and takes it for granted elsewhere', () => {
  expect([
    hasDisplay('linux', {}),
    hasDisplay('linux', { DISPLAY: '' }),
    hasDisplay('linux', { DISPLAY: ':0' }),
    hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' }),
    hasDisplay('darwin', {}),
    hasDisplay('win32', {}),
  ]).toEqual([false, false, true, true, true, true])
})

test('asks for Node 20.19 or newer', () => {
  expect(['18.20.4', '20.18.3', '20.19.0', '22.0.0', '24.15.0'].map(isNodeSupported)).toEqual([
    false,
    false,
    true,
    true,
    true,
  ])
})
