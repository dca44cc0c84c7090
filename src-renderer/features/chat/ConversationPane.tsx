import { useEffect } from 'react'

import { PanelLeft } from 'lucide-react'
import { useNavigation } from '../../app/navigation-store.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { lateComponent } from '../../ui/late-component.tsx'
import { Announcer } from './Announcer.tsx'
import { Composer } from './Composer.tsx'
import { ConversationHeader } from './ConversationHeader.tsx'
import styles from './ConversationPane.module.css'
import { openRetried, useChat } from './conversation-store.ts'
import { type ChatState, runningStream } from './conversation-state.ts'
import type { MessageListProps } from './MessageList.tsx'
import { NewChat } from './NewChat.tsx'

const { Component: LateMessageList, load: loadMessageList } = lateComponent<MessageListProps>(
  async () => (await import('./MessageList.tsx')).MessageList,
)

/** The open conversation, or the page of a new chat, above the composer. */
export function ConversationPane() {
  const openId = useChat((state) => state.openId)
  const visit = useChat((state) => state.visit)
  const opened = useChat((state) => state.opened)
  const openError = useChat((state) => state.openError)
  const storedDraft = useChat(draftOf)
  const isRunning = useChat((state) => runningStream(state, state.openId) !== null)
  const isStarting = useChat((state) => state.isStarting)
  const isSidebarCollapsed = useNavigation((state) => state.isSidebarCollapsed)
  const toggleSidebar = useNavigation((state) => state.toggleSidebar)
  // The composer comes first; the code that shows messages follows while nobody waits for it.
  useEffect(loadMessageList, [])

  const isNew = openId === null || (opened !== null && opened.messages.length === 0)
  return (
    <section className={styles['pane']} aria-label="Conversation">
      <div className={styles['top']}>
        {isSidebarCollapsed ? (
          <IconButton label="Show conversations" shortcut="Mod+B" onClick={toggleSidebar}>
            <PanelLeft />
          </IconButton>
        ) : null}
        <ConversationHeader
          conversation={opened?.conversation ?? null}
          messages={opened?.isWhole === true ? opened.messages : null}
        />
      </div>
      <div className={styles['body']}>
        {openError && !opened ? (
          <div className={styles['failed']}>
            <ErrorCard error={openError} actions={<Button onClick={openRetried}>Retry</Button>} />
          </div>
        ) : isNew ? (
          <NewChat />
        ) : opened ? (
          <LateMessageList key={visit} conversation={opened.conversation} messages={opened.messages} />
        ) : (
          <Skeleton />
        )}
      </div>
      <Composer
        key={`composer-${visit}`}
        visit={visit}
        storedDraft={storedDraft}
        isReady={openId === null || opened !== null}
        isRunning={isRunning}
        isStarting={isStarting}
      />
      <Announcer />
    </section>
  )
}

/** The stored draft of the conversation on screen, empty in a new chat; null while it is not known. */
function draftOf({ openId, opened, conversations }: ChatState): string | null {
  if (openId === null) return ''
  return (
    opened?.conversation.draft ??
    conversations.find((conversation) => conversation.id === openId)?.draft ??
    null
  )
}

/** The shape of messages that are on their way; seen only when they take longer than a moment. */
function Skeleton() {
  return (
    <div className={styles['skeleton']} aria-hidden>
      <span data-kind="user" />
      <span />
      <span />
      <span data-kind="short" />
    </div>
  )
}
