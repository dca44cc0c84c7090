import type { ConversationStore } from '../conversation/conversation-store.ts'
import type { Handlers } from '../ipc/serve.ts'
import { tellWindows } from '../ipc/tell.ts'
import type { MainWindow } from '../window/main-window.ts'
import type { QuickChatShortcut } from './quick-chat-shortcut.ts'
import type { QuickChatWindow } from './quick-chat-window.ts'

/** The quick chat, as its own page, the palette and the settings ask for it. */
export function quickChatHandlers(parts: {
  readonly quickChat: QuickChatWindow
  readonly window: MainWindow
  readonly conversations: Pick<ConversationStore, 'get'>
  /** null until it is registered, a moment after the first picture. */
  readonly shortcut: () => QuickChatShortcut | null
}): Handlers {
  const { quickChat, window, conversations, shortcut } = parts
  return {
    'quick-chat:open': () => quickChat.open(),
    'quick-chat:close': () => quickChat.close(),
    'quick-chat:continue': async ({ conversationId }) => {
      // Drafts are told to nobody while they are typed; the window that goes on with this one has to know it.
      const conversation = await conversations.get(conversationId)
      tellWindows('conversation:changed', { type: 'upserted', conversation })
      window.showAt({ type: 'conversation', id: conversationId })
      quickChat.close()
    },
    'quick-chat:show-gateways': () => {
      window.showAt({ type: 'gateways' })
      quickChat.close()
    },
    'quick-chat:hold-shortcut': ({ isHeld }) => shortcut()?.hold(isHeld),
  }
}
