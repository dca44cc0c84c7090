import { mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { z } from 'zod'

import { AppFailure, appError } from '#shared/app-error.ts'

/** A lock older than this, in ms, was left behind. Source: engine config contract, "auth-profiles.json". */
const STALE_MS = 30_000
/** How long to wait for whoever has it, in ms, and between two looks. */
const WAIT_MS = 5000
const POLL_MS = 50

const Payload = z.object({ pid: z.number().int().positive(), createdAt: z.string() })

/**
 * Runs `work` while holding `<path>.lock` as the engines do, so that neither writes over the other. A lock whose owner is
 * gone, or that is older than 30 s, is taken over. Throws AppFailure `config-changed-on-disk` when it stays taken.
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>, waitMs = WAIT_MS): Promise<T> {
  const lockPath = `${path}.lock`
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const giveUpAt = Date.now() + waitMs
  while (!(await tryToLock(lockPath))) {
    if (await isLeftBehind(lockPath)) await rm(lockPath, { force: true })
    else if (Date.now() > giveUpAt) throw taken(path)
    else await delay(POLL_MS)
  }
  try {
    return await work()
  } finally {
    await rm(lockPath, { force: true })
  }
}

async function tryToLock(lockPath: string): Promise<boolean> {
  try {
    const file = await open(lockPath, 'wx', 0o600)
    try {
      await file.writeFile(JSON.stringify({ pid: process.pid, createdAt: new Date().toISOString() }, null, 2))
    } finally {
      await file.close()
    }
    return true
  } catch (cause) {
    if (isCode(cause, 'EEXIST')) return false
    throw cause
  }
}

async function isLeftBehind(lockPath: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(lockPath)
    if (Date.now() - mtimeMs > STALE_MS) return true
    const payload = Payload.safeParse(JSON.parse(await readFile(lockPath, 'utf8')))
    return payload.success && !isRunning(payload.data.pid)
  } catch (cause) {
    // Not written yet, or just given back: the next look will tell.
    if (cause instanceof SyntaxError || isCode(cause, 'ENOENT')) return false
    throw cause
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    // EPERM: it runs, and belongs to somebody else.
    return isCode(cause, 'EPERM')
  }
}

function isCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code
}

function taken(path: string): AppFailure {
  return new AppFailure(
    appError('config-changed-on-disk', `${path} is being written by another program.`, {
      nextStep: 'Try again in a moment.',
    }),
  )
}
