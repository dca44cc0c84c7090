import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { describe, expect, onTestFinished, test, vi } from 'vitest'

import { writeWhole } from '#main/config-file/atomic-write.ts'
import { hashOf } from '#main/config-file/config-file.ts'
import { ConfigWatcher, type ConfigChange } from '#main/config-file/config-watcher.ts'

import { temporaryFolder } from '../helpers/temporary-folder.ts'

/** Well above the half second people notice, for a machine that is busy with other tests. */
const LONGEST_NOTICE_MS = 3_000
/** Longer than a change takes to be told. */
const SILENCE_MS = 700

/** A watcher, what it has told so far, and how to wait for the next. */
function watcher() {
  const told: ConfigChange[] = []
  const troubles: unknown[] = []
  const watching = new ConfigWatcher({
    onChange: (change) => told.push(change),
    onTrouble: (cause) => troubles.push(cause),
  })
  onTestFinished(async () => {
    await watching.close()
    expect(troubles).toEqual([])
  })
  return { watching, told }
}

/** An engine's folder in a home folder, with a config file that is watched. */
async function watchedEngine(text: string | null = 'one') {
  const home = temporaryFolder()
  const path = join(home, '.engine', 'engine.json')
  if (text !== null) {
    mkdirSync(dirname(path))
    writeFileSync(path, text)
  }
  const { watching, told } = watcher()
  await watching.watch(path)
  /** Makes a change and waits until it is told, and nothing else is. */
  async function expectTold(make: () => unknown, content: string | null): Promise<void> {
    told.length = 0
    await make()
    const change = { path, hash: content === null ? null : hashOf(content) }
    await vi.waitFor(() => expect(told).toContainEqual(change), LONGEST_NOTICE_MS)
    expect(told.at(-1)).toEqual(change)
  }
  return { home, path, watching, told, expectTold }
}

function replace(path: string, text: string): void {
  writeFileSync(`${path}.new`, text)
  renameSync(`${path}.new`, path)
}

describe('ConfigWatcher', () => {
  test('tells what is written in place, replaced, deleted and made again', async () => {
    const { path, expectTold } = await watchedEngine()
    await expectTold(() => writeFileSync(path, 'two'), 'two')
    await expectTold(() => replace(path, 'three'), 'three')
    await expectTold(() => replace(path, 'four'), 'four')
    await expectTold(() => rmSync(path), null)
    await expectTold(() => writeFileSync(path, 'five'), 'five')
    await expectTold(() => writeFileSync(path, 'six'), 'six')
    await expectTold(() => writeWhole(path, 'seven'), 'seven')
  })

  test('tells of a file in a folder that is made later, and of later changes', async () => {
    const { path, expectTold } = await watchedEngine(null)
    await expectTold(() => {
      mkdirSync(dirname(path))
      writeFileSync(path, 'one')
    }, 'one')
    await expectTold(() => writeFileSync(path, 'two'), 'two')
    await expectTold(() => rmSync(dirname(path), { recursive: true }), null)
    await expectTold(() => writeWhole(path, 'three'), 'three')
    await expectTold(() => replace(path, 'four'), 'four')
  })

  test('tells of a file that comes long after its folders', async () => {
    const home = temporaryFolder()
    const path = join(home, 'a', 'b', 'c', 'engine.json')
    const { watching, told } = watcher()
    await watching.watch(path)
    for (const folder of ['a', 'a/b', 'a/b/c']) {
      mkdirSync(join(home, folder))
      await delay(200)
    }
    writeFileSync(path, 'one')
    await vi.waitFor(() => expect(told).toEqual([{ path, hash: hashOf('one') }]), LONGEST_NOTICE_MS)
  })

  test('tells of a folder that takes the place of another', async () => {
    const { home, path, expectTold } = await watchedEngine()
    mkdirSync(join(home, 'other'))
    writeFileSync(join(home, 'other', 'engine.json'), 'other')
    await expectTold(() => {
      renameSync(dirname(path), join(home, 'old'))
      renameSync(join(home, 'other'), dirname(path))
    }, 'other')
    await expectTold(() => writeFileSync(path, 'two'), 'two')
    await expectTold(() => {
      renameSync(dirname(path), join(home, 'older'))
      symlinkSync('old', dirname(path))
    }, 'one')
    await expectTold(
      () => writeFileSync(join(home, 'old', 'engine.json'), 'through the link'),
      'through the link',
    )
  })

  test('follows links: what they lead to, and where they lead', async () => {
    const home = temporaryFolder()
    const path = join(home, '.engine', 'engine.json')
    const [one, two] = [join(home, 'dotfiles', 'one.json'), join(home, 'other', 'two.json')]
    for (const file of [path, one, two]) mkdirSync(dirname(file))
    writeFileSync(one, 'one')
    writeFileSync(two, 'two')
    symlinkSync(join('..', 'dotfiles', 'one.json'), path)
    const { watching, told } = watcher()
    await watching.watch(path)
    const changes: [() => unknown, string | null][] = [
      [() => writeFileSync(one, 'in place'), 'in place'],
      [() => replace(one, 'replaced'), 'replaced'],
      [() => replace(one, 'replaced again'), 'replaced again'],
      [() => rmSync(one), null],
      [() => writeFileSync(one, 'back'), 'back'],
      [
        () => {
          symlinkSync(two, `${path}.new`)
          renameSync(`${path}.new`, path)
        },
        'two',
      ],
      [() => writeFileSync(two, 'two in place'), 'two in place'],
      [() => writeWhole(path, 'through the link'), 'through the link'],
    ]
    for (const [change, content] of changes) {
      await change()
      const hash = content === null ? null : hashOf(content)
      await vi.waitFor(() => expect(told.at(-1)).toEqual({ path, hash }), LONGEST_NOTICE_MS)
    }
    expect(existsSync(two)).toBe(true)
  })

  test('says nothing when the content stays the same or another file changes', async () => {
    const { home, path, told } = await watchedEngine()
    writeFileSync(path, 'one')
    replace(path, 'one')
    writeFileSync(join(dirname(path), 'engine.json.bak'), 'two')
    writeFileSync(join(home, '.bash_history'), 'ls')
    await delay(SILENCE_MS)
    expect(told).toEqual([])
  })

  test('tells once of what is written in many pieces', async () => {
    const { path, told } = await watchedEngine('')
    let text = ''
    for (let piece = 0; piece < 10; piece += 1) {
      text += `${piece} `
      writeFileSync(path, text)
      await delay(15)
    }
    await vi.waitFor(() => expect(told).toEqual([{ path, hash: hashOf(text) }]), LONGEST_NOTICE_MS)
  })

  test('tells of a change that was made before it began', async () => {
    const { path, watching, told } = await watchedEngine('two')
    watching.unwatch(path)
    await watching.watch(path, hashOf('one'))
    expect(told).toEqual([{ path, hash: hashOf('two') }])
    watching.unwatch(path)
    await watching.watch(path, hashOf('two'))
    expect(told).toHaveLength(1)
  })

  test('tells of a file that turns into a folder', async () => {
    const { path, expectTold } = await watchedEngine()
    await expectTold(() => {
      rmSync(path)
      mkdirSync(path)
    }, null)
    await expectTold(() => {
      rmSync(path, { recursive: true })
      writeFileSync(path, 'file')
    }, 'file')
  })

  test('looks at once when asked to', async () => {
    const { path, watching, told } = await watchedEngine()
    writeFileSync(path, 'two')
    await watching.check()
    expect(told).toEqual([{ path, hash: hashOf('two') }])
  })

  test('watches many files, and says nothing of those it has let go or after it was closed', async () => {
    const home = temporaryFolder()
    const paths = Array.from({ length: 30 }, (_, index) => join(home, `engine-${index % 5}`, `${index}.json`))
    const { watching, told } = watcher()
    await Promise.all(paths.map((path) => watching.watch(path)))
    await Promise.all(paths.map((path) => writeWhole(path, path)))
    await vi.waitFor(() => expect(told).toHaveLength(paths.length), LONGEST_NOTICE_MS)
    expect(new Set(told.map(({ path, hash }) => `${path} ${hash}`))).toEqual(
      new Set(paths.map((path) => `${path} ${hashOf(path)}`)),
    )

    const [first = '', second = ''] = paths
    watching.unwatch(first)
    writeFileSync(first, 'unheard')
    writeFileSync(second, 'heard')
    await vi.waitFor(
      () => expect(told.at(-1)).toEqual({ path: second, hash: hashOf('heard') }),
      LONGEST_NOTICE_MS,
    )
    await watching.close()
    writeFileSync(second, 'unheard')
    await delay(SILENCE_MS)
    expect(told).toHaveLength(paths.length + 1)
  })

  test('notices within half a second', async () => {
    const { path, expectTold } = await watchedEngine()
    const delaysMs: number[] = []
    for (let count = 0; count < 5; count += 1) {
      const startMs = performance.now()
      await expectTold(() => replace(path, `change ${count}`), `change ${count}`)
      delaysMs.push(performance.now() - startMs)
    }
    // The best of some, since other tests may hold this one up.
    expect(Math.min(...delaysMs)).toBeLessThan(500)
  })
})
