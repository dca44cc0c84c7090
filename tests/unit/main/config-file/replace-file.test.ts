import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'

import { beforeEach, describe, expect, it, vi } from 'vitest'

import { replaceFile } from '#main/config-file/replace-file.ts'

import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

vi.mock('node:fs/promises', { spy: true })

const systemError = (code: string) => Object.assign(new Error(code), { code })

/** A new file beside an old one. */
function twoFiles(): { readonly from: string; readonly to: string } {
  const folder = temporaryFolder()
  const [from, to] = [join(folder, 'new'), join(folder, 'old')]
  writeFileSync(from, 'new')
  writeFileSync(to, 'old')
  return { from, to }
}

describe('replaceFile', () => {
  beforeEach(() => void vi.mocked(rename).mockReset())

  it.each(['linux', 'darwin'] as const)('does not copy over a file on %s', async (platform) => {
    const { from, to } = twoFiles()
    vi.mocked(rename).mockRejectedValueOnce(systemError('EPERM'))
    await expect(replaceFile(from, to, platform)).rejects.toMatchObject({ code: 'EPERM' })
    expect(readFileSync(to, 'utf8')).toBe('old')
  })

  it.each(['EPERM', 'EACCES', 'EBUSY', 'EEXIST'])(
    'waits on Windows until the file is let go (%s)',
    async (code) => {
      const { from, to } = twoFiles()
      vi.mocked(rename).mockRejectedValueOnce(systemError(code)).mockRejectedValueOnce(systemError(code))
      await replaceFile(from, to, 'win32')
      expect([readFileSync(to, 'utf8'), existsSync(from), vi.mocked(rename).mock.calls.length]).toEqual([
        'new',
        false,
        3,
      ])
    },
  )

  it('copies over a file on Windows that is never let go', async () => {
    const { from, to } = twoFiles()
    vi.mocked(rename).mockRejectedValue(systemError('EPERM'))
    await replaceFile(from, to, 'win32')
    expect([readFileSync(to, 'utf8'), existsSync(from)]).toEqual(['new', false])
  })

  it('does not wait for a disk that is full', async () => {
    const { from, to } = twoFiles()
    vi.mocked(rename).mockRejectedValueOnce(systemError('ENOSPC'))
    await expect(replaceFile(from, to, 'win32')).rejects.toMatchObject({ code: 'ENOSPC' })
    expect([readFileSync(to, 'utf8'), vi.mocked(rename).mock.calls.length]).toEqual(['old', 1])
  })
})
