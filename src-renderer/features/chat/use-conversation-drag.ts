import { type DragEvent, type DragEventHandler, useEffect, useState } from 'react'

import type { Conversation } from '#shared/conversation.ts'
import { useChat } from './conversation-store.ts'
import { conversationMoved } from './folder-actions.ts'
import { folderOf } from './folder-list.ts'

/** Marks what is dragged as ours, so that nothing from elsewhere is taken and other programs take nothing. */
const KIND = 'application/x-litedesk-conversation'

interface Drag {
  readonly conversation: Conversation
  /** The folder pointed at, null for the top level; undefined where it cannot be put down. */
  readonly target: string | null | undefined
}

interface ConversationDrag {
  /** The conversation that is dragged; null for none. */
  readonly draggedId: string | null
  /** The folder it would go into, null for the top level; undefined for none. */
  readonly target: string | null | undefined
  /** For the element that holds all lines. */
  readonly handlers: {
    readonly onDragStart: DragEventHandler
    readonly onDragEnter: DragEventHandler
    readonly onDragOver: DragEventHandler
    readonly onDragLeave: DragEventHandler
    readonly onDrop: DragEventHandler
    readonly onDragEnd: DragEventHandler
  }
}

/** Drags conversations into folders and out of them. Lines tell where they stand by `data-folder`, empty for the top level. */
export function useConversationDrag(): ConversationDrag {
  const [drag, setDrag] = useState<Drag | null>(null)
  const isDragging = drag !== null
  /** Events come several to a picture, so each builds on what the last one left. */
  const point = (target: Drag['target']): void =>
    setDrag((now) => (now === null || now.target === target ? now : { ...now, target }))
  // A line that was scrolled away while it was dragged ends in silence; whoever presses anew drags it no longer.
  useEffect(() => {
    if (!isDragging) return undefined
    const end = (): void => setDrag(null)
    window.addEventListener('pointerdown', end)
    return () => window.removeEventListener('pointerdown', end)
  }, [isDragging])
  const hold: DragEventHandler = (event) => {
    if (!drag || !event.dataTransfer.types.includes(KIND)) return
    const target = targetAt(event, drag.conversation)
    if (target !== undefined) {
      event.preventDefault()
      event.dataTransfer.dropEffect = 'move'
    }
    point(target)
  }

  return {
    draggedId: drag?.conversation.id ?? null,
    target: drag?.target,
    handlers: {
      onDragStart: (event) => {
        const id =
          elementAt(event)?.querySelector<HTMLElement>('[data-conversation]')?.dataset['conversation']
        const conversation = useChat.getState().conversations.find((candidate) => candidate.id === id)
        if (!conversation) return
        event.dataTransfer.setData(KIND, conversation.id)
        event.dataTransfer.effectAllowed = 'move'
        setDrag({ conversation, target: undefined })
      },
      onDragEnter: hold,
      onDragOver: hold,
      onDragLeave: (event) => {
        const isInside =
          event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)
        if (!isInside) point(undefined)
      },
      onDrop: (event) => {
        if (!drag) return
        event.preventDefault()
        const target = targetAt(event, drag.conversation)
        setDrag(null)
        if (target !== undefined) void conversationMoved(drag.conversation, target)
      },
      onDragEnd: () => setDrag(null),
    },
  }
}

/** Where the pointer is; undefined when the conversation is there already. */
function targetAt(event: DragEvent, { folderId }: Conversation): string | null | undefined {
  const folder = elementAt(event)?.closest<HTMLElement>('[data-folder]')?.dataset['folder'] ?? ''
  const target = folder === '' ? null : folder
  const home = folderOf(useChat.getState().folders, folderId)?.id ?? null
  return target === home ? undefined : target
}

function elementAt(event: DragEvent): Element | null {
  return event.target instanceof Element ? event.target : null
}
