import { useEffect, useState } from 'react'

import type { AppError } from '#shared/app-error.ts'
import type { Message } from '#shared/conversation.ts'
import { assertNever } from '#shared/result.ts'
import { useAppState } from '../../app/app-store.ts'
import { openGateways } from '../../app/open-gateways.ts'
import { isQuickChat } from '../../app/opening.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { answerContinued, answerRegenerated } from './conversation-store.ts'
import { type ErrorAction, errorActions } from './error-actions.ts'
import styles from './Message.module.css'
import { rerunAsked } from './message-view-store.ts'
import { useParametersOpen } from './parameters-store.ts'

interface AnswerOutcomeProps {
  readonly message: Message
  readonly isBusy: boolean
}

/** How an answer ended if it did not simply end, and what can be done about it. */
export function AnswerOutcome({ message, isBusy }: AnswerOutcomeProps) {
  switch (message.status) {
    case 'streaming':
      return null
    case 'cancelled':
      return <Note message={message} isBusy={isBusy} text="Stopped by you" again="Ask again" />
    case 'interrupted':
      return (
        <Note
          message={message}
          isBusy={isBusy}
          text="Interrupted: Litedesk stopped while it streamed"
          again="Retry"
        />
      )
    case 'failed':
      return message.error ? <Failure message={message} error={message.error} isBusy={isBusy} /> : null
    case 'complete':
      if (message.facts?.finishReason === 'length')
        return <Note message={message} isBusy={isBusy} text="Cut at the token limit" />
      if (message.facts?.finishReason === 'content_filter')
        return (
          <Note
            message={message}
            isBusy={isBusy}
            text="Cut by the provider’s content filter"
            again="Ask again"
          />
        )
      return null
    default:
      return assertNever(message.status)
  }
}

interface NoteProps extends AnswerOutcomeProps {
  readonly text: string
  /** What asking the same anew is called here; left out where it would not help. */
  readonly again?: string
}

function Note({ message, isBusy, text, again }: NoteProps) {
  const model = useAppState((state) => state.chosenModel)
  const isFiltered = message.facts?.finishReason === 'content_filter'
  return (
    <div className={styles['note']}>
      <span>{text}</span>
      {message.content === '' || isFiltered ? null : (
        <Button
          size="small"
          disabled={isBusy || model === null}
          onClick={() => model !== null && void answerContinued(message.id, model)}
        >
          Continue
        </Button>
      )}
      {again === undefined ? null : (
        <Button
          size="small"
          disabled={isBusy || model === null}
          onClick={() => model !== null && void answerRegenerated(message.id, model)}
        >
          {again}
        </Button>
      )}
    </div>
  )
}

function Failure({ message, error, isBusy }: AnswerOutcomeProps & { readonly error: AppError }) {
  const model = useAppState((state) => state.chosenModel)
  const waitSeconds = useCountdown(readyAt(message, error))
  const canContinue = message.content !== '' && error.kind !== 'content-refused'

  return (
    <div className={styles['failure']}>
      <ErrorCard
        error={error}
        actions={
          <>
            {canContinue ? (
              <Button
                size="small"
                disabled={isBusy || model === null}
                onClick={() => model !== null && void answerContinued(message.id, model)}
              >
                Continue
              </Button>
            ) : null}
            {offered(errorActions(error.kind)).map((action) => (
              <Button
                key={action}
                size="small"
                disabled={action !== 'open-gateways' && (isBusy || model === null)}
                onClick={() => model !== null && act(action, message.id, model)}
              >
                {labels[action]}
                {action === 'retry' && waitSeconds > 0 ? ` (best in ${waitSeconds} s)` : ''}
              </Button>
            ))}
          </>
        }
      />
    </div>
  )
}

const labels: Readonly<Record<ErrorAction, string>> = {
  retry: 'Retry',
  'choose-model': 'Choose another model',
  'open-gateways': 'Change key or gateway',
  'open-parameters': 'Parameters',
}

/** The quick chat has no parameters to open. */
function offered(actions: readonly ErrorAction[]): readonly ErrorAction[] {
  return isQuickChat ? actions.filter((action) => action !== 'open-parameters') : actions
}

function act(action: ErrorAction, messageId: string, model: string) {
  switch (action) {
    case 'retry':
      void answerRegenerated(messageId, model)
      return
    case 'choose-model':
      rerunAsked(messageId)
      return
    case 'open-gateways':
      openGateways()
      return
    case 'open-parameters':
      useParametersOpen.getState().setIsOpen(true)
      return
    default:
      assertNever(action)
  }
}

/** When another attempt makes sense, in ms since the epoch: the failure's moment plus what the gateway asked for. */
export function readyAt(message: Message, error: AppError): number {
  return Date.parse(message.createdAt) + (message.facts?.totalMs ?? 0) + (error.retryAfterMs ?? 0)
}

/** Whole seconds until a moment, counted down; 0 once it has passed. */
function useCountdown(untilMs: number): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(untilMs))
  useEffect(() => {
    if (seconds === 0) return undefined
    const timer = setTimeout(() => setSeconds(secondsUntil(untilMs)), 1000)
    return () => clearTimeout(timer)
  }, [seconds, untilMs])
  return seconds
}

function secondsUntil(momentMs: number): number {
  return Math.max(0, Math.ceil((momentMs - Date.now()) / 1000))
}
