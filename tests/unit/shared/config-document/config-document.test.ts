import fc from 'fast-check'
import JSON5 from 'json5'
import { describe, expect, it } from 'vitest'

import {
  type ConfigDocument,
  CONFIRMED_LENGTH,
  readConfigDocument,
} from '../../../../src-shared/config-document/config-document.ts'
import type { ConfigPath } from '../../../../src-shared/config-document/config-edit.ts'
import { configText } from '../../../helpers/config-text-arbitrary.ts'
import { propertyRuns } from '../../../helpers/property-runs.ts'

const text = `// head
{
  models: {
    'my proxy': { apiKey: "\${KEY}", list: ['a', /* two */ "b"] },
  },
  empty: {},
  n: -0x10,
}
`

const document = readConfigDocument(text)

describe('a config document', () => {
  it('knows where keys and values are', () => {
    expect(slices(document, ['models', 'my proxy'])).toEqual([
      "'my proxy'",
      `{ apiKey: "\${KEY}", list: ['a', /* two */ "b"] }`,
    ])
    expect(slices(document, ['models', 'my proxy', 'list', 1])).toEqual([null, '"b"'])
    expect(slices(document, ['n'])).toEqual(['n', '-0x10'])
    expect(slices(document, [])).toEqual([null, text.slice(8, -1)])
  })

  it.each<[ConfigPath]>([
    [['nothing']],
    [['models', 0]],
    [['models', 'my proxy', 'list', 2]],
    [['models', 'my proxy', 'list', -1]],
    [['models', 'my proxy', 'list', 0.5]],
    [['models', 'my proxy', 'list', '0']],
    [['models', 'my proxy', 'list', 'length']],
    [['n', 'toString']],
    [['toString']],
    [['__proto__']],
  ])('has nothing at %j', (path) => {
    expect(document.rangeOf(path)).toBeNull()
    expect(document.valueAt(path)).toBeUndefined()
  })

  it.each<[string, ConfigPath]>([
    ['// head', []],
    ['models', ['models']],
    ["'my proxy'", ['models', 'my proxy']],
    ['{ apiKey', ['models', 'my proxy']],
    ['apiKey', ['models', 'my proxy', 'apiKey']],
    ['KEY}', ['models', 'my proxy', 'apiKey']],
    ["'a'", ['models', 'my proxy', 'list', 0]],
    ['/* two', ['models', 'my proxy', 'list']],
    ['"b"', ['models', 'my proxy', 'list', 1]],
    ['{},', ['empty']],
    ['-0x10', ['n']],
  ])('finds the path of %s', (needle, path) => {
    expect(document.pathAt(text.indexOf(needle))).toEqual(path)
  })

  it('lists its strings with the literals they are written as', () => {
    expect(
      [...document.strings()].map(({ path, value, range }) => [
        path.join('.'),
        value,
        text.slice(range.start, range.end),
      ]),
    ).toEqual([
      ['models.my proxy.apiKey', '${KEY}', '"${KEY}"'],
      ['models.my proxy.list.0', 'a', "'a'"],
      ['models.my proxy.list.1', 'b', '"b"'],
    ])
  })

  it('reports every place of a repeated key, and reads the last', () => {
    const repeated = readConfigDocument(`{ a: [{ x: 1, y: 2, "x": 3, 'x': 4 }], b: 1, \\u0062: "two" }`)
    expect(repeated.value).toEqual({ a: [{ x: 4, y: 2 }], b: 'two' })
    expect(slices(repeated, ['a', 0, 'x'])).toEqual(["'x'", '4'])
    expect(
      repeated.duplicates.map(({ path, ranges }) => [
        path,
        ranges.map(({ start, end }) => repeated.text.slice(start, end)),
      ]),
    ).toEqual([
      [
        ['a', 0, 'x'],
        ['x', '"x"', "'x'"],
      ],
      [['b'], ['b', '\\u0062']],
    ])
    expect([...repeated.strings()]).toHaveLength(1)
    expect(document.duplicates).toEqual([])
  })

  it('has the place of every value json5 reads', () => {
    fc.assert(
      fc.property(configText(), (generated) => {
        const read = readConfigDocument(generated)
        for (const path of pathsIn(read.value)) {
          const [key, value] = slices(read, path)
          expect(JSON5.parse(value ?? '')).toEqual(read.valueAt(path))
          if (key !== null) expect(Object.keys(JSON5.parse(`{${key}:0}`))).toEqual([path.at(-1)])
          expect(
            read.pathAt(
              (read.rangeOf(path)?.value.start ?? 0) + (typeof read.valueAt(path) === 'object' ? 0 : 1),
            ),
          ).toEqual(path)
        }
      }),
      { numRuns: propertyRuns(300) },
    )
  })

  it('is read alike beyond the length json5 confirms', () => {
    const long = `{ text: '${'x'.repeat(CONFIRMED_LENGTH)}', n: +1 }`
    expect(readConfigDocument(long).value).toEqual(JSON5.parse(long))
  })
})

/** The text of key and value at a path. */
function slices(read: ConfigDocument, path: ConfigPath): [string | null, string | null] {
  const range = read.rangeOf(path)
  const { key = null, value = null } = range ?? {}
  return [key && read.text.slice(key.start, key.end), value && read.text.slice(value.start, value.end)]
}

function pathsIn(value: unknown, path: ConfigPath = []): ConfigPath[] {
  if (typeof value !== 'object' || value === null) return [path]
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [path, ...entries.flatMap(([step, inner]) => pathsIn(inner, [...path, step]))]
}
