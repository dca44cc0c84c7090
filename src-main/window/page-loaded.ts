import type { WebContents } from 'electron'

/** Resolves when the page is there, or will not come. */
export function pageLoaded(contents: WebContents): Promise<void> {
  return new Promise((resolve) => {
    contents.once('did-finish-load', () => resolve())
    contents.once('did-fail-load', () => resolve())
    contents.once('destroyed', () => resolve())
  })
}
