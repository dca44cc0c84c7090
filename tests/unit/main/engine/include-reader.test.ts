import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import JSON5 from 'json5'
import { describe, expect, it } from 'vitest'

import { engineDefinition, engineDefinitions } from '#shared/engine-config/engine-definitions.ts'

import { readIncludes } from '../../../../src-main/engine/include-reader.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

/** Writes files into a new folder and returns it. The config file's own name is `root/main.json`. */
function write(files: Record<string, unknown>): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'root'))
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}

function include(folder: string, value: object, kind: 'nova-engine' | 'idlehands' = 'nova-engine') {
  return readIncludes(
    JSON5.parse(JSON.stringify(value)),
    join(folder, 'root/main.json'),
    engineDefinition(kind),
  )
}

describe.each(engineDefinitions)('includes of $name', ({ kind }) => {
  it('stand for their file, at any depth, relative to the file they are in', async () => {
    const folder = write({
      'root/a.json5': '{ one: 1, /* as JSON5 */ deep: { $include: "./sub/b.json5" } }',
      'root/sub/b.json5': '{ $include: "c.json5", two: 2 }',
      'root/sub/c.json5': { three: 3 },
    })
    expect(await include(folder, { x: [{ $include: 'a.json5' }] }, kind)).toEqual({
      value: { x: [{ one: 1, deep: { three: 3, two: 2 } }] },
      problems: [],
      files: ['a.json5', 'sub/b.json5', 'sub/c.json5'].map((name) => join(folder, 'root', name)),
    })
  })

  it('merge in their order, and the keys beside them win', async () => {
    const folder = write({
      'root/a.json': { list: [1], name: 'a', only: true },
      'root/b.json': { list: [2], name: 'b' },
    })
    const { value } = await include(folder, { $include: ['a.json', 'b.json'], list: [3] }, kind)
    expect(value).toEqual({ list: [1, 2, 3], name: 'b', only: true })
  })

  it('say what is wrong, and the rest is read all the same', async () => {
    const folder = write({
      'root/broken.json': '{ x: ',
      'root/loop.json': { $include: 'loop.json' },
      'root/text.json': '"text"',
    })
    const { value, problems } = await include(
      folder,
      {
        a: { $include: 'none.json', kept: 1 },
        b: { $include: 'broken.json' },
        c: { $include: 'loop.json' },
        d: { $include: 'text.json', beside: 1 },
        e: { $include: 7 },
        f: { $include: '.' },
      },
      kind,
    )
    expect(value).toMatchObject({ a: { kept: 1 }, d: { beside: 1 } })
    expect(problems.map(({ target, message }) => [target, message.split(':')[0]])).toEqual([
      ['none.json', 'There is no such file.'],
      ['broken.json', 'It is not JSON5'],
      ['loop.json', 'It leads back to a file it is included from.'],
      ['text.json', 'What is included must be an object, since other keys stand beside the $include.'],
      ['7', 'An $include is a path or a list of paths.'],
      [
        '.',
        kind === 'idlehands'
          ? 'IdleHands includes only files in the config file’s own folder.'
          : 'It is not a regular file.',
      ],
    ])
  })

  it('go ten deep and no deeper', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `root/${index}.json`,
        { next: { $include: `${index + 1}.json` } },
      ]),
    )
    const folder = write({ ...files, 'root/12.json': {} })
    expect((await include(folder, { $include: '3.json' }, kind)).problems).toEqual([])
    expect((await include(folder, { $include: '2.json' }, kind)).problems).toEqual([
      { target: '12.json', message: 'Includes go more than 10 deep.' },
    ])
  })
})

describe('includes that leave the folder', () => {
  const outside = {
    target: '../out.json',
    message: 'IdleHands includes only files in the config file’s own folder.',
  }

  it('are followed by Nova Engine, and refused by IdleHands', async () => {
    const folder = write({ 'out.json': { x: 1 } })
    expect((await include(folder, { $include: '../out.json' })).value).toEqual({ x: 1 })
    expect((await include(folder, { $include: '../out.json' }, 'idlehands')).problems).toEqual([outside])
  })

  it.skipIf(process.platform === 'win32')('are refused by IdleHands also through links', async () => {
    const folder = write({ 'out.json': { x: 1 } })
    symlinkSync(join(folder, 'out.json'), join(folder, 'root/link.json'))
    linkSync(join(folder, 'out.json'), join(folder, 'root/hard.json'))
    const { problems } = await include(folder, { $include: ['link.json', 'hard.json'] }, 'idlehands')
    expect(problems).toEqual([
      { ...outside, target: 'link.json' },
      { target: 'hard.json', message: 'It is a hard link, which the engine refuses.' },
    ])
  })

  it('may be 2 MB for IdleHands, and more for Nova Engine', async () => {
    const folder = write({ 'root/big.json': `{"x":"${'a'.repeat(2 * 1024 * 1024)}"}` })
    expect((await include(folder, { $include: 'big.json' }, 'idlehands')).problems).toEqual([
      { target: 'big.json', message: 'It is larger than 2 MB.' },
    ])
    expect((await include(folder, { $include: 'big.json' })).problems).toEqual([])
  })
})
