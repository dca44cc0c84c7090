import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** How often somebody else's work is looked at, in ms. */
const LOOK_AGAIN_MS = 200

/**
 * Runs `work` while holding a file that only one process at a time can hold: the test files of one run share what is
 * fetched. A file left by a process that is gone is taken over.
 */
export async function exclusively<Value>(file: string, work: () => Promise<Value>): Promise<Value> {
  mkdirSync(dirname(file), { recursive: true })
  while (!take(file)) {
    if (isLeftBehind(file)) rmSync(file, { force: true })
    else await pause(LOOK_AGAIN_MS)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file: string): boolean {
  try {
    const handle = openSync(file, 'wx')
    writeSync(handle, String(process.pid))
    closeSync(handle)
    return true
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) return false
    throw cause
  }
}

function isLeftBehind(file: string): boolean {
  try {
    const holder = Number(readFileSync(file, 'utf8'))
    if (holder > 0) process.kill(holder, 0)
    return false
  } catch (cause) {
    return hasCode(cause, 'ESRCH')
  }
}

function hasCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code
}
