import type { Conversation } from '#shared/conversation.ts'
import type { Folder } from '#shared/folder.ts'
import type { EventPayload } from '#shared/ipc/contract.ts'

/** What main tells when one conversation appeared, changed or went. */
export type ConversationChange = EventPayload<'conversation:changed'>

/** A line of the list pane; `folderId` names the folder it stands in, null for none. */
export type ListRow =
  /** The field that names a new folder. */
  | { readonly type: 'new-folder'; readonly folderId: null }
  | {
      readonly type: 'folder'
      readonly folderId: string
      readonly folder: Folder
      /** How many of its conversations are there to see. */
      readonly count: number
      readonly isUnfolded: boolean
      /** Whether the conversation on screen is in it and out of sight. */
      readonly hidesOpen: boolean
      /** Whether an answer streams in it, out of sight. */
      readonly hidesRunning: boolean
    }
  /** Says that the folder holds nothing. */
  | { readonly type: 'empty-folder'; readonly folderId: string }
  /** The head of a group. */
  | { readonly type: 'heading'; readonly folderId: null; readonly label: string }
  | {
      readonly type: 'conversation'
      readonly folderId: string | null
      readonly conversation: Conversation
    }

/** What the list is made of. */
export interface ListContent {
  readonly conversations: readonly Conversation[]
  readonly folders: readonly Folder[]
  /** Folders that are folded. */
  readonly collapsed: ReadonlySet<string>
  /** Ids a search found; null shows all. What was found is shown in folded folders, too. */
  readonly matches: ReadonlySet<string> | null
  readonly isNaming: boolean
  readonly openId: string | null
  /** Conversations an answer streams in. */
  readonly running: ReadonlySet<string>
  readonly now: Date
}

/** Pinned first, then newest first: the order of `conversation:list`. */
function byPlace(left: Conversation, right: Conversation): number {
  if (left.isPinned !== right.isPinned) return left.isPinned ? -1 : 1
  return left.updatedAt < right.updatedAt ? 1 : left.updatedAt > right.updatedAt ? -1 : 0
}

/** Folds a change into the mirrored list and keeps its order; the same list comes back when nothing changed. */
export function applyConversationChange(
  list: readonly Conversation[],
  change: ConversationChange,
): readonly Conversation[] {
  const id = change.type === 'removed' ? change.id : change.conversation.id
  const place = list.findIndex((conversation) => conversation.id === id)
  if (change.type === 'removed') return place === -1 ? list : list.toSpliced(place, 1)
  const known = list[place]
  if (known && isSameConversation(known, change.conversation)) return list
  const others = known ? list.toSpliced(place, 1) : list
  const next = others.findIndex((other) => byPlace(change.conversation, other) <= 0)
  return others.toSpliced(next === -1 ? others.length : next, 0, change.conversation)
}

function isSameConversation(left: Conversation, right: Conversation): boolean {
  return (
    left.title === right.title &&
    left.isPinned === right.isPinned &&
    left.folderId === right.folderId &&
    left.updatedAt === right.updatedAt &&
    left.model === right.model &&
    left.draft === right.draft &&
    left.leafId === right.leafId &&
    left.parameters.systemPrompt === right.parameters.systemPrompt &&
    left.parameters.temperature === right.parameters.temperature &&
    left.parameters.topP === right.parameters.topP &&
    left.parameters.maxTokens === right.parameters.maxTokens &&
    left.parameters.reasoningEffort === right.parameters.reasoningEffort
  )
}

/**
 * The lines of the list pane: folders with their conversations, then all others under Pinned, Today, Yesterday, Previous
 * 7 days and Older, by the local calendar.
 */
export function listRows(content: ListContent): ListRow[] {
  const { conversations, folders, matches, isNaming, now } = content
  const inside = new Map<string, Conversation[]>(folders.map(({ id }) => [id, []]))
  const others: Conversation[] = []
  for (const conversation of conversations) {
    if (matches && !matches.has(conversation.id)) continue
    const members = conversation.folderId === null ? undefined : inside.get(conversation.folderId)
    const place = members ?? others
    place.push(conversation)
  }
  return [
    ...(isNaming ? [{ type: 'new-folder', folderId: null } as const] : []),
    ...folders.flatMap((folder) => folderRows(folder, inside.get(folder.id) ?? [], content)),
    ...dayRows(others, now),
  ]
}

function folderRows(
  folder: Folder,
  members: readonly Conversation[],
  { collapsed, matches, openId, running }: ListContent,
): ListRow[] {
  if (matches && members.length === 0) return []
  const { id: folderId } = folder
  const isUnfolded = matches !== null || !collapsed.has(folderId)
  const head: ListRow = {
    type: 'folder',
    folderId,
    folder,
    count: members.length,
    isUnfolded,
    hidesOpen: !isUnfolded && members.some(({ id }) => id === openId),
    hidesRunning: !isUnfolded && running.size > 0 && members.some(({ id }) => running.has(id)),
  }
  if (!isUnfolded) return [head]
  if (members.length === 0) return [head, { type: 'empty-folder', folderId }]
  return [head, ...members.map((conversation): ListRow => ({ type: 'conversation', folderId, conversation }))]
}

function dayRows(conversations: readonly Conversation[], now: Date): ListRow[] {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate())
  const yesterday = daysBefore(today, 1).toISOString()
  const lastWeek = daysBefore(today, 7).toISOString()
  const todayText = today.toISOString()
  const rows: ListRow[] = []
  let label = ''
  for (const conversation of conversations) {
    const group = groupOf(conversation, todayText, yesterday, lastWeek)
    if (group !== label) {
      label = group
      rows.push({ type: 'heading', folderId: null, label })
    }
    rows.push({ type: 'conversation', folderId: null, conversation })
  }
  return rows
}

/** What a line is known by while the list changes. */
export function rowKey(row: ListRow): string {
  switch (row.type) {
    case 'new-folder':
      return 'new-folder'
    case 'folder':
      return `folder ${row.folderId}`
    case 'empty-folder':
      return `empty ${row.folderId}`
    case 'heading':
      return row.label
    case 'conversation':
      return row.conversation.id
  }
}

/** Whether the focus stops at a line. */
export function isStop(row: ListRow): boolean {
  return row.type === 'folder' || row.type === 'conversation'
}

function daysBefore(day: Date, count: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - count)
}

function groupOf(conversation: Conversation, today: string, yesterday: string, lastWeek: string): string {
  if (conversation.isPinned) return 'Pinned'
  if (conversation.updatedAt >= today) return 'Today'
  if (conversation.updatedAt >= yesterday) return 'Yesterday'
  if (conversation.updatedAt >= lastWeek) return 'Previous 7 days'
  return 'Older'
}

/** What a conversation is called on screen: its title, else the start of its draft, else "New chat". */
export function conversationName(conversation: Pick<Conversation, 'title' | 'draft'>): string {
  if (conversation.title !== '') return conversation.title
  const draft = conversation.draft.slice(0, 120).trim().split('\n')[0] ?? ''
  return draft === '' ? 'New chat' : draft
}

/** Whether a conversation holds nothing a user would miss: no message, no draft, no name of its own. */
export function isBlank(conversation: Conversation): boolean {
  return conversation.leafId === null && conversation.draft === '' && conversation.title === ''
}
