import { copyFile, rename, rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

import { systemCodeOf } from './file-failure.ts'

/** Virus scanners and indexers hold a new file for moments; together about a second. */
const WINDOWS_RETRY_DELAYS_MS = [10, 20, 40, 80, 160, 320, 400]
const WINDOWS_HELD = new Set(['EPERM', 'EACCES', 'EBUSY', 'EEXIST'])

/**
 * Puts a finished file in another's place, at once. Windows refuses while any program holds the old file open: there it is
 * tried again for a second and then copied over, which is not at once but all that is left. Source: engine config contract
 * §2.4, where the engines do the same.
 */
export async function replaceFile(from: string, to: string, platform = process.platform): Promise<void> {
  const delays = platform === 'win32' ? WINDOWS_RETRY_DELAYS_MS : []
  for (const delayMs of delays) {
    try {
      await rename(from, to)
      return
    } catch (cause) {
      if (!WINDOWS_HELD.has(systemCodeOf(cause) ?? '')) throw cause
      await delay(delayMs)
    }
  }
  if (platform !== 'win32') {
    await rename(from, to)
    return
  }
  await copyFile(from, to)
  await rm(from, { force: true })
}
