import { ChartColumn, ChevronRight, Pencil, SquarePen, Trash } from 'lucide-react'
import { type KeyboardEvent, memo } from 'react'

import type { Folder } from '#shared/folder.ts'
import { tooltipAttributes } from '../../ui/Tooltip.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { openSpend, spendMayShow } from '../spend/open-spend.ts'
import { costFigure } from './answer-figures.ts'
import { formatExact } from './chat-format.ts'
import styles from './ConversationList.module.css'
import { conversationName } from './conversation-list.ts'
import { newChatAskedIn, useChat } from './conversation-store.ts'
import { folderDeleted, folderRenamed } from './folder-actions.ts'
import { folderToggled } from './folder-view-store.ts'
import { ListLine } from './ListLine.tsx'
import { TitleField } from './TitleField.tsx'

interface FolderItemProps {
  /** What its line is known by in the list. */
  readonly line: string
  readonly folder: Folder
  readonly count: number
  readonly isUnfolded: boolean
  /** False while a search decides what is seen. */
  readonly canFold: boolean
  /** Whether the conversation on screen is in it and out of sight. */
  readonly hidesOpen: boolean
  readonly hidesRunning: boolean
  readonly isRenaming: boolean
  readonly isTabStop: boolean
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onFocus: (line: string) => void
  readonly onRename: (line: string) => void
  readonly onRenamed: () => void
}

/** The head of a folder in the list: its name, how many conversations it holds and what they cost together. */
export const FolderItem = memo(function FolderItem({
  line,
  folder,
  count,
  isUnfolded,
  canFold,
  hidesOpen,
  hidesRunning,
  isRenaming,
  isTabStop,
  onKeyDown,
  onFocus,
  onRename,
  onRenamed,
}: FolderItemProps) {
  const { id, name, cost } = folder
  const total = costFigure(cost, null)
  const chevron = <ChevronRight className={styles['chevron']} data-unfolded={isUnfolded} aria-hidden />

  if (isRenaming)
    return (
      <div className={styles['naming']}>
        {chevron}
        <TitleField
          label="Name of the folder"
          title={name}
          onEnd={(next) => {
            onRenamed()
            if (next !== null) void folderRenamed(folder, next)
          }}
        />
      </div>
    )

  return (
    <ListLine
      name={`the folder ${name}`}
      isOpen={hidesOpen}
      isTabStop={isTabStop}
      items={() => [
        { label: 'New chat here', icon: <SquarePen />, onSelect: () => newChatAskedIn(id) },
        { label: 'Rename', icon: <Pencil />, shortcut: 'F2', onSelect: () => onRename(line) },
        {
          label: 'Show its calls in Spend',
          icon: <ChartColumn />,
          disabled: total === null || !spendMayShow(count),
          onSelect: () => showInSpend(folder),
        },
        'separator',
        {
          label: 'Delete folder',
          icon: <Trash />,
          shortcut: 'Delete',
          danger: true,
          onSelect: () => void folderDeleted(folder),
        },
      ]}
    >
      <button
        type="button"
        className={styles['name']}
        data-line={line}
        tabIndex={isTabStop ? 0 : -1}
        aria-expanded={isUnfolded}
        onClick={() => (canFold ? folderToggled(id) : undefined)}
        onKeyDown={onKeyDown}
        onFocus={() => onFocus(line)}
        {...(total ? tooltipAttributes(`${total.text} for this folder so far. ${total.hint}.`) : {})}
      >
        {chevron}
        <span className={styles['folder']}>{name}</span>
        <span className={styles['count']}>
          {formatExact(count)}
          <VisuallyHidden>{count === 1 ? ' conversation' : ' conversations'}</VisuallyHidden>
        </span>
        {hidesRunning ? (
          <span className={styles['activity']}>
            <VisuallyHidden>Answering</VisuallyHidden>
          </span>
        ) : null}
        {total ? <span className={styles['when']}>{total.text}</span> : null}
      </button>
    </ListLine>
  )
})

function showInSpend(folder: Folder): void {
  const inside = useChat.getState().conversations.filter(({ folderId }) => folderId === folder.id)
  openSpend({
    type: 'conversations',
    conversations: inside.map((conversation) => ({
      id: conversation.id,
      title: conversationName(conversation),
    })),
  })
}
