import { FolderInput, Pencil, Pin, PinOff, Trash } from 'lucide-react'
import { type KeyboardEvent, memo } from 'react'

import type { Conversation } from '#shared/conversation.ts'
import styles from './ConversationList.module.css'
import { conversationName } from './conversation-list.ts'
import { conversationChosen, conversationDeleted, updateConversation } from './conversation-store.ts'
import { ListLine } from './ListLine.tsx'
import { TitleField } from './TitleField.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'

interface ConversationItemProps {
  readonly conversation: Conversation
  /** When it was used last, for reading. */
  readonly when: string
  readonly isInFolder: boolean
  readonly isOpen: boolean
  /** Whether an answer streams in it. */
  readonly isRunning: boolean
  readonly isRenaming: boolean
  /** Whether the Tab key stops here; one line of the list has it. */
  readonly isTabStop: boolean
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onFocus: (id: string) => void
  readonly onRename: (id: string) => void
  readonly onRenamed: () => void
  /** The user wants to choose the folder it goes into. */
  readonly onMove: (conversation: Conversation) => void
}

/** A conversation in the list. */
export const ConversationItem = memo(function ConversationItem({
  conversation,
  when,
  isInFolder,
  isOpen,
  isRunning,
  isRenaming,
  isTabStop,
  onKeyDown,
  onFocus,
  onRename,
  onRenamed,
  onMove,
}: ConversationItemProps) {
  const { id, isPinned } = conversation
  const name = conversationName(conversation)

  if (isRenaming)
    return (
      <TitleField
        title={conversation.title}
        onEnd={(title) => {
          onRenamed()
          if (title !== null) void updateConversation(conversation, { title })
        }}
      />
    )

  return (
    <ListLine
      name={name}
      isOpen={isOpen}
      isTabStop={isTabStop}
      isDraggable
      items={() => [
        { label: 'Rename', icon: <Pencil />, shortcut: 'F2', onSelect: () => onRename(id) },
        {
          label: isPinned ? 'Unpin' : 'Pin',
          icon: isPinned ? <PinOff /> : <Pin />,
          onSelect: () => void updateConversation(conversation, { isPinned: !isPinned }),
        },
        { label: 'Move to folder…', icon: <FolderInput />, onSelect: () => onMove(conversation) },
        'separator',
        {
          label: 'Delete',
          icon: <Trash />,
          shortcut: 'Delete',
          danger: true,
          onSelect: () => void conversationDeleted(conversation),
        },
      ]}
    >
      <button
        type="button"
        className={styles['name']}
        data-conversation={id}
        data-line={id}
        tabIndex={isTabStop ? 0 : -1}
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => conversationChosen(id)}
        onDoubleClick={() => onRename(id)}
        onKeyDown={onKeyDown}
        onFocus={() => onFocus(id)}
      >
        {isRunning ? (
          <span className={styles['activity']}>
            <VisuallyHidden>Answering</VisuallyHidden>
          </span>
        ) : null}
        <span className={styles['title']} data-draft={conversation.title === ''}>
          {name}
        </span>
        {isInFolder && isPinned ? (
          <span className={styles['pin']}>
            <Pin aria-hidden />
            <VisuallyHidden>Pinned</VisuallyHidden>
          </span>
        ) : null}
        <span className={styles['when']}>{when}</span>
      </button>
    </ListLine>
  )
})
