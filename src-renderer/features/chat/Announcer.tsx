import { useEffect, useState } from 'react'

import { useChat } from './conversation-store.ts'
import { runningStream } from './conversation-state.ts'
import styles from './Announcer.module.css'

/** Tells screen readers how an answer ended, once, instead of every word of it. */
export function Announcer() {
  const openId = useChat((state) => state.openId)
  const streamId = useChat((state) => runningStream(state, state.openId))
  const [text, setText] = useState('')
  const [followed, setFollowed] = useState({ openId, streamId })

  useEffect(() => {
    setFollowed({ openId, streamId })
    if (followed.openId !== openId || followed.streamId === streamId) return
    setText(streamId === null ? outcome() : 'Answering')
  }, [openId, streamId, followed])

  return (
    <div className={styles['announcer']} role="status" aria-live="polite">
      {text}
    </div>
  )
}

function outcome(): string {
  const { opened } = useChat.getState()
  const answer = opened?.messages.find((message) => message.id === opened.conversation.leafId)
  if (answer?.status === 'failed') return 'The answer failed'
  return answer?.status === 'cancelled' ? 'The answer was stopped' : 'Answer complete'
}
