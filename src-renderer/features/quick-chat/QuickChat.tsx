import { AppWindow, SquarePen, X } from 'lucide-react'

import { useAppState } from '../../app/app-store.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { useShortcut } from '../../app/shortcuts.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { Announcer } from '../chat/Announcer.tsx'
import { ConversationBody } from '../chat/ConversationBody.tsx'
import { ConversationComposer } from '../chat/ConversationComposer.tsx'
import { isBlank } from '../chat/conversation-list.ts'
import { type ChatState, runningStream } from '../chat/conversation-state.ts'
import { answerStopped, newChatAsked, useChat } from '../chat/conversation-store.ts'
import { GatewayReady } from '../chat/GatewayReady.tsx'
import { ModelPicker } from '../models/ModelPicker.tsx'
import { FootButton } from './FootButton.tsx'
import styles from './QuickChat.module.css'
import { useQuickChatLife } from './use-quick-chat-life.ts'

/** The whole of the quick chat's window: one question at hand, its answer below, and the way to the main window. */
export function QuickChat() {
  const isRunning = useChat((state) => runningStream(state, state.openId) !== null)
  const canContinue = useChat(hasContent)
  useQuickChatLife()
  useShortcut('quick-chat.new', 'Mod+N', 'New chat', newChatAsked)
  useShortcut('quick-chat.continue', 'Mod+O', 'Continue in Litedesk', continueInLitedesk, canContinue)
  useShortcut('quick-chat.close', 'Escape', 'Close', close, !isRunning)
  useShortcut('quick-chat.stop', 'Escape', 'Stop the answer', answerStopped, isRunning)

  return (
    <main className={styles['window']} aria-label="Quick chat">
      <header className={styles['bar']}>
        <h1>
          <VisuallyHidden>Quick chat</VisuallyHidden>
        </h1>
        <div className={styles['model']}>
          <ModelPicker align="start" />
        </div>
        <IconButton label="Close" shortcut="Escape" size="small" onClick={close}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      <ConversationComposer isCompact />
      <section className={styles['body']} aria-label="Answers">
        <ConversationBody beginning={<Beginning />} />
      </section>
      <footer className={styles['foot']}>
        <span className={styles['hint']}>
          <Kbd combo="Escape" /> {isRunning ? 'stops the answer' : 'closes'}
        </span>
        <FootButton label="New chat" combo="Mod+N" icon={<SquarePen />} onClick={newChatAsked} />
        <FootButton
          label="Continue in Litedesk"
          combo="Mod+O"
          icon={<AppWindow />}
          disabled={!canContinue}
          onClick={continueInLitedesk}
        />
      </footer>
      <Announcer />
    </main>
  )
}

/** What stands under the composer before the first question. */
function Beginning() {
  const model = useAppState((state) => state.chosenModel)
  return (
    <div className={styles['beginning']}>
      <GatewayReady>
        <div className={styles['about']}>
          <p className={styles['lead']}>{model === null ? 'Connecting to the gateway…' : 'Ask in passing'}</p>
          <p>The answer is kept with your conversations, and what you type stays when you close this.</p>
        </div>
      </GatewayReady>
    </div>
  )
}

/** Whether there is something the main window could go on with. */
function hasContent({ opened }: ChatState): boolean {
  return opened !== null && (opened.messages.length > 0 || !isBlank(opened.conversation))
}

function close() {
  void requestOrToast('quick-chat:close', undefined)
}

/** The conversation moves to the main window; here a new one begins, so that nobody writes it in two places. */
function continueInLitedesk() {
  const { openId } = useChat.getState()
  if (openId === null) return
  newChatAsked()
  void requestOrToast('quick-chat:continue', { conversationId: openId })
}
