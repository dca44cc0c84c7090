import { chmod, stat } from 'node:fs/promises'

import { fileFailure, isMissing } from '../config-file/file-failure.ts'
import { rewriteFile } from '../config-file/file-rewrite.ts'

const OWNER_ONLY = 0o600
const OTHERS = 0o077

/**
 * Changes a file that holds keys; nobody but its owner can read it from before the new key is in it. `change` gets the
 * text, null where there is no file; null from it leaves the file alone. Throws AppFailure, and what `change` throws.
 */
export async function rewritePrivateFile(
  path: string,
  change: (text: string | null) => string | null,
): Promise<void> {
  await closeToOthers(path)
  await rewriteFile({ path, backups: null, reason: '', decide: (now) => change(now?.text ?? null) })
}

async function closeToOthers(path: string): Promise<void> {
  if (process.platform === 'win32') return
  try {
    const { mode } = await stat(path)
    if ((mode & OTHERS) !== 0) await chmod(path, OWNER_ONLY)
  } catch (cause) {
    if (!isMissing(cause)) throw fileFailure(cause, path, 'write')
  }
}
