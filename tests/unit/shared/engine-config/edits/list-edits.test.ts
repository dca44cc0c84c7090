import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { applyEditsToValue } from '#shared/config-document/apply-edits.ts'
import { listEdits } from '#shared/engine-config/edits/list-edits.ts'

describe('listEdits', () => {
  test('moves, adds and removes elements instead of writing the list anew', () => {
    expect(listEdits(['list'], ['a', 'b', 'c'], ['c', 'a', 'b'])).toEqual([
      { type: 'move', path: ['list', 2], to: 0 },
    ])
    expect(listEdits(['list'], ['a', 'b'], ['a', 'x', 'b'])).toEqual([
      { type: 'insert', path: ['list', 1], value: 'x' },
    ])
    expect(listEdits(['list'], ['a', 'b', 'c'], ['a', 'c'])).toEqual([{ type: 'delete', path: ['list', 1] }])
    expect(listEdits(['list'], ['a'], ['a'])).toEqual([])
  })

  test('leads from any list to any other', () => {
    const list = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 8 })
    fc.assert(
      fc.property(list, list, (from, to) => {
        expect(applyEditsToValue({ list: from }, listEdits(['list'], from, to))).toEqual({ list: to })
      }),
    )
  })

  test('keeps what is in both: it writes only what is new', () => {
    const list = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'))
    fc.assert(
      fc.property(list, list, (from, to) => {
        const written = listEdits(['list'], from, to).filter(({ type }) => type === 'insert')
        expect(written).toHaveLength(to.filter((text) => !from.includes(text)).length)
      }),
    )
  })
})
