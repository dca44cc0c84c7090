/** What the user does with folders: asked of main, folded into the chat's mirror, and taken back where that can be done. */
import type { Conversation } from '#shared/conversation.ts'
import type { Folder } from '#shared/folder.ts'
import { errorOf, request, requestOrToast, showFailure } from '../../app/bridge.ts'
import { showToast } from '../../ui/toast-store.ts'
import { shortened } from './chat-format.ts'
import { conversationChanged, conversationsMoved, folderChanged } from './conversation-state.ts'
import { useChat } from './conversation-store.ts'
import { folderOf } from './folder-list.ts'
import { folderUnfolded } from './folder-view-store.ts'

const { getState, setState } = useChat

/** Makes a folder and puts conversations into it. Resolves to the folder; null when it could not be made. */
export async function folderCreated(
  name: string,
  conversationIds: readonly string[] = [],
): Promise<Folder | null> {
  const folder = await requestOrToast('folder:create', { name })
  if (!folder) return null
  setState((state) => folderChanged(state, { type: 'upserted', folder }))
  if (conversationIds.length > 0) await place(conversationIds, folder.id)
  return folder
}

/** Renames a folder here at once and in main. */
export async function folderRenamed(folder: Folder, name: string): Promise<void> {
  setState((state) => folderChanged(state, { type: 'upserted', folder: { ...folder, name } }))
  const stored = await requestOrToast('folder:rename', { id: folder.id, name })
  setState((state) => folderChanged(state, { type: 'upserted', folder: stored ?? folder }))
}

/** Deletes a folder, whose conversations stay, and offers to bring it back. */
export async function folderDeleted(folder: Folder): Promise<void> {
  try {
    await request('folder:delete', { id: folder.id })
  } catch (cause) {
    showFailure(errorOf(cause))
    return
  }
  setState((state) => folderChanged(state, { type: 'removed', id: folder.id }))
  showToast({
    text: `Deleted the folder “${shortened(folder.name)}”; its conversations stay`,
    action: { label: 'Undo', onSelect: () => void folderRestored(folder.id) },
  })
}

async function folderRestored(id: string): Promise<void> {
  const folder = await requestOrToast('folder:restore', { id })
  if (folder) setState((state) => folderChanged(state, { type: 'upserted', folder }))
}

/** Puts a conversation into a folder, or with null to the top level, and offers to take that back. */
export async function conversationMoved(conversation: Conversation, folderId: string | null): Promise<void> {
  const from = folderOf(getState().folders, conversation.folderId)
  if ((from?.id ?? null) === folderId) return
  if (!(await place([conversation.id], folderId))) return
  const to = folderOf(getState().folders, folderId)
  showToast({
    text: to ? `Moved to “${shortened(to.name)}”` : `Taken out of “${shortened(from?.name ?? '')}”`,
    action: { label: 'Undo', onSelect: () => void place([conversation.id], from?.id ?? null) },
  })
}

/** Moves here at once and in main; resolves to whether main did. */
async function place(ids: readonly string[], folderId: string | null): Promise<boolean> {
  const before = getState().conversations.filter(({ id }) => ids.includes(id))
  setState((state) => conversationsMoved(state, ids, folderId))
  if (folderId !== null) folderUnfolded(folderId)
  const moved = await requestOrToast('conversation:move', { ids: [...ids], folderId })
  for (const conversation of moved ?? before)
    setState((state) => conversationChanged(state, { type: 'upserted', conversation }))
  return moved !== undefined
}
