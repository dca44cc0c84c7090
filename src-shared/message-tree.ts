import type { Message } from './conversation.ts'

/** A message on the shown branch, with its place among its siblings. */
export interface BranchEntry {
  readonly message: Message
  /** Ids of all messages with the same parent, oldest first; contains this one. */
  readonly siblings: readonly string[]
}

/** Messages by parent, each list oldest first; the key of first messages is null. */
export type ChildIndex = ReadonlyMap<string | null, readonly Message[]>

/** Groups messages under their parents. Input order is kept, so pass them oldest first. */
export function indexChildren(messages: Iterable<Message>): ChildIndex {
  const index = new Map<string | null, Message[]>()
  for (const message of messages) {
    const children = index.get(message.parentId)
    if (children) children.push(message)
    else index.set(message.parentId, [message])
  }
  return index
}

/**
 * The branch that ends in `leafId`, first message first. With a null or unknown leaf, the newest branch is shown.
 */
export function branchTo(messages: readonly Message[], leafId: string | null): BranchEntry[] {
  const children = indexChildren(messages)
  const byId = new Map(messages.map((message) => [message.id, message]))
  const known = leafId === null ? undefined : byId.get(leafId)
  let current: Message | undefined = known ?? newestLeafUnder(children, null)
  const branch: BranchEntry[] = []
  while (current) {
    const siblings = (children.get(current.parentId) ?? []).map((sibling) => sibling.id)
    branch.push({ message: current, siblings })
    current = current.parentId === null ? undefined : byId.get(current.parentId)
  }
  return branch.toReversed()
}

/** The leaf to show when the user walks to `messageId`: the newest message below it, or itself. */
export function leafBelow(messages: readonly Message[], messageId: string): string {
  return newestLeafUnder(indexChildren(messages), messageId)?.id ?? messageId
}

function newestLeafUnder(children: ChildIndex, parentId: string | null): Message | undefined {
  let leaf: Message | undefined
  let next = children.get(parentId)?.at(-1)
  while (next) {
    leaf = next
    next = children.get(next.id)?.at(-1)
  }
  return leaf
}
