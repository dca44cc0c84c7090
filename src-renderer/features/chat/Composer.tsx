import { ArrowUp, FileText, Square, X } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react'

import { formatUsd } from '#shared/usd-format.ts'

import { useAppState } from '../../app/app-store.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { openGateways } from '../../app/open-gateways.ts'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { tooltipAttributes } from '../../ui/Tooltip.tsx'
import { budgetLeft, resetSentence } from './budget-left.ts'
import { formatBytes } from './chat-format.ts'
import styles from './Composer.module.css'
import { isSendKey } from './composer-keys.ts'
import { actionErrorDismissed, answerStopped, messageSent, useChat } from './conversation-store.ts'
import { draftMessage, isDraftEmpty, LARGE_PASTE_CHARACTERS, newPaste, type Paste } from './draft.ts'
import { scrollRegion } from '../../ui/scroll-region.ts'
import { type SendHindrance, sendHindrance } from './send-hindrance.ts'
import { useKeptDraft } from './use-kept-draft.ts'

const FIELD_ID = 'composer'
/** How much of a pasted text its preview shows, in characters. */
const PREVIEW_CHARACTERS = 2000

/** Puts the cursor into the message field. */
export function focusComposer(): void {
  document.getElementById(FIELD_ID)?.focus()
}

/** Puts a text into the message field as if it had been typed at its end. */
export function fillComposer(text: string): void {
  const field = document.getElementById(FIELD_ID)
  if (!(field instanceof HTMLTextAreaElement)) return
  field.focus()
  field.setRangeText(text, field.value.length, field.value.length, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }))
}

interface ComposerProps {
  readonly visit: number
  /** The draft as main keeps it, empty in a new chat; null while it is not known. */
  readonly storedDraft: string | null
  /** Whether the conversation it writes to is there. */
  readonly isReady: boolean
  readonly isRunning: boolean
  readonly isStarting: boolean
  /** Its button beside the text instead of below: where height is dear. */
  readonly isCompact?: boolean
}

/** Where messages are written. It takes typing before anything is loaded, and loses nothing that was typed. */
export function Composer(props: ComposerProps) {
  const { visit, storedDraft, isReady, isRunning, isStarting, isCompact = false } = props
  const model = useAppState((state) => state.chosenModel)
  const hindrance = useAppState(sendHindrance)
  const isLow = useAppState((state) => budgetLeft(state)?.state === 'warning')
  const enterSends = useAppState((state) => state.settings.enterSends)
  const error = useChat((state) => state.actionError)
  const kept = useKeptDraft(visit, storedDraft)
  const { draft } = kept
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])

  const canSend = isReady && hindrance === null && !isRunning && !isStarting && !isDraftEmpty(draft)

  async function send() {
    if (!canSend || model === null) return
    const sent = kept.take()
    const isTaken = await messageSent(draftMessage(sent), model)
    kept.settle(isTaken ? null : sent)
  }

  function handleKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (!isSendKey(event.nativeEvent, enterSends)) return
    event.preventDefault()
    void send()
  }

  function handlePaste(event: ClipboardEvent) {
    const text = event.clipboardData.getData('text/plain')
    if (text.length + draft.text.length <= LARGE_PASTE_CHARACTERS) return
    event.preventDefault()
    kept.change({ ...draft, pastes: [...draft.pastes, newPaste(text)] })
  }

  return (
    <div className={styles['dock']}>
      {error ? (
        <div className={styles['error']}>
          <ErrorCard
            error={error}
            actions={
              <Button size="small" onClick={actionErrorDismissed}>
                Dismiss
              </Button>
            }
          />
        </div>
      ) : null}
      <form
        className={classNames(styles['box'], isCompact && styles['compact'])}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        {draft.pastes.length === 0 ? null : (
          <ul className={styles['pastes']}>
            {draft.pastes.map((paste) => (
              <PasteChip
                key={paste.id}
                paste={paste}
                onRemove={() => {
                  kept.change({ ...draft, pastes: draft.pastes.filter((other) => other !== paste) })
                  focusComposer()
                }}
              />
            ))}
          </ul>
        )}
        <textarea
          ref={field}
          id={FIELD_ID}
          className={styles['field']}
          aria-label="Message"
          aria-describedby={hindrance === null ? undefined : `${FIELD_ID}-hindrance`}
          placeholder={model === null ? 'Write a message' : `Message ${model}`}
          rows={1}
          spellCheck
          value={draft.text}
          onChange={(event) => kept.change({ ...draft, text: event.target.value })}
          onKeyDown={handleKeyDown}
          onPaste={handlePaste}
          onBlur={kept.flush}
        />
        <div className={styles['foot']}>
          <span className={styles['hint']}>
            {hindrance === null ? (
              <>
                <BudgetWarning />
                <SendHint enterSends={enterSends} isShown={!isCompact && !isLow && !isDraftEmpty(draft)} />
              </>
            ) : (
              <span id={`${FIELD_ID}-hindrance`} className={styles['hindrance']}>
                <Hindrance hindrance={hindrance} />
              </span>
            )}
          </span>
          {isRunning ? (
            <button
              type="button"
              className={styles['stop']}
              aria-label="Stop"
              onClick={() => {
                answerStopped()
                focusComposer()
              }}
              {...tooltipAttributes('Stop', 'Escape')}
            >
              <Square size={12} fill="currentColor" aria-hidden />
            </button>
          ) : (
            <button
              type="submit"
              className={styles['send']}
              aria-label="Send"
              disabled={!canSend}
              {...tooltipAttributes('Send', enterSends ? 'Enter' : 'Mod+Enter')}
            >
              <ArrowUp size={17} aria-hidden />
            </button>
          )}
        </div>
      </form>
    </div>
  )
}

function SendHint({ enterSends, isShown }: { readonly enterSends: boolean; readonly isShown: boolean }) {
  if (!isShown) return null
  return enterSends ? (
    <>
      <Kbd combo="Shift+Enter" /> for a new line
    </>
  ) : (
    <>
      <Kbd combo="Mod+Enter" /> sends
    </>
  )
}

/** Why nothing can be sent now, and what helps. */
function Hindrance({ hindrance }: { readonly hindrance: SendHindrance }): ReactNode {
  switch (hindrance) {
    case 'connecting':
      return 'Connecting to the gateway…'
    case 'offline':
      return (
        <>
          The gateway cannot be reached. Your text is kept.
          <LinkButton onClick={() => void requestOrToast('gateway:reconnect', undefined)}>Retry</LinkButton>
        </>
      )
    case 'no-gateway':
      return (
        <>
          Connect a gateway to send.
          <LinkButton onClick={openGateways}>Gateways</LinkButton>
        </>
      )
    case 'no-models':
      return 'This gateway offers no models.'
    case 'no-model':
      return 'Choose a model to send.'
    case 'budget-used-up':
      return <BudgetUsedUp />
  }
}

/** What is refused until the budget begins anew, and the way to another key. */
function BudgetUsedUp() {
  const resetAt = useAppState(({ keyInUse }) => keyInUse?.budgetResetAt ?? null)
  return (
    <>
      This key’s budget is used up. {resetSentence(resetAt)} Your text is kept.
      <LinkButton onClick={openGateways}>Use another key</LinkButton>
    </>
  )
}

/** Little is left: said before it ends a conversation halfway. */
function BudgetWarning() {
  const left = useAppState(budgetLeft)
  if (left?.state !== 'warning') return null
  return (
    <span className={styles['hindrance']}>
      Only {formatUsd(left.remaining)} of this key’s budget is left. {resetSentence(left.budgetResetAt)}
    </span>
  )
}

function LinkButton({ onClick, children }: { readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <button type="button" className={styles['link']} onClick={onClick}>
      {children}
    </button>
  )
}

/** A pasted text too long for the field: its size, a look at its beginning, and its removal. */
function PasteChip({ paste, onRemove }: { readonly paste: Paste; readonly onRemove: () => void }) {
  const size = useMemo(() => formatBytes(new Blob([paste.text]).size), [paste])
  return (
    <li className={styles['paste']}>
      <Popover
        label="Pasted text"
        trigger={
          <button type="button" className={styles['pasteName']}>
            <FileText size={14} aria-hidden />
            Pasted text · {size}
          </button>
        }
      >
        <pre className={styles['preview']} {...scrollRegion('Beginning of the pasted text')}>
          {paste.text.slice(0, PREVIEW_CHARACTERS)}
          {paste.text.length > PREVIEW_CHARACTERS ? '…' : ''}
        </pre>
      </Popover>
      <IconButton label="Remove the pasted text" size="small" onClick={onRemove}>
        <X />
      </IconButton>
    </li>
  )
}
