/** Looks for a key where none may be: below a folder, and in a page's memory. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

import type { Page } from '@playwright/test'

/** Files below `folder`, relative to it, that hold the secret in UTF-8, UTF-16 or base64. */
export function filesHolding(secret: string, folder: string): string[] {
  const disguises = [
    Buffer.from(secret, 'utf8'),
    Buffer.from(secret, 'utf16le'),
    Buffer.from(Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1)),
  ]
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file)
      return disguises.some((disguise) => bytes.includes(disguise))
    })
    .map((file) => relative(folder, file))
}

/** Which of the texts stand in the first 1,024 characters of a string of the page's heap, garbage already collected. */
export async function foundInHeap(page: Page, texts: readonly string[]): Promise<string[]> {
  const found = new Set<string>()
  const overlap = Math.max(...texts.map((text) => text.length))
  let tail = ''
  const session = await page.context().newCDPSession(page)
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => {
    const piece = tail + chunk
    for (const text of texts) if (piece.includes(text)) found.add(text)
    tail = chunk.slice(-overlap)
  })
  try {
    // Collects garbage first.
    await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  } finally {
    await session.detach()
  }
  return [...found]
}
