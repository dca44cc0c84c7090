import { ChevronRight } from 'lucide-react'

import { requestOrToast, request } from '../../app/bridge.ts'
import { formatCount, formatDuration } from './chat-format.ts'
import { Markdown } from './markdown/Markdown.tsx'
import styles from './Message.module.css'
import { foldToggled, useMessageViews } from './message-view-store.ts'

/** How much of the end of running reasoning is looked at for its preview, in characters. */
const PREVIEW_CHARACTERS = 400

interface ReasoningProps {
  readonly messageId: string
  readonly text: string
  readonly isThinking: boolean
  /** Tokens spent on reasoning; 0 when not known. */
  readonly tokens: number
}

/** The model's reasoning, folded: its last line while it runs, how long it took afterwards. */
export function Reasoning({ messageId, text, isThinking, tokens }: ReasoningProps) {
  const isUnfolded = useMessageViews((state) => state.unfolded[messageId] ?? false)
  const durationMs = useMessageViews((state) => state.thoughtMs[messageId])
  const label = isThinking
    ? 'Thinking…'
    : durationMs === undefined
      ? tokens === 0
        ? 'Reasoning'
        : `Reasoning · ${formatCount(tokens)} tokens`
      : `Thought for ${formatDuration(durationMs)}`

  return (
    <div className={styles['reasoning']}>
      <button
        type="button"
        className={styles['reasoningLabel']}
        aria-expanded={isUnfolded}
        onClick={() => foldToggled(messageId)}
      >
        <ChevronRight size={14} aria-hidden />
        <span data-thinking={isThinking}>{label}</span>
        {isThinking && !isUnfolded ? <span className={styles['lastLine']}>{lastLine(text)}</span> : null}
      </button>
      {isUnfolded ? (
        <div className={styles['reasoningText']}>
          <Markdown
            text={text}
            streaming={isThinking}
            onOpenLink={(url) => void requestOrToast('link:open', { url })}
            onLoadImage={async (url) => (await request('image:load', { url })).dataUrl}
            onCopy={(copied) => void requestOrToast('clipboard:write', { text: copied })}
          />
        </div>
      ) : null}
    </div>
  )
}

/** The line being written, as plain text. */
export function lastLine(text: string): string {
  const line = text.slice(-PREVIEW_CHARACTERS).trimEnd().split('\n').at(-1) ?? ''
  return line.replace(/[*_`#>]+/g, '').trim()
}
