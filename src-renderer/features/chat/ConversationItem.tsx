import { Ellipsis, Pencil, Pin, PinOff, Trash } from 'lucide-react'
import { type KeyboardEvent, memo, useRef, useState } from 'react'

import type { Conversation } from '#shared/conversation.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import styles from './ConversationList.module.css'
import { conversationName } from './conversation-list.ts'
import { conversationChosen, conversationDeleted, updateConversation } from './conversation-store.ts'
import { TitleField } from './TitleField.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'

interface ConversationItemProps {
  readonly conversation: Conversation
  /** When it was used last, for reading. */
  readonly when: string
  readonly isOpen: boolean
  /** Whether an answer streams in it. */
  readonly isRunning: boolean
  readonly isRenaming: boolean
  /** Whether the Tab key stops here; one item of the list has it. */
  readonly isTabStop: boolean
  readonly onKeyDown: (event: KeyboardEvent, conversation: Conversation) => void
  readonly onFocus: (id: string) => void
  readonly onRename: (id: string) => void
  readonly onRenamed: () => void
}

/** A conversation in the list. Its menu is built when the pointer or the focus first comes near. */
export const ConversationItem = memo(function ConversationItem({
  conversation,
  when,
  isOpen,
  isRunning,
  isRenaming,
  isTabStop,
  onKeyDown,
  onFocus,
  onRename,
  onRenamed,
}: ConversationItemProps) {
  const { id, isPinned } = conversation
  const [hasMenu, setHasMenu] = useState(false)
  const root = useRef<HTMLDivElement>(null)
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
    <div
      ref={root}
      className={styles['item']}
      data-open={isOpen}
      onPointerEnter={() => setHasMenu(true)}
      onFocus={() => setHasMenu(true)}
      onContextMenu={(event) => {
        event.preventDefault()
        afterRelease(event.buttons, () =>
          root.current?.querySelector<HTMLElement>('[aria-haspopup=menu]')?.click(),
        )
      }}
    >
      <button
        type="button"
        className={styles['name']}
        data-conversation={id}
        tabIndex={isTabStop ? 0 : -1}
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => conversationChosen(id)}
        onDoubleClick={() => onRename(id)}
        onKeyDown={(event) => onKeyDown(event, conversation)}
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
        <span className={styles['when']}>{when}</span>
      </button>
      {hasMenu ? (
        <Menu
          align="end"
          trigger={
            <IconButton
              label={`Options for ${name}`}
              size="small"
              className={styles['menu']}
              tabIndex={isTabStop ? 0 : -1}
            >
              <Ellipsis />
            </IconButton>
          }
          items={[
            { label: 'Rename', icon: <Pencil />, shortcut: 'F2', onSelect: () => onRename(id) },
            {
              label: isPinned ? 'Unpin' : 'Pin',
              icon: isPinned ? <PinOff /> : <Pin />,
              onSelect: () => void updateConversation(conversation, { isPinned: !isPinned }),
            },
            'separator',
            {
              label: 'Delete',
              icon: <Trash />,
              shortcut: 'Delete',
              danger: true,
              onSelect: () => void conversationDeleted(conversation),
            },
          ]}
        />
      ) : null}
    </div>
  )
})

/** Opens a menu once no button is held: the release would count as a click beside it and close it again. */
function afterRelease(heldButtons: number, openMenu: () => void): void {
  if (heldButtons === 0) openMenu()
  else window.addEventListener('pointerup', () => setTimeout(openMenu), { once: true })
}
