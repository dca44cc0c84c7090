import type { Folder } from '#shared/folder.ts'
import type { EventPayload } from '#shared/ipc/contract.ts'

/** What main tells when one folder appeared, changed or went. */
export type FolderChange = EventPayload<'folder:changed'>

const names = new Intl.Collator(undefined, { numeric: true })

/** By name, as the list shows them; those of one name in the order of their making. */
export function inOrder(folders: readonly Folder[]): readonly Folder[] {
  return folders.toSorted(
    (left, right) =>
      names.compare(left.name, right.name) ||
      (left.createdAt < right.createdAt ? -1 : left.createdAt > right.createdAt ? 1 : 0),
  )
}

/** Folds a change into the mirrored folders and keeps their order; the same list comes back when nothing changed. */
export function applyFolderChange(folders: readonly Folder[], change: FolderChange): readonly Folder[] {
  const id = change.type === 'removed' ? change.id : change.folder.id
  const known = folders.find((folder) => folder.id === id)
  if (change.type === 'removed') return known ? folders.filter((folder) => folder !== known) : folders
  if (known && isSameFolder(known, change.folder)) return folders
  return inOrder([...folders.filter((folder) => folder !== known), change.folder])
}

function isSameFolder(left: Folder, right: Folder): boolean {
  return (
    left.name === right.name && left.cost?.usd === right.cost?.usd && left.cost?.source === right.cost?.source
  )
}

/** The folder a conversation is listed in; null at the top level, also while its folder is gone. */
export function folderOf(folders: readonly Folder[], folderId: string | null): Folder | null {
  return folderId === null ? null : (folders.find(({ id }) => id === folderId) ?? null)
}

/** Folders whose name contains a text, whatever the case. */
export function foldersNamed(folders: readonly Folder[], text: string): readonly Folder[] {
  const sought = folded(text)
  return folders.filter(({ name }) => folded(name).includes(sought))
}

/** Whether a folder has exactly this name, whatever the case. */
export function isFolderName(folders: readonly Folder[], text: string): boolean {
  const sought = folded(text)
  return folders.some(({ name }) => folded(name) === sought)
}

function folded(text: string): string {
  return text.trim().normalize('NFKC').toUpperCase()
}
