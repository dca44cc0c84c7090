import * as files from 'node:fs/promises'

import { onTestFinished, vi } from 'vitest'

/** A step of writing a file that a system can refuse. */
export type DiskStep = 'mkdir' | 'readdir' | 'open' | 'writeFile' | 'chmod' | 'sync' | 'rename'

/**
 * Makes the system refuse one step with `code` for every path that has `where` in it, until the test is over; a rename's
 * path is the one it ends at. The test file has to mock `node:fs/promises` with `{ spy: true }`.
 */
export async function refuse(step: DiskStep, code: string, where = ''): Promise<void> {
  const real = await vi.importActual<typeof files>('node:fs/promises')
  const refused = (path: unknown) => {
    const isMeant = String(path).includes(where)
    return isMeant ? Object.assign(new Error(`${code}: ${step} '${String(path)}'`), { code }) : null
  }
  switch (step) {
    case 'mkdir':
      replace(vi.mocked(files.mkdir), async (path, options) => {
        const failure = refused(path)
        if (failure !== null) throw failure
        return real.mkdir(path, options)
      })
      return
    case 'readdir':
      replace(vi.mocked(files.readdir as (path: string) => Promise<string[]>), async (path) => {
        const failure = refused(path)
        if (failure !== null) throw failure
        return real.readdir(path)
      })
      return
    case 'rename':
      replace(vi.mocked(files.rename), async (from, to) => {
        const failure = refused(to)
        if (failure !== null) throw failure
        return real.rename(from, to)
      })
      return
    case 'open':
      replace(vi.mocked(files.open), async (path, flags, mode) => {
        const failure = refused(path)
        if (failure !== null && flags !== 'r') throw failure
        return real.open(path, flags, mode)
      })
      return
    case 'writeFile':
    case 'chmod':
    case 'sync':
      replace(vi.mocked(files.open), async (path, flags, mode) => {
        const handle = await real.open(path, flags, mode)
        const failure = refused(path)
        if (failure !== null && flags !== 'r') vi.spyOn(handle, step).mockRejectedValue(failure)
        return handle
      })
      return
  }
}

function replace<Arguments extends unknown[], Result>(
  mock: { mockImplementation(run: (...given: Arguments) => Result): unknown; mockReset(): unknown },
  run: (...given: Arguments) => Result,
): void {
  mock.mockImplementation(run)
  onTestFinished(() => void mock.mockReset())
}
