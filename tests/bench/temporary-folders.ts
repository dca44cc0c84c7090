import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const made: string[] = []

/** A new empty folder that lasts as long as the bench. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'litedesk-bench-'))
  made.push(folder)
  return folder
}

/** Removes all of them. */
export function removeTemporaryFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
