import { describe, expect, test } from 'vitest'

import { combineInclude, IncludeShapeError, mergeConfig } from '#shared/engine-config/include-merge.ts'

describe('mergeConfig', () => {
  test('objects recurse, lists follow each other, scalars are replaced', () => {
    expect(
      mergeConfig(
        { a: 1, list: [1, 2], deep: { x: 1, y: { z: 1 } }, kind: [1] },
        { a: 2, list: [2, 3], deep: { y: { w: 2 } }, kind: 'text', added: null },
      ),
    ).toEqual({ a: 2, list: [1, 2, 2, 3], deep: { x: 1, y: { z: 1, w: 2 } }, kind: 'text', added: null })
  })

  test('keeps the order of keys and changes neither side', () => {
    const base = { b: { x: [1] }, a: 1 }
    const over = { a: 2, c: 3, b: { x: [2] } }
    expect(Object.keys(mergeConfig(base, over) as object)).toEqual(['b', 'a', 'c'])
    expect(base).toEqual({ b: { x: [1] }, a: 1 })
    expect(over).toEqual({ a: 2, c: 3, b: { x: [2] } })
  })

  test('a key named __proto__ is a key like any other', () => {
    const merged = mergeConfig({}, JSON.parse('{ "__proto__": { "polluted": true } }'))
    expect(Object.keys(merged as object)).toEqual(['__proto__'])
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

describe('combineInclude', () => {
  test('a later file goes over an earlier one, keys beside the include over both', () => {
    expect(
      combineInclude(
        [
          { a: 1, b: 1 },
          { b: 2, c: 2 },
        ],
        { c: 3 },
      ),
    ).toEqual({ a: 1, b: 2, c: 3 })
  })

  test('without other keys anything may be included', () => {
    expect(combineInclude([['a', 'b']], {})).toEqual(['a', 'b'])
    expect(combineInclude(['text'], {})).toBe('text')
  })

  test('beside other keys only an object may be', () => {
    expect(() => combineInclude([['a']], { extra: true })).toThrow(IncludeShapeError)
  })

  test('nothing included leaves the other keys', () => {
    expect(combineInclude([], { a: 1 })).toEqual({ a: 1 })
  })
})
