import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { withFileLock } from '../../../../src-main/engine/file-lock.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

function newFile(): { path: string; lock: string } {
  const path = join(temporaryFolder(), 'deep', 'auth-profiles.json')
  return { path, lock: `${path}.lock` }
}

const held = (pid: number, createdAt = new Date()): string =>
  JSON.stringify({ pid, createdAt: createdAt.toISOString() })

it('holds the lock as the engines do, and gives it back', async () => {
  const { path, lock } = newFile()
  await withFileLock(path, async () => {
    expect(JSON.parse(readFileSync(lock, 'utf8'))).toEqual({
      pid: process.pid,
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
    })
  })
  expect(existsSync(lock)).toBe(false)
})

it('gives it back when the work fails', async () => {
  const { path, lock } = newFile()
  await expect(withFileLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(existsSync(lock)).toBe(false)
})

it('lets one at a time work', async () => {
  const { path } = newFile()
  let working = 0
  let most = 0
  const work = async (): Promise<void> => {
    working += 1
    most = Math.max(most, working)
    await new Promise((resolve) => setTimeout(resolve, 5))
    working -= 1
  }
  await Promise.all([withFileLock(path, work), withFileLock(path, work), withFileLock(path, work)])
  expect(most).toBe(1)
})

it('waits for whoever has it, and gives up', async () => {
  const { path, lock } = newFile()
  await withFileLock(path, async () => undefined)
  writeFileSync(lock, held(process.pid))
  await expect(withFileLock(path, async () => 'done', 100)).rejects.toThrow(
    'being written by another program',
  )
  expect(readFileSync(lock, 'utf8')).toContain(String(process.pid))
  setTimeout(() => rmSync(lock), 80)
  expect(await withFileLock(path, async () => 'done')).toBe('done')
})

it('takes over a lock whose owner is gone, or that is too old', async () => {
  const { path, lock } = newFile()
  await withFileLock(path, async () => undefined)
  const { pid } = spawnSync(process.execPath, ['--version'], { env: { ELECTRON_RUN_AS_NODE: '1' } })
  writeFileSync(lock, held(pid))
  expect(await withFileLock(path, async () => 'done', 0)).toBe('done')

  const longAgo = new Date(Date.now() - 31_000)
  writeFileSync(lock, held(process.pid, longAgo))
  utimesSync(lock, longAgo, longAgo)
  expect(await withFileLock(path, async () => 'done', 0)).toBe('done')
})
