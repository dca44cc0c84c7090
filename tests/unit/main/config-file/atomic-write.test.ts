import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it, vi } from 'vitest'

import { writeWhole } from '#main/config-file/atomic-write.ts'
import { temporaryPath } from '#main/config-file/temporary-file.ts'

import { refuse, type DiskStep } from '../../../helpers/refusing-disk.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

vi.mock('node:fs/promises', { spy: true })

const modeOf = (path: string) => statSync(path).mode & 0o777

describe('writeWhole', () => {
  it('makes a new file and its folders for their owner alone', async () => {
    const home = temporaryFolder()
    const path = join(home, '.engine', 'deep', 'engine.json')
    await writeWhole(path, '{}\n')
    expect(readFileSync(path, 'utf8')).toBe('{}\n')
    expect([modeOf(path), modeOf(join(home, '.engine')), modeOf(join(home, '.engine', 'deep'))]).toEqual([
      0o600, 0o700, 0o700,
    ])
  })

  it.each([0o644, 0o640, 0o600])('keeps the permissions of an existing file (%i)', async (mode) => {
    const path = join(temporaryFolder(), 'engine.json')
    writeFileSync(path, 'old')
    chmodSync(path, mode)
    await writeWhole(path, 'new')
    expect([readFileSync(path, 'utf8'), modeOf(path)]).toEqual(['new', mode])
  })

  it.skipIf(process.getuid?.() !== 0)('keeps the owner of an existing file', async () => {
    const path = join(temporaryFolder(), 'engine.json')
    writeFileSync(path, 'old')
    chownSync(path, 1234, 5678)
    await writeWhole(path, 'new')
    const { uid, gid } = statSync(path)
    expect([readFileSync(path, 'utf8'), uid, gid]).toEqual(['new', 1234, 5678])
  })

  it('writes bytes as they are', async () => {
    const path = join(temporaryFolder(), 'engine.json')
    await writeWhole(path, new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d]))
    expect([...readFileSync(path)]).toEqual([0xef, 0xbb, 0xbf, 0x7b, 0x7d])
  })

  it('does not make a folder that should be there', async () => {
    const path = join(temporaryFolder(), 'gone', 'engine.json')
    await expect(writeWhole(path, '{}', { canMakeFolder: false })).rejects.toMatchObject({ code: 'ENOENT' })
    expect(existsSync(join(path, '..'))).toBe(false)
  })

  it('refuses a folder in the place of the file', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'engine.json'))
    await expect(writeWhole(join(folder, 'engine.json'), '{}')).rejects.toMatchObject({ code: 'EISDIR' })
    expect(readdirSync(folder)).toEqual(['engine.json'])
  })

  it('asks right before the file is replaced, and stops when that throws', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'engine.json')
    writeFileSync(path, 'old')
    const beforeReplace = vi.fn(async () => {
      expect([readFileSync(path, 'utf8'), readdirSync(folder).length]).toEqual(['old', 2])
      throw new Error('not now')
    })
    await expect(writeWhole(path, 'new', { beforeReplace })).rejects.toThrow('not now')
    expect(beforeReplace).toHaveBeenCalledOnce()
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['old', ['engine.json']])
  })
})

describe('writeWhole through links', () => {
  it.each([
    ['a link', ['real.json']],
    ['links in a row', ['second', 'real.json']],
    ['an absolute link', ['{folder}/real.json']],
    ['a link into another folder', ['elsewhere/real.json']],
  ])('writes what %s leads to and keeps the links', async (_name, targets) => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'elsewhere'))
    const names = ['engine.json', ...targets.slice(0, -1)]
    const real = join(folder, (targets.at(-1) ?? '').replace('{folder}/', ''))
    writeFileSync(real, 'old')
    for (const [index, name] of names.entries()) {
      symlinkSync((targets[index] ?? '').replace('{folder}', folder), join(folder, name))
    }
    await writeWhole(join(folder, 'engine.json'), 'new')
    expect(names.map((name) => lstatSync(join(folder, name)).isSymbolicLink())).toEqual(names.map(() => true))
    expect([readFileSync(real, 'utf8'), lstatSync(real).isFile()]).toEqual(['new', true])
  })

  it('makes the file a dangling link leads to, with its folder', async () => {
    const folder = temporaryFolder()
    symlinkSync('dotfiles/engine.json', join(folder, 'engine.json'))
    await writeWhole(join(folder, 'engine.json'), 'new')
    expect(readlinkSync(join(folder, 'engine.json'))).toBe('dotfiles/engine.json')
    expect(readFileSync(join(folder, 'dotfiles', 'engine.json'), 'utf8')).toBe('new')
  })

  it('reads a link as relative to the real folder it lies in', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'real', 'deep'), { recursive: true })
    symlinkSync(join('real', 'deep'), join(folder, 'short'))
    symlinkSync(join('..', 'engine.json'), join(folder, 'real', 'deep', 'engine.json'))
    await writeWhole(join(folder, 'short', 'engine.json'), 'new')
    expect(readFileSync(join(folder, 'real', 'engine.json'), 'utf8')).toBe('new')
    expect(existsSync(join(folder, 'engine.json'))).toBe(false)
  })

  it('goes through a dangling link to a folder', async () => {
    const folder = temporaryFolder()
    symlinkSync('later', join(folder, '.engine'))
    await writeWhole(join(folder, '.engine', 'engine.json'), 'new')
    expect(readFileSync(join(folder, 'later', 'engine.json'), 'utf8')).toBe('new')
  })

  it('refuses links that go round in a circle', async () => {
    const folder = temporaryFolder()
    symlinkSync('two', join(folder, 'one'))
    symlinkSync('one', join(folder, 'two'))
    await expect(writeWhole(join(folder, 'one'), 'new')).rejects.toMatchObject({ code: 'ELOOP' })
  })
})

describe('writeWhole on a disk that refuses', () => {
  const steps: DiskStep[] = ['open', 'writeFile', 'chmod', 'sync', 'rename']

  it.each(steps)('leaves the old file and nothing beside it when %s fails', async (step) => {
    const folder = temporaryFolder()
    const path = join(folder, 'engine.json')
    writeFileSync(path, 'old')
    chmodSync(path, 0o644)
    await refuse(step, 'EIO', folder)
    await expect(writeWhole(path, 'new')).rejects.toMatchObject({ code: 'EIO' })
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['old', ['engine.json']])
  })

  it('says so when the folder cannot be made', async () => {
    const folder = temporaryFolder()
    await refuse('mkdir', 'EACCES', folder)
    await expect(writeWhole(join(folder, 'new', 'engine.json'), '{}')).rejects.toMatchObject({
      code: 'EACCES',
    })
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('what killed processes left behind', () => {
  it('does not stop a write where it cannot be looked for', async () => {
    const folder = temporaryFolder()
    await refuse('readdir', 'EACCES', folder)
    await writeWhole(join(folder, 'engine.json'), '{}')
    expect(readFileSync(join(folder, 'engine.json'), 'utf8')).toBe('{}')
  })

  it('goes with the next write, and nothing else does', async () => {
    const folder = temporaryFolder()
    const dead = spawnSync(process.execPath, ['-e', '0'], { env: { ELECTRON_RUN_AS_NODE: '1' } }).pid
    const own = temporaryPath(folder)
    const names = {
      ofTheDead: own.replace(`-${process.pid}-`, `-${dead}-`),
      ofTheLiving: own,
      ofTheLivingButOld: temporaryPath(folder),
      ofAnotherMachine: own.replace(/\.litedesk-[0-9a-f]{8}-\d+/, `.litedesk-00000000-${dead}`),
      ofAnEngine: join(folder, `engine.json.${dead}.1b4e28ba-2fa1-11d2-883f-0016d3cca427.tmp`),
      backup: join(folder, 'engine.json.bak'),
    }
    for (const path of Object.values(names)) writeFileSync(path, 'half')
    const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000)
    utimesSync(names.ofTheLivingButOld, longAgo, longAgo)

    await writeWhole(join(folder, 'engine.json'), '{}')
    const { ofTheDead: _dead, ofTheLivingButOld: _old, ...stays } = names
    expect(readdirSync(folder).toSorted()).toEqual(
      [...Object.values(stays), join(folder, 'engine.json')]
        .map((path) => path.slice(folder.length + 1))
        .toSorted(),
    )
  })
})
