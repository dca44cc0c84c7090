import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronRight, FolderPlus, MessageSquare, Search, SquarePen, X } from 'lucide-react'
import { type KeyboardEvent, lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'

import type { Conversation } from '#shared/conversation.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { tooltipAttributes } from '../../ui/Tooltip.tsx'
import styles from './ConversationList.module.css'
import { ConversationItem } from './ConversationItem.tsx'
import { type ListRow, listRows, rowKey } from './conversation-list.ts'
import { formatWhen } from './chat-format.ts'
import {
  conversationChosen,
  conversationDeleted,
  loadConversations,
  newChatAsked,
  searchTyped,
  useChat,
} from './conversation-store.ts'
import { FolderItem } from './FolderItem.tsx'
import { folderCreated, folderDeleted } from './folder-actions.ts'
import { folderToggled, namingEnded, newFolderAsked, useFolderView } from './folder-view-store.ts'
import { TitleField } from './TitleField.tsx'
import { useConversationDrag } from './use-conversation-drag.ts'
import { useListFocus } from './use-list-focus.ts'

const MoveDialog = lazy(async () => ({ default: (await import('./MoveDialog.tsx')).MoveDialog }))

const SEARCH_ID = 'conversation-search'
const MINUTE_MS = 60_000

/** Puts the cursor into the search field, its text selected. */
export function focusSearch(): void {
  const field = document.getElementById(SEARCH_ID)
  if (field instanceof HTMLInputElement) field.select()
}

/** The list pane: search, new chat, folders, and every other conversation under its day. */
export function ConversationList() {
  const conversations = useChat((state) => state.conversations)
  const folders = useChat((state) => state.folders)
  const collapsed = useFolderView((state) => state.collapsed)
  const naming = useFolderView((state) => state.naming)
  const matches = useChat((state) => state.matches)
  const search = useChat((state) => state.search)
  const list = useChat((state) => state.list)
  const listError = useChat((state) => state.listError)
  const openId = useChat((state) => state.openId)
  const streams = useChat((state) => state.streams)
  const now = useMinute()
  const running = useMemo(
    () => new Set([...streams.values()].map((stream) => stream.conversationId)),
    [streams],
  )
  const isNaming = naming !== null
  const rows = useMemo(
    () => listRows({ conversations, folders, collapsed, matches, isNaming, openId, running, now }),
    [conversations, folders, collapsed, matches, isNaming, openId, running, now],
  )
  const scroller = useRef<HTMLDivElement>(null)
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.type === 'heading' ? 2 : 2.125) * rem,
    getItemKey: (index) => keyAt(rows, index),
    initialRect: { width: 264, height: 800 },
    overscan: 6,
    paddingEnd: 8,
  })
  useEffect(() => virtualizer.measure(), [virtualizer, rem])

  const drag = useConversationDrag()
  const [moving, setMoving] = useState<Conversation | null>(null)
  const [renaming, setRenaming] = useState<string | null>(null)
  const { tabStop, focused, focusRow, step, takeOver } = useListFocus({
    rows,
    scroller,
    openId,
    scrollTo: (index) => virtualizer.scrollToIndex(index),
  })
  const endRename = useCallback(() => {
    setRenaming(null)
    if (renaming !== null) takeOver(renaming)
  }, [renaming, takeOver])
  useEffect(() => {
    if (isNaming) virtualizer.scrollToIndex(0)
  }, [virtualizer, isNaming])
  function moveFocus(from: ListRow | null, by: 1 | -1) {
    if (!step(from, by) && by === -1) focusSearch()
  }

  function handleRowKey(event: KeyboardEvent, row: ListRow) {
    const isSearching = matches !== null
    switch (event.key) {
      case 'ArrowDown':
        moveFocus(row, 1)
        break
      case 'ArrowUp':
        moveFocus(row, -1)
        break
      case 'ArrowRight':
        if (row.type === 'folder' && !row.isUnfolded) folderToggled(row.folderId)
        break
      case 'ArrowLeft':
        if (row.type === 'folder' && row.isUnfolded && !isSearching) folderToggled(row.folderId)
        else if (row.type === 'conversation' && row.folderId !== null)
          focusRow(rows.find((other) => other.type === 'folder' && other.folderId === row.folderId))
        break
      case 'F2':
        setRenaming(rowKey(row))
        break
      case 'Delete':
        moveFocus(row, 1)
        if (row.type === 'folder') void folderDeleted(row.folder)
        else if (row.type === 'conversation') void conversationDeleted(row.conversation)
        break
      default:
        return
    }
    event.preventDefault()
  }

  async function nameFolder(name: string | null) {
    namingEnded()
    const folder = name === null ? null : await folderCreated(name, naming ?? [])
    if (!folder) return
    // What is empty is found by no search.
    searchTyped('')
    takeOver(`folder ${folder.id}`)
  }

  function handleSearchKey(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') moveFocus(null, 1)
    else if (event.key === 'Escape' && search !== '') searchTyped('')
    else if (event.key === 'Enter') {
      const first = rows.find((row) => row.type === 'conversation')
      if (first) conversationChosen(first.conversation.id)
    } else return
    event.preventDefault()
  }

  return (
    <>
      <div className={styles['tools']}>
        <div className={styles['search']}>
          <Search size={15} aria-hidden />
          <input
            id={SEARCH_ID}
            className={styles['field']}
            type="text"
            placeholder="Search"
            aria-label="Search conversations"
            autoComplete="off"
            spellCheck={false}
            value={search}
            onChange={(event) => searchTyped(event.target.value)}
            onKeyDown={handleSearchKey}
            {...tooltipAttributes('Search conversations', 'Mod+Shift+F')}
          />
          {search === '' ? null : (
            <IconButton label="Clear the search" size="small" onClick={() => searchTyped('')}>
              <X />
            </IconButton>
          )}
        </div>
        <IconButton label="New folder" onClick={() => newFolderAsked()}>
          <FolderPlus />
        </IconButton>
        <IconButton label="New chat" shortcut="Mod+N" onClick={newChatAsked}>
          <SquarePen />
        </IconButton>
      </div>
      <div ref={scroller} className={styles['scroller']} data-drop={drag.target === null} {...drag.handlers}>
        <ul className={styles['rows']} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index]
            if (!row) return null
            return (
              <li
                key={item.key}
                className={row.type === 'heading' ? styles['heading'] : styles['row']}
                style={{ transform: `translateY(${item.start}px)`, height: item.size }}
                data-folder={row.folderId ?? ''}
                data-inside={row.folderId !== null && row.type !== 'folder'}
                data-drop={row.folderId !== null && row.folderId === drag.target}
                data-dragged={row.type === 'conversation' && row.conversation.id === drag.draggedId}
              >
                {lineOf(row)}
              </li>
            )
          })}
        </ul>
        {list === 'failed' && listError ? (
          <div className={styles['note']}>
            <ErrorCard
              error={listError}
              actions={
                <Button size="small" onClick={() => void loadConversations()}>
                  Retry
                </Button>
              }
            />
          </div>
        ) : null}
        {list === 'ready' && rows.length === 0 ? (
          <div className={styles['empty']}>
            <MessageSquare size={18} aria-hidden />
            <p>
              {search === ''
                ? 'Your conversations appear here.'
                : `No title and no folder contains “${search}”.`}
            </p>
          </div>
        ) : null}
      </div>
      {moving ? (
        <Suspense fallback={null}>
          <MoveDialog conversation={moving} onClose={() => setMoving(null)} />
        </Suspense>
      ) : null}
    </>
  )

  function lineOf(row: ListRow) {
    const key = rowKey(row)
    switch (row.type) {
      case 'heading':
        return row.label
      case 'empty-folder':
        return <p className={styles['nothing']}>No conversation yet; drag one here.</p>
      case 'new-folder':
        return (
          <div className={styles['naming']}>
            <ChevronRight className={styles['chevron']} data-unfolded aria-hidden />
            <TitleField label="Name of the new folder" title="" onEnd={(name) => void nameFolder(name)} />
          </div>
        )
      case 'folder':
        return (
          <FolderItem
            line={key}
            folder={row.folder}
            count={row.count}
            isUnfolded={row.isUnfolded}
            canFold={matches === null}
            hidesOpen={row.hidesOpen}
            hidesRunning={row.hidesRunning}
            isRenaming={key === renaming}
            isTabStop={key === tabStop}
            onKeyDown={(event) => handleRowKey(event, row)}
            onFocus={focused}
            onRename={setRenaming}
            onRenamed={endRename}
          />
        )
      case 'conversation':
        return (
          <ConversationItem
            conversation={row.conversation}
            when={formatWhen(row.conversation.updatedAt, now)}
            isInFolder={row.folderId !== null}
            isOpen={row.conversation.id === openId}
            isRunning={running.has(row.conversation.id)}
            isRenaming={key === renaming}
            isTabStop={key === tabStop}
            onKeyDown={(event) => handleRowKey(event, row)}
            onFocus={focused}
            onRename={setRenaming}
            onRenamed={endRename}
            onMove={setMoving}
          />
        )
    }
  }
}

function keyAt(rows: readonly ListRow[], index: number): string {
  const row = rows[index]
  return row ? rowKey(row) : ''
}

/** The present time, anew each minute. */
function useMinute(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
