import { app } from 'electron'

import { tellOfSwitch } from '../engine/engine-handlers.ts'
import type { EngineClient } from '../engine/engine-client.ts'
import type { ActiveGateway } from '../gateway/active-gateway.ts'
import { chooseModel } from '../gateway/gateway-handlers.ts'
import { tellWindows } from '../ipc/tell.ts'
import { log } from '../log/log.ts'
import type { QuickChatWindow } from '../quick-chat/quick-chat-window.ts'
import type { Store } from '../settings/store.ts'
import type { AppStateOwner } from '../state/app-state-owner.ts'
import type { MainWindow } from '../window/main-window.ts'
import { notifyDesktop } from './desktop-notification.ts'
import type { TrayAction } from './tray-item.ts'
import { switchFromTray, undoFromTray, type TraySwitchParts } from './tray-switch.ts'

/** Does what an entry of the tray's menu asks for. */
export function trayActions({
  state,
  store,
  active,
  engines,
  window,
  quickChat,
}: {
  readonly state: AppStateOwner
  readonly store: Store
  readonly active: ActiveGateway
  readonly engines: EngineClient
  readonly window: MainWindow
  readonly quickChat: QuickChatWindow
}): (action: TrayAction) => void {
  const switching: TraySwitchParts = {
    engines,
    notify: notifyDesktop,
    switched: tellOfSwitch,
    showWindow: () => window.show(),
    showEngine: (id) => window.showAt({ type: 'engine', id }),
    failed: (cause) => log.error('Switching from the tray failed', cause),
  }
  return (action) => {
    switch (action.type) {
      case 'choose-model':
        chooseModel(action.id, state, store)
        break
      case 'reconnect':
        void active.connect()
        break
      case 'use-engine-model':
        void switchFromTray(switching, action.id, action.ref)
        break
      case 'undo-engine-switch':
        void undoFromTray(switching, action.id, action.backupId)
        break
      case 'open-engine':
        window.showAt({ type: 'engine', id: action.id })
        break
      case 'new-chat':
        window.show()
        tellWindows('menu:command', { command: 'new-chat' })
        break
      case 'quick-chat':
        quickChat.open()
        break
      case 'open':
        window.show()
        break
      case 'quit':
        app.quit()
        break
    }
  }
}
