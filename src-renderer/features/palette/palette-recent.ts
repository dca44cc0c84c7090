/** Where the window remembers what was chosen in the palette. */
const KEY = 'litedesk.palette-recent'
const MAX_KEPT = 24

/** Ids of the entries chosen last, newest first; what is missing or damaged is none. */
export function readRecent(text: string | null): readonly string[] {
  if (text === null) return []
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : []
  } catch {
    // Not ours or cut short: nothing was used yet.
    return []
  }
}

/** The list with an id on top, once, and no longer than is worth keeping. */
export function withRecent(recent: readonly string[], id: string): readonly string[] {
  return [id, ...recent.filter((other) => other !== id)].slice(0, MAX_KEPT)
}

export function recentlyChosen(): readonly string[] {
  return readRecent(localStorage.getItem(KEY))
}

/** Remembers that an entry was chosen. */
export function rememberChosen(id: string): void {
  localStorage.setItem(KEY, JSON.stringify(withRecent(recentlyChosen(), id)))
}
