import { useEffect, useRef } from 'react'

import type { Message } from '#shared/conversation.ts'
import { useAppState } from '../../app/app-store.ts'
import { Button } from '../../ui/Button.tsx'
import { isSendKey } from './composer-keys.ts'
import { messageEdited } from './conversation-store.ts'
import styles from './Message.module.css'
import { editClosed, editTyped } from './message-view-store.ts'

interface MessageEditorProps {
  readonly message: Message
  readonly text: string
  readonly isBusy: boolean
}

/** Rewords a message in place. Sending keeps the old wording as another version. */
export function MessageEditor({ message, text, isBusy }: MessageEditorProps) {
  const model = useAppState((state) => state.chosenModel)
  const enterSends = useAppState((state) => state.settings.enterSends)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length)
  }, [])
  const canSend = model !== null && !isBusy && text.trim() !== ''

  async function send() {
    if (!canSend) return
    if (await messageEdited(message.id, text.trim(), model)) editClosed(message.id)
  }

  return (
    <article className={styles['editor']} aria-label="Edit your message">
      <textarea
        ref={field}
        className={styles['editorField']}
        aria-label="Your message"
        value={text}
        onChange={(event) => editTyped(message.id, event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.nativeEvent.isComposing) editClosed(message.id)
          else if (isSendKey(event.nativeEvent, enterSends)) void send()
          else return
          event.preventDefault()
        }}
      />
      <div className={styles['editorFoot']}>
        <Button size="small" variant="ghost" onClick={() => editClosed(message.id)}>
          Cancel
        </Button>
        <Button size="small" variant="primary" disabled={!canSend} onClick={() => void send()}>
          Send
        </Button>
      </div>
    </article>
  )
}
