import { createHash, randomBytes } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

/** No write takes as long: a file that is older was left behind, whatever its process number means today. */
const LONGEST_WRITE_MS = 60 * 60 * 1000
/** The machine, the process and a random part. No engine looks for such a name. */
const NAME = /^\.litedesk-([0-9a-f]{8})-(\d+)-[0-9a-f]{16}\.tmp$/
/** Process numbers mean nothing on another machine that shares the folder. */
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

/** A name for a file that will take another's place in `folder`; never the same twice. */
export function temporaryPath(folder: string): string {
  return join(folder, `.litedesk-${machine}-${process.pid}-${randomBytes(8).toString('hex')}.tmp`)
}

/** Removes what Litedesk processes that were killed have left in the folder, and nothing else. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder)
  for (const name of names) {
    const path = join(folder, name)
    if (await isLeftover(name, path)) await rm(path, { force: true })
  }
}

async function isLeftover(name: string, path: string): Promise<boolean> {
  const [, writerMachine, writerPid] = NAME.exec(name) ?? []
  if (writerMachine === undefined) return false
  if (writerMachine === machine && !isRunning(Number(writerPid))) return true
  const stats = await stat(path).catch(() => null)
  return stats !== null && Date.now() - stats.mtimeMs > LONGEST_WRITE_MS
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    // It is there, and another user's.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
  }
}
