import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { dirname } from 'node:path'

import { onTestFinished, type TestContext } from 'vitest'

/**
 * Makes a file read-only until the test ends. For root, whom permissions do not bind, its folder is mounted read-only; where
 * that is not possible the test is skipped with the reason.
 */
export function makeReadOnly(path: string, context: TestContext): void {
  if (process.getuid?.() !== 0) {
    chmodSync(path, 0o400)
    return
  }
  const folder = dirname(path)
  for (const args of [
    ['--bind', folder, folder],
    ['-o', 'remount,ro,bind', folder],
  ]) {
    const { status, error, stderr } = spawnSync('mount', args, { encoding: 'utf8' })
    if (status !== 0) context.skip(`root may write everywhere here: ${error?.message ?? stderr.trim()}`)
    else if (args[0] === '--bind') onTestFinished(() => void spawnSync('umount', [folder]))
  }
}
