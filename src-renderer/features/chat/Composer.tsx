import { ArrowUp, FileText, Square, X } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'

import { useAppState } from '../../app/app-store.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { useNavigation } from '../../app/navigation-store.ts'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { formatBytes } from './chat-format.ts'
import styles from './Composer.module.css'
import { isSendKey } from './composer-keys.ts'
import {
  actionErrorDismissed,
  answerStopped,
  beforeLeaving,
  draftTyped,
  messageSent,
  useChat,
} from './conversation-store.ts'
import {
  type Draft,
  draftMessage,
  emptyDraft,
  isDraftEmpty,
  LARGE_PASTE_CHARACTERS,
  mergeDrafts,
  newPaste,
  parseDraft,
  type Paste,
} from './draft.ts'
import { createDraftKeeper, type DraftKeeper } from './draft-keeper.ts'
import { type SendHindrance, sendHindrance } from './send-hindrance.ts'

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
  field.setSelectionRange(field.value.length, field.value.length)
  // The one way of inserting that keeps the field's own undo history.
  document.execCommand('insertText', false, text)
}

interface ComposerProps {
  readonly visit: number
  /** null in a new chat that is not stored yet. */
  readonly conversationId: string | null
  /** The draft as main keeps it; null while it is not known. */
  readonly storedDraft: string | null
  readonly isRunning: boolean
  readonly isStarting: boolean
}

/** Where messages are written. It keeps its draft with the conversation and takes typing before anything is loaded. */
export function Composer({ visit, conversationId, storedDraft, isRunning, isStarting }: ComposerProps) {
  const model = useAppState((state) => state.chosenModel)
  const hindrance = useAppState(sendHindrance)
  const enterSends = useAppState((state) => state.settings.enterSends)
  const error = useChat((state) => state.actionError)
  const [draft, keeper, setDraft] = useKeptDraft(visit, conversationId, storedDraft)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])

  const canSend = hindrance === null && model !== null && !isRunning && !isStarting && !isDraftEmpty(draft)

  async function send() {
    if (!canSend) return
    const sent = draft
    // Main keeps the draft until the message is taken, so not even a crash in between loses it.
    keeper.flush()
    setDraft(() => emptyDraft)
    const isTaken = await messageSent(draftMessage(sent), model)
    if (isTaken) keeper.changedTo((current) => current)
    else setDraft((current) => mergeDrafts(sent, current))
    keeper.flush()
  }

  function handleKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (!isSendKey({ ...pick(event), isComposing: event.nativeEvent.isComposing }, enterSends)) return
    event.preventDefault()
    void send()
  }

  function handlePaste(event: ClipboardEvent) {
    const text = event.clipboardData.getData('text/plain')
    if (text.length + draft.text.length <= LARGE_PASTE_CHARACTERS) return
    event.preventDefault()
    keeper.change({ ...draft, pastes: [...draft.pastes, newPaste(text)] })
  }

  return null
}
