import { type ReactNode, useEffect } from 'react'

import { Button } from '../../ui/Button.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { lateComponent } from '../../ui/late-component.tsx'
import styles from './ConversationBody.module.css'
import { openRetried, useChat } from './conversation-store.ts'
import type { MessageListProps } from './MessageList.tsx'

const { Component: LateMessageList, load: loadMessageList } = lateComponent<MessageListProps>(
  async () => (await import('./MessageList.tsx')).MessageList,
)

interface ConversationBodyProps {
  /** Stands there before the first message. */
  readonly beginning: ReactNode
}

/** The messages of the conversation on screen, on their way, or why they cannot be shown. */
export function ConversationBody({ beginning }: ConversationBodyProps) {
  const openId = useChat((state) => state.openId)
  const visit = useChat((state) => state.visit)
  const opened = useChat((state) => state.opened)
  const openError = useChat((state) => state.openError)
  // The composer comes first; the code that shows messages follows while nobody waits for it.
  useEffect(loadMessageList, [])

  const isNew = openId === null || (opened !== null && opened.messages.length === 0)
  return (
    <div className={styles['body']}>
      {openError && !opened ? (
        <div className={styles['failed']}>
          <ErrorCard error={openError} actions={<Button onClick={openRetried}>Retry</Button>} />
        </div>
      ) : isNew ? (
        beginning
      ) : opened ? (
        <LateMessageList key={visit} conversation={opened.conversation} messages={opened.messages} />
      ) : (
        <Skeleton />
      )}
    </div>
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
