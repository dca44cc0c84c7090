/** What the window itself knows of folders: which are folded, across restarts, and whether a new one is being named. */
import { create } from 'zustand'

const COLLAPSED_KEY = 'litedesk.collapsed-folders'

interface FolderView {
  readonly collapsed: ReadonlySet<string>
  /** The conversations that go into the new folder as soon as it has a name; null while none is being named. */
  readonly naming: readonly string[] | null
}

export const useFolderView = create<FolderView>()(() => ({ collapsed: remembered(), naming: null }))

const { getState, setState } = useFolderView

/** The user folded or unfolded a folder. */
export function folderToggled(id: string): void {
  const { collapsed } = getState()
  collapse(collapsed.has(id) ? [...collapsed].filter((other) => other !== id) : [...collapsed, id])
}

/** Something in a folder is to be seen. */
export function folderUnfolded(id: string): void {
  if (getState().collapsed.has(id)) folderToggled(id)
}

/** These are all folders there are; what is remembered of others is forgotten. */
export function foldersKnown(ids: readonly string[]): void {
  const collapsed = ids.filter((id) => getState().collapsed.has(id))
  if (collapsed.length !== getState().collapsed.size) collapse(collapsed)
}

/** The user wants a new folder, with these conversations in it. */
export function newFolderAsked(conversationIds: readonly string[] = []): void {
  setState({ naming: conversationIds })
}

/** The new folder has its name, or the user let it be. */
export function namingEnded(): void {
  setState({ naming: null })
}

function collapse(ids: readonly string[]): void {
  setState({ collapsed: new Set(ids) })
  localStorage.setItem(COLLAPSED_KEY, JSON.stringify(ids))
}

function remembered(): ReadonlySet<string> {
  if (typeof localStorage === 'undefined') return new Set()
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(COLLAPSED_KEY) ?? '[]')
    return new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [])
  } catch {
    // What another hand wrote there is worth no more than nothing.
    return new Set()
  }
}
