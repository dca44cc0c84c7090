import type { Conversation } from '#shared/conversation.ts'
import type { EventPayload } from '#shared/ipc/contract.ts'

/** What main tells when one conversation appeared, changed or went. */
export type ConversationChange = EventPayload<'conversation:changed'>

/** A line of the list pane: the head of a group, or a conversation. */
export type ListRow =
  | { readonly type: 'heading'; readonly label: string }
  | { readonly type: 'conversation'; readonly conversation: Conversation }

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
 * The lines of the list pane: conversations under Pinned, Today, Yesterday, Previous 7 days and Older, by the local
 * calendar. `matches` are the ids a search found; null shows all.
 */
export function listRows(
  list: readonly Conversation[],
  matches: ReadonlySet<string> | null,
  now: Date,
): ListRow[] {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate())
  const yesterday = daysBefore(today, 1).toISOString()
  const lastWeek = daysBefore(today, 7).toISOString()
  const todayText = today.toISOString()
  const rows: ListRow[] = []
  let label = ''
  for (const conversation of list) {
    if (matches && !matches.has(conversation.id)) continue
    const group = groupOf(conversation, todayText, yesterday, lastWeek)
    if (group !== label) {
      label = group
      rows.push({ type: 'heading', label })
    }
    rows.push({ type: 'conversation', conversation })
  }
  return rows
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
