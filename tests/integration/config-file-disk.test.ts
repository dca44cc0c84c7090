import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { describe, expect, onTestFinished, test } from 'vitest'

import { BackupStore } from '#main/config-file/backup-store.ts'
import { editConfigFile } from '#main/config-file/config-saver.ts'

import { temporaryFolder } from '../helpers/temporary-folder.ts'

const writer = fileURLToPath(new URL('../helpers/config-writer-process.ts', import.meta.url))
const isRoot = process.getuid?.() === 0
/** `nobody`, to whom permissions apply. */
const NOBODY = 65_534
const before = '{\n  "count": 0,\n}\n'

/** An engine's folder with a config file, in `home`. */
function engineIn(home: string) {
  const path = join(home, '.engine', 'engine.json')
  const backupFolder = join(home, 'backups')
  mkdirSync(dirname(path))
  mkdirSync(backupFolder)
  writeFileSync(path, before)
  return { path, backupFolder }
}

/** What must be so after a save that failed. */
function expectUntouched(path: string): void {
  expect([readFileSync(path, 'utf8'), readdirSync(dirname(path))]).toEqual([before, ['engine.json']])
}

/** A disk of 64 kB; null, with the reason printed, where none can be mounted. */
function smallDisk(): string | null {
  const folder = temporaryFolder()
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=0777', 'tmpfs', folder], {
    encoding: 'utf8',
  })
  if (mount.status !== 0) {
    console.warn(`No small disk to fill: ${mount.error?.message ?? mount.stderr.trim()}`)
    return null
  }
  onTestFinished(() => void spawnSync('umount', [folder]))
  return folder
}

describe('a disk that is full', () => {
  test('keeps the old file, and takes the save once there is room', async (context) => {
    const disk = smallDisk()
    if (disk === null) return context.skip()
    const { path } = engineIn(disk)
    const backups = new BackupStore(join(temporaryFolder(), 'backups'))
    const filler = join(disk, 'filler')
    const save = () =>
      editConfigFile({ path, backups, reason: 'Grown', edit: () => `{ text: '${'long '.repeat(5_000)}' }` })
    expect(() => writeFileSync(filler, Buffer.alloc(1024 * 1024))).toThrow('ENOSPC')

    await expect(save()).rejects.toMatchObject({
      error: {
        kind: 'storage-failed',
        message: 'engine.json could not be saved because the disk is full. Nothing was changed.',
        nextStep: 'Free some space, then try again.',
      },
    })
    expectUntouched(path)
    expect(await backups.list(path)).toEqual([])
    rmSync(filler)
    await save()
    expect(readFileSync(path, 'utf8')).toContain('long long')
  })

  test('does not let a file be changed that cannot be backed up', async (context) => {
    const disk = smallDisk()
    if (disk === null) return context.skip()
    const { path } = engineIn(temporaryFolder())
    expect(() => writeFileSync(join(disk, 'filler'), Buffer.alloc(1024 * 1024))).toThrow('ENOSPC')
    const backups = new BackupStore(join(disk, 'backups'))
    await expect(
      editConfigFile({ path, backups, reason: 'Counted', edit: (old) => old.replace('0', '1') }),
    ).rejects.toMatchObject({
      error: {
        kind: 'storage-failed',
        message: 'engine.json could not be backed up because the disk is full. Nothing was changed.',
      },
    })
    expectUntouched(path)
  })

  test('says that a disk is read-only', async (context) => {
    const disk = smallDisk()
    if (disk === null) return context.skip()
    const { path } = engineIn(disk)
    spawnSync('mount', ['-o', 'remount,ro', disk])
    const backups = new BackupStore(join(temporaryFolder(), 'backups'))
    await expect(
      editConfigFile({ path, backups, reason: 'Counted', edit: (old) => old.replace('0', '1') }),
    ).rejects.toMatchObject({
      error: {
        kind: 'config-read-only',
        message: 'engine.json is on a disk that is read-only. Nothing was changed.',
      },
    })
    expectUntouched(path)
  })
})

describe.skipIf(process.platform === 'win32')('a file that may not be written', () => {
  /** The file and its folders belong to a user to whom permissions apply. */
  function ownedEngine() {
    const home = temporaryFolder()
    const engine = engineIn(home)
    if (isRoot) {
      for (const path of [home, dirname(engine.path), engine.path, engine.backupFolder])
        chownSync(path, NOBODY, NOBODY)
    }
    onTestFinished(() => chmodSync(dirname(engine.path), 0o700))
    return engine
  }

  async function saveAsOwner({ path, backupFolder }: ReturnType<typeof engineIn>): Promise<unknown> {
    const owner = isRoot ? [String(NOBODY)] : []
    const child = spawn(process.execPath, [writer, 'save', path, backupFolder, ...owner], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [output] = await Promise.all([text(child.stdout), once(child, 'close')])
    return JSON.parse(output)
  }

  const readOnly = {
    kind: 'config-read-only',
    message: 'engine.json is read-only. Nothing was changed.',
    nextStep: 'Give yourself permission to write to the file and its folder, then try again.',
  }

  test('is saved while it may', async () => {
    const engine = ownedEngine()
    expect(await saveAsOwner(engine)).toBe(1)
    expect(readFileSync(engine.path, 'utf8')).toBe(before.replace('0', '1'))
  })

  test('stays when the file is read-only, though its folder is not', async () => {
    const engine = ownedEngine()
    chmodSync(engine.path, 0o400)
    expect(await saveAsOwner(engine)).toMatchObject(readOnly)
    expectUntouched(engine.path)
  })

  test('stays when its folder is read-only', async () => {
    const engine = ownedEngine()
    chmodSync(dirname(engine.path), 0o500)
    expect(await saveAsOwner(engine)).toMatchObject(readOnly)
    expectUntouched(engine.path)
  })

  test('cannot be read when that is not allowed', async () => {
    const engine = ownedEngine()
    chmodSync(engine.path, 0o200)
    expect(await saveAsOwner(engine)).toMatchObject({
      kind: 'storage-failed',
      message: 'engine.json may not be read by you.',
      nextStep: 'Give yourself permission to read it, then try again.',
    })
  })

  test('is not changed when the backups may not be written', async () => {
    const engine = ownedEngine()
    chmodSync(engine.backupFolder, 0o500)
    expect(await saveAsOwner(engine)).toMatchObject({
      kind: 'storage-failed',
      message:
        'engine.json could not be backed up because Litedesk may not write to its own folder. Nothing was changed.',
    })
    expectUntouched(engine.path)
  })
})
