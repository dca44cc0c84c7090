import { useEffect, useState } from 'react'

import { type ChatState, runningStream } from './conversation-state.ts'
import { useChat } from './conversation-store.ts'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'

/** Tells screen readers how an answer ended, once, instead of every word of it. */
export function Announcer() {
  const [text, setText] = useState('')
  useEffect(
    () =>
      useChat.subscribe((state, previous) => {
        const next = announcement(state, previous)
        if (next !== null) setText(next)
      }),
    [],
  )
  return (
    <VisuallyHidden>
      <output>{text}</output>
    </VisuallyHidden>
  )
}

/** What to say about a change of the open conversation; null for nothing. */
export function announcement(state: ChatState, previous: ChatState): string | null {
  if (state.streams === previous.streams || state.openId !== previous.openId) return null
  const isRunning = runningStream(state, state.openId) !== null
  if (isRunning === (runningStream(previous, state.openId) !== null)) return null
  if (isRunning) return 'Answering'
  const answer = state.opened?.messages.find((message) => message.id === state.opened?.conversation.leafId)
  if (answer?.status === 'failed') return 'The answer failed'
  return answer?.status === 'cancelled' ? 'The answer was stopped' : 'Answer complete'
}
