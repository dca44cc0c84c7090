import { useVirtualizer } from '@tanstack/react-virtual'
import { MessageSquare, Search, SquarePen, X } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'

import type { Conversation } from '#shared/conversation.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { tooltipAttributes } from '../../ui/Tooltip.tsx'
import styles from './ConversationList.module.css'
import { ConversationItem } from './ConversationItem.tsx'
import { type ListRow, listRows } from './conversation-list.ts'
import { formatWhen } from './chat-format.ts'
import {
  conversationChosen,
  conversationDeleted,
  loadConversations,
  newChatAsked,
  searchTyped,
  useChat,
} from './conversation-store.ts'

const SEARCH_ID = 'conversation-search'
const MINUTE_MS = 60_000

/** Puts the cursor into the search field, its text selected. */
export function focusSearch(): void {
  const field = document.getElementById(SEARCH_ID)
  if (field instanceof HTMLInputElement) field.select()
}

/** The list pane: search, new chat, and every conversation under its day. */
export function ConversationList() {
  const conversations = useChat((state) => state.conversations)
  const matches = useChat((state) => state.matches)
  const search = useChat((state) => state.search)
  const list = useChat((state) => state.list)
  const listError = useChat((state) => state.listError)
  const openId = useChat((state) => state.openId)
  const streams = useChat((state) => state.streams)
  const now = useMinute()
  const rows = useMemo(() => listRows(conversations, matches, now), [conversations, matches, now])
  const running = useMemo(
    () => new Set([...streams.values()].map((stream) => stream.conversationId)),
    [streams],
  )
  const scroller = useRef<HTMLDivElement>(null)
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.type === 'heading' ? 2 : 2.125) * rem,
    getItemKey: (index) => rowKey(rows[index]),
    initialRect: { width: 264, height: 800 },
    overscan: 6,
    paddingEnd: 8,
  })
  useEffect(() => virtualizer.measure(), [virtualizer, rem])

  const [renamingId, setRenamingId] = useState<string | null>(null)
  const endRename = useCallback(() => setRenamingId(null), [])
  const [focusedId, setFocusedId] = useState<string | null>(null)
  /** The conversation that takes the focus as soon as its row is there. */
  const wanted = useRef<string | null>(null)
  useEffect(() => {
    if (wanted.current === null) return
    const row = scroller.current?.querySelector<HTMLElement>(
      `[data-conversation="${CSS.escape(wanted.current)}"]`,
    )
    if (!row) return
    row.focus({ preventScroll: true })
    wanted.current = null
  })
  const tabStop = rows.some(
    (row) => row.type === 'conversation' && row.conversation.id === (focusedId ?? openId),
  )
    ? (focusedId ?? openId)
    : firstConversation(rows)?.id

  function moveFocus(from: string | null, step: 1 | -1) {
    const start = rows.findIndex((row) => row.type === 'conversation' && row.conversation.id === from)
    for (let index = start + step; index >= 0 && index < rows.length; index += step) {
      const row = rows[index]
      if (row?.type !== 'conversation') continue
      wanted.current = row.conversation.id
      setFocusedId(row.conversation.id)
      virtualizer.scrollToIndex(index)
      return
    }
    if (step === -1) focusSearch()
  }

  function handleRowKey(event: KeyboardEvent, conversation: Conversation) {
    switch (event.key) {
      case 'ArrowDown':
        moveFocus(conversation.id, 1)
        break
      case 'ArrowUp':
        moveFocus(conversation.id, -1)
        break
      case 'F2':
        setRenamingId(conversation.id)
        break
      case 'Delete':
        moveFocus(conversation.id, 1)
        void conversationDeleted(conversation)
        break
      default:
        return
    }
    event.preventDefault()
  }

  function handleSearchKey(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') moveFocus(null, 1)
    else if (event.key === 'Escape' && search !== '') searchTyped('')
    else if (event.key === 'Enter') {
      const first = firstConversation(rows)
      if (first) conversationChosen(first.id)
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
        <IconButton label="New chat" shortcut="Mod+N" onClick={newChatAsked}>
          <SquarePen />
        </IconButton>
      </div>
      <div ref={scroller} className={styles['scroller']}>
        <ul className={styles['rows']} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index]
            if (!row) return null
            const place = { transform: `translateY(${item.start}px)`, height: item.size }
            if (row.type === 'heading')
              return (
                <li key={item.key} className={styles['heading']} style={place}>
                  {row.label}
                </li>
              )
            const { conversation } = row
            return (
              <li key={item.key} className={styles['row']} style={place}>
                <ConversationItem
                  conversation={conversation}
                  when={formatWhen(conversation.updatedAt, now)}
                  isOpen={conversation.id === openId}
                  isRunning={running.has(conversation.id)}
                  isRenaming={conversation.id === renamingId}
                  isTabStop={conversation.id === tabStop}
                  onKeyDown={handleRowKey}
                  onFocus={setFocusedId}
                  onRename={setRenamingId}
                  onRenamed={endRename}
                />
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
            <p>{search === '' ? 'Your conversations appear here.' : `No title contains “${search}”.`}</p>
          </div>
        ) : null}
      </div>
    </>
  )
}

function rowKey(row: ListRow | undefined): string {
  if (!row) return ''
  return row.type === 'heading' ? row.label : row.conversation.id
}

function firstConversation(rows: readonly ListRow[]): Conversation | undefined {
  const first = rows.find((row) => row.type === 'conversation')
  return first?.type === 'conversation' ? first.conversation : undefined
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
