import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { MAX_FILE_BYTES, readConfigFile } from '#main/config-file/config-file.ts'

import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

describe('readConfigFile', () => {
  it.each([
    ['plain text', Buffer.from('{ "a": 1 }\r\n')],
    ['a byte order mark', Buffer.from('\uFEFF{}')],
    ['other scripts', Buffer.from('{ name: "Zoë 🐙" }')],
    ['nothing', Buffer.from('')],
  ])('gives %s back byte for byte, with its hash', async (_name, bytes) => {
    const path = join(temporaryFolder(), 'engine.json')
    writeFileSync(path, bytes)
    const file = await readConfigFile(path)
    expect(Buffer.from(file?.text ?? 'none', 'utf8').equals(bytes)).toBe(true)
    expect(file?.hash).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  it.each(['engine.json', 'no-folder/engine.json', 'file/engine.json', 'dangling'])(
    'gives null when there is nothing (%s)',
    async (name) => {
      const folder = temporaryFolder()
      writeFileSync(join(folder, 'file'), '')
      symlinkSync('nowhere', join(folder, 'dangling'))
      expect(await readConfigFile(join(folder, name))).toBeNull()
    },
  )

  it.each([
    ['UTF-16', Buffer.from('\uFEFF{}', 'utf16le')],
    ['Latin-1', Buffer.from('{ name: "Zoë" }', 'latin1')],
    ['half a character', Buffer.from('🐙').subarray(0, 3)],
  ])('refuses %s instead of guessing', async (_name, bytes) => {
    const path = join(temporaryFolder(), 'engine.json')
    writeFileSync(path, bytes)
    await expect(readConfigFile(path)).rejects.toMatchObject({
      error: {
        kind: 'config-invalid',
        message: 'engine.json is not UTF-8 text.',
        nextStep: 'Save it as UTF-8 in a text editor, then try again.',
      },
    })
  })

  it('refuses a folder, a file that is too large, and links in a circle', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'folder.json'))
    writeFileSync(join(folder, 'large.json'), '')
    truncateSync(join(folder, 'large.json'), MAX_FILE_BYTES + 1)
    symlinkSync('circle.json', join(folder, 'circle.json'))
    const messageFor = (name: string) =>
      readConfigFile(join(folder, name)).catch((cause: unknown) => cause instanceof Error && cause.message)
    expect(await Promise.all(['folder.json', 'large.json', 'circle.json'].map(messageFor))).toEqual([
      'folder.json is a folder, not a file.',
      'large.json is larger than 10 MB.',
      'circle.json is a link that leads back to itself.',
    ])
  })

  it.skipIf(process.platform === 'win32')('does not wait at a pipe', async () => {
    const path = join(temporaryFolder(), 'engine.json')
    spawnSync('mkfifo', [path])
    await expect(readConfigFile(path)).rejects.toThrow('engine.json is not a regular file.')
  })
})
