import type { BrowserWindow } from 'electron'

import { log } from '../log/log.ts'

/** A page may crash this often within this time, in ms, and is loaded anew. */
const MAX_CRASHES = 3
const CRASH_MEMORY_MS = 60_000

/** Loads a page that crashed anew; one that crashes again and again stays down, as it would for ever. */
export function reviveCrashedPage(window: BrowserWindow): void {
  let crashes: number[] = []
  window.webContents.on('render-process-gone', () => {
    const now = performance.now()
    crashes = [...crashes.filter((at) => now - at < CRASH_MEMORY_MS), now]
    if (crashes.length > MAX_CRASHES) {
      log.error('The page crashes again and again')
      return
    }
    // Not at once: Chromium is still taking the old page down, and a reload in the middle of it ends the program.
    setImmediate(() => {
      if (!window.isDestroyed()) window.reload()
    })
  })
}
