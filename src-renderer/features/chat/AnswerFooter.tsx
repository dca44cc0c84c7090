import { RefreshCw, Shuffle } from 'lucide-react'
import { useEffect, useState } from 'react'

import type { Message } from '#shared/conversation.ts'
import { useAppState } from '../../app/app-store.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Tooltip, tooltipAttributes } from '../../ui/Tooltip.tsx'
import { openSpend } from '../spend/open-spend.ts'
import { answerFigures, type Figure } from './answer-figures.ts'
import { BranchWalker } from './BranchWalker.tsx'
import { formatElapsed } from './chat-format.ts'
import { conversationName } from './conversation-list.ts'
import { answerRegenerated, useChat } from './conversation-store.ts'
import { CopyButton } from './CopyButton.tsx'
import styles from './Message.module.css'
import { rerunAsked } from './message-view-store.ts'

interface AnswerFooterProps {
  readonly message: Message
  readonly siblings: readonly string[]
  readonly isBusy: boolean
  readonly isLast: boolean
}

/** What can be done with an answer and what it took; while it streams, for how long. */
export function AnswerFooter({ message, siblings, isBusy, isLast }: AnswerFooterProps) {
  const model = useAppState((state) => state.chosenModel)
  if (message.status === 'streaming')
    return (
      <footer className={styles['footer']}>
        <span className={styles['pulse']} aria-hidden />
        <Elapsed since={message.createdAt} />
      </footer>
    )
  return (
    <footer className={styles['footer']} data-last={isLast}>
      <div className={styles['actions']}>
        <BranchWalker messageId={message.id} siblings={siblings} />
        {message.content === '' ? null : <CopyButton text={message.content} />}
        <Menu
          trigger={
            <IconButton label="Answer again" size="small" disabled={isBusy || model === null}>
              <RefreshCw />
            </IconButton>
          }
          items={[
            {
              label: `Again with ${model ?? 'the same model'}`,
              icon: <RefreshCw />,
              onSelect: () => model !== null && void answerRegenerated(message.id, model),
            },
            { label: 'With another model…', icon: <Shuffle />, onSelect: () => rerunAsked(message.id) },
          ]}
        />
      </div>
      {message.facts ? (
        <ul className={styles['figures']} aria-label="Use and cost">
          {answerFigures(message.facts).map((figure) => (
            <li key={figure.text}>
              {figure.about === 'cost' ? (
                <CostOfAnswer message={message} figure={figure} />
              ) : (
                <Tooltip text={figure.hint}>
                  <span>{figure.text}</span>
                </Tooltip>
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </footer>
  )
}

interface CostOfAnswerProps {
  readonly message: Message
  readonly figure: Figure
}

/** What an answer cost; once it is billed, the way to the row of the log that says so. */
function CostOfAnswer({ message: { conversationId, facts }, figure }: CostOfAnswerProps) {
  const logId = facts?.billing?.logIds.at(-1)
  if (facts?.billing?.state !== 'billed' || logId === undefined)
    return (
      <Tooltip text={figure.hint}>
        <span>{figure.text}</span>
      </Tooltip>
    )
  return (
    <button
      type="button"
      className={styles['cost']}
      {...tooltipAttributes(`${figure.hint}. Show its row in Spend.`)}
      onClick={() =>
        openSpend({ type: 'conversation', conversationId, title: titleOf(conversationId), logId })
      }
    >
      {figure.text}
    </button>
  )
}

function titleOf(conversationId: string): string {
  const conversation = useChat.getState().conversations.find(({ id }) => id === conversationId)
  return conversation === undefined ? 'Conversation' : conversationName(conversation)
}

/** Time since an answer was asked for, each second. */
function Elapsed({ since }: { readonly since: string }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return <span className={styles['elapsed']}>{formatElapsed(now - Date.parse(since))}</span>
}
