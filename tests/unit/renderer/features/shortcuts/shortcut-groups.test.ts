import { expect, it } from 'vitest'

import {
  groupShortcuts,
  writingShortcuts,
} from '../../../../../src-renderer/features/shortcuts/shortcut-groups.ts'

const rest = { isEnabled: true, run: () => undefined }

it('groups by place and puts several keys for one thing on one line', () => {
  expect(
    groupShortcuts([
      { id: 'chat.new', combo: 'Mod+N', label: 'New chat', ...rest },
      { id: 'app.help', combo: 'Mod+Slash', label: 'Keyboard shortcuts', ...rest },
      { id: 'app.help-key', combo: 'F1', label: 'Keyboard shortcuts', ...rest },
    ]),
  ).toEqual([
    { title: 'Everywhere', entries: [{ label: 'Keyboard shortcuts', combos: ['Mod+Slash', 'F1'] }] },
    { title: 'Chat', entries: [{ label: 'New chat', combos: ['Mod+N'] }] },
  ])
})

it('follows the setting for what Enter does', () => {
  expect([combos(true), combos(false)]).toEqual([
    ['Enter', 'Shift+Enter'],
    ['Mod+Enter', 'Enter'],
  ])
})

function combos(enterSends: boolean): string[] {
  return writingShortcuts(enterSends).entries.flatMap((entry) => [...entry.combos])
}
