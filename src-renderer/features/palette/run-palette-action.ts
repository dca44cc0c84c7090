import { requestOrToast } from '../../app/bridge.ts'
import { useNavigation } from '../../app/navigation-store.ts'
import { runShortcut } from '../../app/shortcuts.ts'
import { conversationChosen } from '../chat/conversation-store.ts'
import { folderAsked } from '../chat/chat-entry.ts'
import { newKeyAsked } from '../gateway-place/new-key-asked.ts'
import type { PaletteAction } from './palette-entry.ts'

/** Does what an entry of the palette stands for; steps stay inside the palette. */
export function runPaletteAction(action: Exclude<PaletteAction, { readonly type: 'go' }>): void {
  const { openPlace, openEngine, openGateway } = useNavigation.getState()
  switch (action.type) {
    case 'open-conversation':
      openPlace('chat')
      conversationChosen(action.id)
      break
    case 'choose-model':
      void requestOrToast('model:choose', { id: action.id })
      break
    case 'use-engine-model':
      // Main tells of the switch, and `engine-events.ts` offers to take it back.
      void requestOrToast('engine:use-model', { id: action.engineId, ref: action.ref })
      break
    case 'open-engine':
      openEngine(action.id)
      break
    case 'run-shortcut':
      runShortcut(action.id)
      break
    case 'open-settings':
      openPlace('settings', action.section)
      break
    case 'set-theme':
      void requestOrToast('settings:update', { theme: action.theme })
      break
    case 'use-gateway':
      void requestOrToast('gateway:activate', { id: action.id })
      break
    case 'reconnect':
      void requestOrToast('gateway:reconnect', undefined)
      break
    case 'open-gateway':
      openGateway(action.section)
      break
    case 'new-virtual-key':
      newKeyAsked()
      break
    case 'new-folder':
      folderAsked()
      break
    case 'open-quick-chat':
      void requestOrToast('quick-chat:open', undefined)
      break
  }
}
