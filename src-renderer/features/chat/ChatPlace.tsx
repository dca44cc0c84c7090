import { useEffect } from 'react'

import { sidebarWidths, useNavigation } from '../../app/navigation-store.ts'
import { useShortcut } from '../../app/shortcuts.ts'
import { Resizer } from '../../ui/Resizer.tsx'
import styles from './ChatPlace.module.css'
import { focusComposer } from './Composer.tsx'
import { focusSearch } from './ConversationList.tsx'
import { ConversationList } from './ConversationList.tsx'
import { ConversationPane } from './ConversationPane.tsx'
import { answerStopped, conversationChosen, newChatAsked, startChat, useChat } from './conversation-store.ts'
import { runningStream } from './conversation-state.ts'

/** The place of conversations: their list, and the one that is open. */
export function ChatPlace() {
  const isCollapsed = useNavigation((state) => state.isSidebarCollapsed)
  const width = useNavigation((state) => state.sidebarWidth)
  const resized = useNavigation((state) => state.sidebarResized)
  useEffect(startChat, [])
  useEffect(
    () =>
      window.bridge.on('quick-chat:continued', ({ conversationId }) => {
        goToChat()
        conversationChosen(conversationId)
      }),
    [],
  )
  useChatShortcuts()

  return (
    <div className={styles['place']}>
      {isCollapsed ? null : (
        <aside className={styles['list']} style={{ width: `${width / 16}rem` }} aria-label="Conversations">
          <ConversationList />
        </aside>
      )}
      <main className={styles['main']}>
        {isCollapsed ? null : (
          <Resizer
            label="Width of the conversation list"
            value={width}
            min={sidebarWidths.min}
            max={sidebarWidths.max}
            initial={sidebarWidths.initial}
            onChange={resized}
          />
        )}
        <ConversationPane />
      </main>
    </div>
  )
}

function useChatShortcuts() {
  const isRunning = useChat((state) => runningStream(state, state.openId) !== null)
  useShortcut('chat.new', 'Mod+N', 'New chat', () => {
    goToChat()
    newChatAsked()
  })
  useShortcut('chat.search', 'Mod+Shift+F', 'Search conversations', () => {
    goToChat()
    const { isSidebarCollapsed, toggleSidebar } = useNavigation.getState()
    if (isSidebarCollapsed) toggleSidebar()
    requestAnimationFrame(focusSearch)
  })
  useShortcut('chat.write', 'Mod+L', 'Go to the message field', () => {
    goToChat()
    requestAnimationFrame(focusComposer)
  })
  useShortcut('chat.stop', 'Escape', 'Stop the answer', answerStopped, isRunning)
}

function goToChat() {
  useNavigation.getState().openPlace('chat')
}
