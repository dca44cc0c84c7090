import { useEffect, useRef, useState } from 'react'

import type { Message } from '#shared/conversation.ts'
import type { BranchEntry } from '#shared/message-tree.ts'
import { messageFound, useSoughtMessage } from './sought-message.ts'
import { branchWalked } from './conversation-store.ts'

/**
 * Brings the message somebody asked for into sight: walks to its branch first, waits for the rest of a long conversation
 * where it is not there yet. Returns the message found last, to mark it.
 */
export function useSought(
  messages: readonly Message[],
  branch: readonly BranchEntry[],
  reveal: (place: number) => void,
): string | null {
  const sought = useSoughtMessage((state) => state.messageId)
  const [found, setFound] = useState<string | null>(null)
  const latest = useRef(reveal)
  useEffect(() => {
    latest.current = reveal
  })
  useEffect(() => {
    if (sought === null) return undefined
    const place = branch.findIndex(({ message }) => message.id === sought)
    if (place === -1) {
      if (messages.some(({ id }) => id === sought)) branchWalked(sought)
      return undefined
    }
    // Sizes are measured with the first paint; a place found before that would be off.
    const frame = requestAnimationFrame(() => {
      latest.current(place)
      setFound(sought)
      messageFound()
    })
    return () => cancelAnimationFrame(frame)
  }, [sought, messages, branch])
  return found
}
