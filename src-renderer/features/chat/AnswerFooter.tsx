import { RefreshCw, Shuffle } from 'lucide-react'
import { useEffect, useState } from 'react'

import type { Message } from '#shared/conversation.ts'
import { useAppState } from '../../app/app-store.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { answerFigures } from './answer-figures.ts'
import { BranchWalker } from './BranchWalker.tsx'
import { formatElapsed } from './chat-format.ts'
import { answerRegenerated } from './conversation-store.ts'
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
          {answerFigures(message.facts).map(({ text, hint }) => (
            <li key={text}>
              <Tooltip text={hint}>
                <span>{text}</span>
              </Tooltip>
            </li>
          ))}
        </ul>
      ) : null}
    </footer>
  )
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
