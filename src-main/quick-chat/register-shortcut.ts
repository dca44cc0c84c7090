import { app, globalShortcut } from 'electron'

import type { AppStateOwner } from '../state/app-state-owner.ts'
import { QuickChatShortcut } from './quick-chat-shortcut.ts'
import type { QuickChatWindow } from './quick-chat-window.ts'
import { areGlobalShortcutsSupported } from './shortcut-support.ts'

/** Registers the quick chat's shortcut on this desktop. */
export function registerShortcut(state: AppStateOwner, quickChat: QuickChatWindow): QuickChatShortcut {
  const shortcut = new QuickChatShortcut({
    system: globalShortcut,
    state,
    isSupported: areGlobalShortcutsSupported(process.platform, process.env),
    pressed: () => quickChat.toggle(),
  })
  app.on('browser-window-focus', () => shortcut.retry())
  // Nobody records a shortcut in a window that is not in front.
  app.on('browser-window-blur', () => shortcut.hold(false))
  return shortcut
}
