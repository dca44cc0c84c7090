import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { describe, expect, it, vi } from 'vitest'

import { BackupStore } from '#main/config-file/backup-store.ts'
import { hashOf } from '#main/config-file/config-file.ts'
import { editConfigFile, saveConfig, type ConfigSave } from '#main/config-file/config-saver.ts'

import { refuse, type DiskStep } from '../../../helpers/refusing-disk.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

vi.mock('node:fs/promises', { spy: true })

const before = `{
  // The gateway of the office
  models: { providers: { litellm: { baseUrl: 'http://localhost:4000' } } },
  agents: { defaults: { model: { primary: 'litellm/gpt-4o' } } },
  session: { scope: 'per-sender' },
  meta: { lastTouchedVersion: '2026.2.16' },
}
`
const ours = before.replace('gpt-4o', 'claude-opus-4-6')
const theirs = before.replace('2026.2.16', '2026.3.1')

/** An engine's folder with a config file and a store for its backups. */
function engine(text: string | null = before) {
  const home = temporaryFolder()
  const path = join(home, '.engine', 'engine.json')
  mkdirSync(dirname(path))
  if (text !== null) writeFileSync(path, text)
  const backups = new BackupStore(join(home, 'backups'))
  const backedUp = async () => {
    const list = await backups.list(path)
    return Promise.all(list.map(async ({ id }) => Buffer.from(await backups.read(path, id)).toString('utf8')))
  }
  return {
    path,
    backups,
    backedUp,
    content: () => readFileSync(path, 'utf8'),
    names: () => readdirSync(dirname(path)),
    save: (changes: Partial<ConfigSave> = {}) =>
      saveConfig({ path, backups, text: ours, base: baseOf(before), reason: 'Saved', ...changes }),
  }
}

function baseOf(text: string): { text: string; hash: string } {
  return { text, hash: hashOf(text) }
}

describe('saveConfig', () => {
  it('writes the text and keeps what was there', async () => {
    const { save, content, backups, path, backedUp, names } = engine()
    const outcome = await save({ reason: 'Switched to litellm/claude-opus-4-6' })
    const [backup] = await backups.list(path)
    expect(outcome).toEqual({
      type: 'saved',
      text: ours,
      hash: hashOf(ours),
      hashBefore: hashOf(before),
      backupId: backup?.id,
      wasMerged: false,
    })
    expect([content(), await backedUp(), backup?.reason]).toEqual([
      ours,
      [before],
      'Switched to litellm/claude-opus-4-6',
    ])
    expect(names()).toEqual(['engine.json'])
  })

  it('writes a new file, with its folder, and has nothing to keep', async () => {
    const { save, content, path, backedUp } = engine(null)
    rmSync(dirname(path), { recursive: true })
    const outcome = await save({ base: null })
    expect(outcome).toMatchObject({ type: 'saved', hashBefore: null, backupId: null, wasMerged: false })
    expect([content(), await backedUp()]).toEqual([ours, []])
  })

  it('keeps what another program changed elsewhere in the file', async () => {
    const { save, content, backedUp } = engine(theirs)
    const merged = ours.replace('2026.2.16', '2026.3.1')
    expect(await save()).toMatchObject({ type: 'saved', text: merged, hash: hashOf(merged), wasMerged: true })
    expect([content(), await backedUp()]).toEqual([merged, [theirs]])
  })

  it('gives the file as it is when both changed the same', async () => {
    const clash = before.replace('gpt-4o', 'mistral-large')
    const { save, content, backedUp } = engine(clash)
    expect(await save()).toEqual({ type: 'conflict', theirs: clash, theirsHash: hashOf(clash) })
    expect([content(), await backedUp()]).toEqual([clash, []])
  })

  it('writes over a conflict when asked to, with their text as the base', async () => {
    const clash = before.replace('gpt-4o', 'mistral-large')
    const { save, content, backedUp } = engine(clash)
    expect(await save({ base: baseOf(clash) })).toMatchObject({ type: 'saved', wasMerged: false })
    expect([content(), await backedUp()]).toEqual([ours, [clash]])
  })

  it('takes a file that appeared meanwhile as a conflict', async () => {
    const { save, content } = engine(theirs)
    expect(await save({ base: null })).toEqual({ type: 'conflict', theirs, theirsHash: hashOf(theirs) })
    expect(content()).toBe(theirs)
  })

  it.each(['file', 'folder'])(
    'takes a %s that is gone as a conflict, and makes it anew when asked to',
    async (what) => {
      const { save, content, path } = engine()
      rmSync(what === 'file' ? path : dirname(path), { recursive: true })
      expect(await save()).toEqual({ type: 'conflict', theirs: '', theirsHash: null })
      expect(await save({ base: null })).toMatchObject({ type: 'saved' })
      expect(content()).toBe(ours)
    },
  )

  it.each([
    ['the file holds the text already', ours, false],
    ['their changes hold ours', ours.replace('2026.2.16', '2026.3.1'), true],
  ])('writes nothing when %s', async (_case, there, wasMerged) => {
    const { save, backedUp, path } = engine(there)
    await refuse('open', 'EIO', dirname(path))
    expect(await save()).toMatchObject({
      type: 'saved',
      text: there,
      hash: hashOf(there),
      backupId: null,
      wasMerged,
    })
    expect(await backedUp()).toEqual([])
  })

  it('refuses a text that is not JSON5, and says where', async () => {
    const { save, content, backedUp } = engine()
    await expect(save({ text: '{\n  models: {,}\n}' })).rejects.toMatchObject({
      error: {
        kind: 'config-invalid',
        message: 'The new text of engine.json is not valid JSON5 (line 2, column 12).',
      },
    })
    expect([content(), await backedUp()]).toEqual([before, []])
  })

  it('refuses half of a character', async () => {
    const { save, content, backedUp } = engine()
    await expect(save({ text: '{ name: "\uD83D" }' })).rejects.toMatchObject({
      error: { kind: 'config-invalid' },
    })
    expect([content(), await backedUp()]).toEqual([before, []])
  })

  it('has the merged text verified, and stops when that is refused', async () => {
    const { save, content, backedUp } = engine(theirs)
    const verify = vi.fn(() => {
      throw new Error('The engine would not start')
    })
    await expect(save({ verify })).rejects.toThrow('The engine would not start')
    expect(verify).toHaveBeenCalledExactlyOnceWith(ours.replace('2026.2.16', '2026.3.1'))
    expect([content(), await backedUp()]).toEqual([theirs, []])
  })

  it('merges what is written between reading and replacing', async () => {
    const { save, content, backedUp, path } = engine()
    const verify = vi.fn().mockImplementationOnce(() => writeFileSync(path, theirs))
    expect(await save({ verify })).toMatchObject({ type: 'saved', wasMerged: true })
    expect([content(), await backedUp()]).toEqual([ours.replace('2026.2.16', '2026.3.1'), [theirs]])
  })

  it('gives up on a file that never stays the same', async () => {
    const { save, content, backedUp, names, path } = engine()
    let version = 0
    const verify = () => {
      version += 1
      writeFileSync(path, before.replace('2026.2.16', `2026.4.${version}`))
    }
    await expect(save({ verify })).rejects.toMatchObject({
      error: { kind: 'config-changed-on-disk', message: 'Another program keeps changing engine.json.' },
    })
    expect([content(), await backedUp(), names()]).toEqual([
      before.replace('2026.2.16', '2026.4.5'),
      [],
      ['engine.json'],
    ])
  })

  it.each(['file', 'folder'])('loses nothing when the %s vanishes during the save', async (what) => {
    const { save, path, backedUp } = engine()
    const verify = () => rmSync(what === 'file' ? path : dirname(path), { recursive: true })
    expect(await save({ verify })).toEqual({ type: 'conflict', theirs: '', theirsHash: null })
    expect(await backedUp()).toEqual([])
  })

  it('does the saves of one file one after the other', async () => {
    const { save, content, path } = engine()
    const saves = Array.from({ length: 8 }, (_, index) =>
      save({ text: before.replace('\n}', `\n  key${index}: ${index},\n}`) }).catch((cause: unknown) => cause),
    )
    const types = (await Promise.all(saves)).map(
      (outcome) => outcome instanceof Object && 'type' in outcome && outcome.type,
    )
    expect(types).toEqual(['saved', ...Array.from({ length: 7 }, () => types[1])])
    expect(readdirSync(dirname(path))).toEqual(['engine.json'])
    expect(content()).toContain('key0: 0')
  })

  it('writes through a link', async () => {
    const { save, path, content } = engine()
    const link = join(dirname(path), 'link.json')
    symlinkSync('engine.json', link)
    expect(await save({ path: link })).toMatchObject({ type: 'saved' })
    expect(content()).toBe(ours)
  })
})

describe('saveConfig on a disk that refuses', () => {
  const sentences = {
    ENOSPC: 'engine.json could not be saved because the disk is full. Nothing was changed.',
    EDQUOT: 'engine.json could not be saved because the disk is full. Nothing was changed.',
    EROFS: 'engine.json is on a disk that is read-only. Nothing was changed.',
    EACCES: 'engine.json is read-only. Nothing was changed.',
    EIO: 'engine.json could not be written. Nothing was changed.',
  }
  const steps: DiskStep[] = ['open', 'writeFile', 'sync', 'rename']
  const cases = steps.flatMap((step) =>
    Object.entries(sentences).map(([code, message]) => ({ step, code, message })),
  )

  it.each(cases)('keeps the old file when $step fails with $code', async ({ step, code, message }) => {
    const { save, path, content, names, backedUp } = engine()
    await refuse(step, code, dirname(path))
    const kind = code === 'EROFS' || code === 'EACCES' ? 'config-read-only' : 'storage-failed'
    await expect(save()).rejects.toMatchObject({
      error: { kind, message, nextStep: expect.stringMatching(/\.$/) },
    })
    expect([content(), names(), await backedUp()]).toEqual([before, ['engine.json'], []])
  })

  it.each(steps)('does not write without a backup (%s fails there)', async (step) => {
    const { save, content, names } = engine()
    await refuse(step, 'ENOSPC', 'backups')
    await expect(save()).rejects.toMatchObject({
      error: {
        kind: 'storage-failed',
        message: 'engine.json could not be backed up because the disk is full. Nothing was changed.',
      },
    })
    expect([content(), names()]).toEqual([before, ['engine.json']])
  })
})

describe('editConfigFile', () => {
  const toClaude = (text: string) => text.replace('gpt-4o', 'claude-opus-4-6')

  it('changes the file as it is now', async () => {
    const { path, backups, content, backedUp } = engine(theirs)
    const result = await editConfigFile({ path, backups, reason: 'Switched', edit: toClaude })
    const [backup] = await backups.list(path)
    expect(result).toEqual({
      text: toClaude(theirs),
      hash: hashOf(toClaude(theirs)),
      hashBefore: hashOf(theirs),
      backupId: backup?.id,
    })
    expect([content(), await backedUp()]).toEqual([toClaude(theirs), [theirs]])
  })

  it('is asked again for the edit when the file changes meanwhile', async () => {
    const { path, backups, content } = engine()
    const edit = vi.fn(toClaude).mockImplementationOnce((text) => {
      writeFileSync(path, theirs)
      return toClaude(text)
    })
    await editConfigFile({ path, backups, reason: 'Switched', edit })
    expect(edit.mock.calls).toEqual([[before], [theirs]])
    expect(content()).toBe(toClaude(theirs))
  })

  it('leaves the file when the edit changes nothing', async () => {
    const { path, backups, backedUp } = engine()
    const result = await editConfigFile({ path, backups, reason: 'Switched', edit: (text) => text })
    expect(result).toEqual({ text: before, hash: hashOf(before), hashBefore: hashOf(before), backupId: null })
    expect(await backedUp()).toEqual([])
  })

  it('says when the file is gone, and lets through what the edit throws', async () => {
    const { path, backups, content } = engine()
    const edit = () => {
      throw new Error('The key is written twice')
    }
    await expect(editConfigFile({ path, backups, reason: '', edit })).rejects.toThrow(
      'The key is written twice',
    )
    expect(content()).toBe(before)
    rmSync(path)
    await expect(editConfigFile({ path, backups, reason: '', edit })).rejects.toMatchObject({
      error: { kind: 'gone', message: 'engine.json is no longer there.' },
    })
  })
})
