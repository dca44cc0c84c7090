import type { Handlers } from '../ipc/serve.ts'
import { tellWindows } from '../ipc/tell.ts'
import type { ConversationStore } from './conversation-store.ts'

/** Folders and what is put into them, as the renderer asks for them. */
export function folderHandlers(store: ConversationStore): Handlers {
  return {
    'folder:list': () => store.folders(),
    'folder:create': async ({ name }) => {
      const folder = await store.createFolder(name)
      tellWindows('folder:changed', { type: 'upserted', folder })
      return folder
    },
    'folder:rename': async ({ id, name }) => {
      const folder = await store.renameFolder(id, name)
      tellWindows('folder:changed', { type: 'upserted', folder })
      return folder
    },
    'folder:delete': async ({ id }) => {
      await store.deleteFolder(id)
      tellWindows('folder:changed', { type: 'removed', id })
    },
    'folder:restore': async ({ id }) => {
      const folder = await store.restoreFolder(id)
      tellWindows('folder:changed', { type: 'upserted', folder })
      return folder
    },
    'conversation:move': async ({ ids, folderId }) => {
      const { conversations, folders } = await store.move(ids, folderId)
      for (const conversation of conversations)
        tellWindows('conversation:changed', { type: 'upserted', conversation })
      for (const folder of folders) tellWindows('folder:changed', { type: 'upserted', folder })
      return conversations
    },
  }
}
