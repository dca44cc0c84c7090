import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'

import type { Conversation, Message } from '#shared/conversation.ts'
import { branchTo } from '#shared/message-tree.ts'
import { Button } from '../../ui/Button.tsx'
import { AnotherModel } from './AnotherModel.tsx'
import { AnswerMessage } from './AnswerMessage.tsx'
import { runningStream } from './conversation-state.ts'
import { useChat } from './conversation-store.ts'
import { estimateMessageRem } from './message-size.ts'
import styles from './MessageList.module.css'
import { scrollRegion } from '../../ui/scroll-region.ts'
import { useSought } from './use-sought.ts'
import { useFollowEnd } from './use-follow-end.ts'
import { useStayWhenPrepended } from './use-stay-when-prepended.ts'
import { UserMessage } from './UserMessage.tsx'

export interface MessageListProps {
  readonly conversation: Conversation
  /** The tree, oldest first; of a long one at first its end. */
  readonly messages: readonly Message[]
}

/**
 * The shown branch. Only messages near the view are in the page, in normal flow between two paddings, so an answer that
 * grows moves nothing but itself.
 */
export function MessageList({ conversation, messages }: MessageListProps) {
  const branch = useMemo(() => branchTo(messages, conversation.leafId), [messages, conversation.leafId])
  const isBusy = useChat((state) => state.isStarting || runningStream(state, conversation.id) !== null)
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const virtualizer = useVirtualizer({
    count: branch.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimateMessageRem(branch[index]?.message) * rem,
    getItemKey: (index) => branch[index]?.message.id ?? index,
    // The end is shown first; until the pane is measured, a window's height is assumed.
    initialRect: { width: 800, height: window.innerHeight },
    initialOffset: () => Number.MAX_SAFE_INTEGER,
    overscan: 3,
  })
  const { isAway, follow, letGo } = useFollowEnd(scroller, content)
  useStayWhenPrepended(scroller, branch, virtualizer.getTotalSize())

  const found = useSought(messages, branch, (place) => {
    letGo()
    virtualizer.scrollToIndex(place, { align: 'start' })
  })

  const leaf = branch.at(-1)?.message
  const asked = leaf?.status === 'streaming' ? leaf.id : null
  useEffect(() => {
    if (asked !== null) follow()
  }, [asked, follow])

  const items = virtualizer.getVirtualItems()
  const padding = {
    paddingTop: items[0]?.start ?? 0,
    paddingBottom: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0),
  }
  return (
    <div className={styles['frame']}>
      <div ref={scroller} className={styles['scroller']} aria-live="off" {...scrollRegion('Messages', 'log')}>
        <div ref={content} style={padding}>
          {items.map((item) => {
            const entry = branch[item.index]
            if (!entry) return null
            const { message, siblings } = entry
            return (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                data-sought={message.id === found || undefined}
                className={styles['row']}
              >
                {message.role === 'user' ? (
                  <UserMessage message={message} siblings={siblings} isBusy={isBusy} />
                ) : (
                  <AnswerMessage
                    stored={message}
                    siblings={siblings}
                    isBusy={isBusy}
                    isLast={item.index === branch.length - 1}
                  />
                )}
              </div>
            )
          })}
        </div>
      </div>
      {isAway ? (
        <Button size="small" className={styles['jump']} icon={<ArrowDown />} onClick={follow}>
          Jump to latest
        </Button>
      ) : null}
      <AnotherModel />
    </div>
  )
}
