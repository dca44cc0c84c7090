import { useEffect } from 'react'

import { runningStream } from '../chat/conversation-state.ts'
import { followChat, newChatAsked, useChat } from '../chat/conversation-store.ts'
import { focusComposer } from '../chat/Composer.tsx'
import { isChatOver } from './put-aside.ts'

/** Keeps the quick chat in step with main while its window is opened and put aside. */
export function useQuickChatLife(): void {
  useEffect(followChat, [])
  useEffect(() => {
    document.title = 'Quick chat'
  }, [])
  useEffect(leaveDeleted, [])
  useEffect(welcomeBack, [])
}

/** A conversation deleted in the main window is not to be written on here. */
function leaveDeleted(): () => void {
  return window.bridge.on('conversation:changed', (change) => {
    if (change.type === 'removed' && change.id === useChat.getState().openId) newChatAsked()
  })
}

/** Whoever opens the window wants to write, and after a long while about something else. */
function welcomeBack(): () => void {
  let hiddenAt = performance.now()
  const turn = (): void => {
    if (document.visibilityState === 'hidden') {
      hiddenAt = performance.now()
      return
    }
    const chat = useChat.getState()
    const putAside = {
      hiddenMs: performance.now() - hiddenAt,
      isRunning: runningStream(chat, chat.openId) !== null,
      hasDraft: (chat.opened?.conversation.draft ?? '') !== '',
    }
    if (chat.openId !== null && isChatOver(putAside)) newChatAsked()
    else focusComposer()
  }
  document.addEventListener('visibilitychange', turn)
  return () => document.removeEventListener('visibilitychange', turn)
}
