import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it, vi } from 'vitest'

import { BackupStore } from '#main/config-file/backup-store.ts'

import { refuse } from '../../../helpers/refusing-disk.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

vi.mock('node:fs/promises', { spy: true })

const DAY_MS = 24 * 60 * 60 * 1000
const path = '/home/someone/.engine/engine.json'
const bytesOf = (text: string) => Buffer.from(text, 'utf8')
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')

/** A store with a clock of its own, which stands still unless it is moved. */
function storeAt(start: string) {
  const folder = join(temporaryFolder(), 'backups')
  let nowMs = Date.parse(start)
  const open = () => new BackupStore(folder, () => nowMs)
  const filesIn = (part: 'entries' | 'texts') => {
    const [home = ''] = readdirSync(folder)
    return readdirSync(join(folder, home, part)).map((name) => join(folder, home, part, name))
  }
  const pass = (ms: number) => {
    nowMs += ms
  }
  return { folder, store: open(), open, filesIn, pass }
}

describe('BackupStore', () => {
  it('lists what it keeps, newest first, also after a restart', async () => {
    const { store, open, pass } = storeAt('2026-11-24T22:01:00.123Z')
    await store.add(path, bytesOf('one'), 'Saved in the editor')
    pass(1000)
    await store.add(path, bytesOf('second'), 'Switched to litellm/gpt-4o')
    const backups = await open().list(path)
    expect(backups).toEqual([
      { id: backups[0]?.id, at: '2026-11-24T22:01:01.123Z', reason: 'Switched to litellm/gpt-4o', size: 6 },
      { id: backups[1]?.id, at: '2026-11-24T22:01:00.123Z', reason: 'Saved in the editor', size: 3 },
    ])
    expect(textOf(await open().read(path, backups[1]?.id ?? ''))).toBe('one')
  })

  it('keeps the order of backups of one moment', async () => {
    const { store } = storeAt('2026-11-24T22:01:00.000Z')
    for (const reason of ['1', '2', '3', '4', '5']) await store.add(path, bytesOf(reason), reason)
    expect((await store.list(path)).map(({ reason }) => reason)).toEqual(['5', '4', '3', '2', '1'])
  })

  it('keeps the files of different config files apart', async () => {
    const { store } = storeAt('2026-11-24T22:01:00.000Z')
    const { id } = await store.add(path, bytesOf('one'), '')
    expect(await store.list('/home/someone/.engine-work/engine.json')).toEqual([])
    await expect(store.read('/home/someone/.engine-work/engine.json', id)).rejects.toMatchObject({
      error: { kind: 'gone' },
    })
  })

  it('lets only the owner read what it keeps', async () => {
    const { folder, store, filesIn } = storeAt('2026-11-24T22:01:00.000Z')
    await store.add(path, bytesOf('{ apiKey: "sk-1234567890" }'), '')
    const modes = [...filesIn('entries'), ...filesIn('texts')].map((file) => statSync(file).mode & 0o777)
    expect([...modes, statSync(folder).mode & 0o777]).toEqual([0o600, 0o600, 0o700])
  })

  it('stores equal texts once', async () => {
    const { store, filesIn } = storeAt('2026-11-24T22:01:00.000Z')
    for (const text of ['one', 'two', 'one', 'two', 'one']) await store.add(path, bytesOf(text), text)
    expect([filesIn('entries').length, filesIn('texts').length]).toEqual([5, 2])
    const texts = (await store.list(path)).map(async ({ id }) => textOf(await store.read(path, id)))
    expect(await Promise.all(texts)).toEqual(['one', 'two', 'one', 'two', 'one'])
  })

  it('keeps the newest 50 of old ones, and with them only their texts', async () => {
    const { store, filesIn, pass } = storeAt('2026-11-01T00:00:00.000Z')
    for (let count = 0; count < 64; count += 1) await store.add(path, bytesOf(`text ${count}`), '')
    expect(filesIn('entries')).toHaveLength(64)
    pass(2 * DAY_MS)
    const longAgo = new Date(Date.now() - DAY_MS)
    for (const file of filesIn('texts')) utimesSync(file, longAgo, longAgo)
    await store.add(path, bytesOf('text 64'), '')
    const texts = (await store.list(path)).map(async ({ id }) => textOf(await store.read(path, id)))
    expect(await Promise.all(texts)).toEqual(Array.from({ length: 50 }, (_, index) => `text ${64 - index}`))
    expect(filesIn('texts')).toHaveLength(50)
  })

  it('keeps more than 50 of the last day only while they are small together', async () => {
    const { store, filesIn } = storeAt('2026-11-24T22:01:00.000Z')
    for (let count = 0; count < 64; count += 1) await store.add(path, bytesOf(`text ${count}`), '')
    const [text = ''] = filesIn('texts').filter((file) => readFileSync(file, 'utf8') === 'text 2')
    truncateSync(text, 40 * 1024 * 1024)
    await store.add(path, bytesOf('text 64'), '')
    expect((await store.list(path)).length).toBe(62)
  })

  it('gives room back when a write did not happen', async () => {
    const { store } = storeAt('2026-11-24T22:01:00.000Z')
    const { id } = await store.add(path, bytesOf('one'), '')
    await store.drop(path, id)
    await store.drop(path, 'no such backup')
    expect(await store.list(path)).toEqual([])
  })

  it.each(['../../../etc/passwd', '', '20261124T220100000Z-00000000'])(
    'has no backup called "%s"',
    async (id) => {
      const { store } = storeAt('2026-11-24T22:01:00.000Z')
      await store.add(path, bytesOf('one'), '')
      await expect(store.read(path, id)).rejects.toMatchObject({ error: { kind: 'gone' } })
    },
  )
})

describe('BackupStore with damaged files', () => {
  it.each([
    ['no JSON', (file: string) => writeFileSync(file, '{"reas')],
    ['nothing', (file: string) => truncateSync(file, 0)],
    ['something else', (file: string) => writeFileSync(file, '[1, 2]')],
    ['a folder', (file: string) => [rmSync(file), mkdirSync(file)]],
  ])('loses no more than the reason when an entry holds %s', async (_name, damage) => {
    const { store, filesIn } = storeAt('2026-11-24T22:01:00.000Z')
    await store.add(path, bytesOf('one'), 'Saved')
    for (const file of filesIn('entries')) damage(file)
    const [backup] = await store.list(path)
    expect(backup).toMatchObject({ at: '2026-11-24T22:01:00.000Z', reason: '', size: 3 })
    expect(textOf(await store.read(path, backup?.id ?? ''))).toBe('one')
    await store.add(path, bytesOf('two'), 'Saved again')
    expect((await store.list(path)).map(({ reason }) => reason)).toEqual(['Saved again', ''])
  })

  it('does not list a backup whose text is gone, nor files of others', async () => {
    const { store, filesIn } = storeAt('2026-11-24T22:01:00.000Z')
    const { id } = await store.add(path, bytesOf('one'), '')
    for (const file of filesIn('texts')) rmSync(file)
    writeFileSync(join(filesIn('entries')[0] ?? '', '..', 'notes.txt'), '')
    expect(await store.list(path)).toEqual([])
    await expect(store.read(path, id)).rejects.toMatchObject({ error: { kind: 'gone' } })
  })

  it('says that a text is damaged, and writes it anew when it is kept again', async () => {
    const { store, filesIn } = storeAt('2026-11-24T22:01:00.000Z')
    const { id } = await store.add(path, bytesOf('one'), '')
    for (const file of filesIn('texts')) writeFileSync(file, 'One')
    await expect(store.read(path, id)).rejects.toMatchObject({
      error: { kind: 'storage-failed', message: 'This backup is damaged.' },
    })
    await store.add(path, bytesOf('one'), '')
    expect(textOf(await store.read(path, id))).toBe('one')
  })

  it.each(['mkdir', 'open', 'writeFile', 'sync', 'rename'] as const)(
    'says that nothing was backed up when %s fails',
    async (step) => {
      const { folder, store } = storeAt('2026-11-24T22:01:00.000Z')
      await refuse(step, 'ENOSPC', folder)
      await expect(store.add(path, bytesOf('one'), '')).rejects.toMatchObject({
        error: {
          kind: 'storage-failed',
          message: 'engine.json could not be backed up because the disk is full. Nothing was changed.',
        },
      })
      expect(await store.list(path)).toEqual([])
    },
  )
})
