import { rmSync } from 'node:fs'
import { join } from 'node:path'

/** A mirror without a file. */
export const IN_MEMORY = ':memory:'

/** Where a gateway's mirror is. */
export function mirrorPath(folder: string, gatewayId: string): string {
  return join(folder, `${gatewayId}.duckdb`)
}

/** Removes a mirror that is not open. */
export function removeMirrorFile(path: string): void {
  if (path === IN_MEMORY) return
  for (const suffix of ['', '.wal', '.tmp']) rmSync(path + suffix, { force: true, recursive: true })
}
