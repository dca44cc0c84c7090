import { memo, useEffect } from 'react'

import type { Message } from '#shared/conversation.ts'
import { request, requestOrToast } from '../../app/bridge.ts'
import { Badge } from '../../ui/Badge.tsx'
import { AnswerFooter } from './AnswerFooter.tsx'
import { AnswerOutcome } from './AnswerOutcome.tsx'
import { formatMoment } from './chat-format.ts'
import { useChat } from './conversation-store.ts'
import { Markdown } from './markdown/Markdown.tsx'
import styles from './Message.module.css'
import { thoughtEnded, useMessageViews } from './message-view-store.ts'
import { Reasoning } from './Reasoning.tsx'

interface AnswerMessageProps {
  /** The answer as the tree holds it; while it streams, the newest text is read from the store. */
  readonly stored: Message
  readonly siblings: readonly string[]
  readonly isBusy: boolean
  readonly isLast: boolean
}

/** An answer: who gave it, its reasoning, its text, how it ended, and what it took. */
export const AnswerMessage = memo(function AnswerMessage({
  stored,
  siblings,
  isBusy,
  isLast,
}: AnswerMessageProps) {
  const message = useChat((state) => state.live.get(stored.id)?.message ?? stored)
  const { id, content, reasoning, status, facts } = message
  const isStreaming = status === 'streaming'
  useThoughtTime(message)

  const asked = facts?.askedModel ?? 'Answer'
  const answered = facts?.answeredModel ?? asked
  return (
    <article className={styles['answer']} aria-label={`Answer by ${answered}`} aria-busy={isStreaming}>
      <header className={styles['who']} title={formatMoment(message.createdAt)}>
        <h2 className={styles['model']}>{answered}</h2>
        {answered === asked ? null : (
          <span className={styles['swap']} title={`asked ${asked}, answered by ${answered}`}>
            <Badge tone="warning">
              asked {asked}, answered by {answered}
            </Badge>
          </span>
        )}
      </header>
      {reasoning === '' ? null : (
        <Reasoning
          messageId={id}
          text={reasoning}
          isThinking={isStreaming && content === ''}
          tokens={facts?.usage?.reasoningTokens ?? 0}
        />
      )}
      {content === '' ? null : (
        <Markdown
          text={content}
          streaming={isStreaming}
          onOpenLink={openLink}
          onLoadImage={loadImage}
          onCopy={copyText}
        />
      )}
      {isStreaming && content === '' && reasoning === '' ? (
        <p className={styles['waiting']}>Waiting for {asked}…</p>
      ) : null}
      <AnswerOutcome message={message} isBusy={isBusy} />
      <AnswerFooter message={message} siblings={siblings} isBusy={isBusy} isLast={isLast} />
    </article>
  )
})

/** Notes how long an answer that streams reasoned before its first word. */
function useThoughtTime({ id, status, reasoning, content, createdAt }: Message) {
  const hasSpoken = reasoning !== '' && content !== ''
  const isNoted = useMessageViews((state) => state.thoughtMs[id] !== undefined)
  useEffect(() => {
    if (status === 'streaming' && hasSpoken && !isNoted) thoughtEnded(id, Date.now() - Date.parse(createdAt))
  }, [status, hasSpoken, isNoted, id, createdAt])
}

function openLink(url: string) {
  void requestOrToast('link:open', { url })
}

async function loadImage(url: string): Promise<string> {
  const { dataUrl } = await request('image:load', { url })
  return dataUrl
}

function copyText(text: string) {
  void requestOrToast('clipboard:write', { text })
}
