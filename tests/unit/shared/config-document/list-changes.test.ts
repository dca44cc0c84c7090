import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { ConfigValue } from '../../../../src-shared/config-document/config-edit.ts'
import { type ListChange, listChanges } from '../../../../src-shared/config-document/list-changes.ts'
import { configValue } from '../../../helpers/config-text-arbitrary.ts'
import { propertyRuns } from '../../../helpers/property-runs.ts'

describe('listChanges', () => {
  it('leads from one list to the other', () => {
    const list = fc.array(fc.oneof(configValue(), fc.constantFrom(...'abcdef'.split(''))), { maxLength: 8 })
    fc.assert(
      fc.property(list, list, fc.array(fc.nat(15), { maxLength: 12 }), (one, other, choices) => {
        const shared = choices.map((choice) => [...one, ...other][choice] ?? null)
        for (const to of [other, shared]) expect(listChanges(one, to).reduce(changed, one)).toEqual(to)
      }),
      { numRuns: propertyRuns(1000) },
    )
  })

  it.each<[string, ConfigValue[], ConfigValue[], ListChange[]]>([
    ['nothing', ['a', 'b'], ['a', 'b'], []],
    ['an appended element', ['a'], ['a', 'b'], [{ type: 'insert', index: 1, value: 'b' }]],
    ['one replaced element', ['a', 'b', 'c'], ['a', 'x', 'c'], [{ type: 'change', index: 1, value: 'x' }]],
    ['a removed element', ['a', 'b', 'b', 'c'], ['a', 'b', 'c'], [{ type: 'delete', index: 2 }]],
    ['the last first', ['a', 'b', 'c'], ['c', 'a', 'b'], [{ type: 'move', index: 2, to: 0 }]],
    ['the first last', ['a', 'b', 'c'], ['b', 'c', 'a'], [{ type: 'move', index: 0, to: 2 }]],
    [
      'a model that got another price, behind one that is gone',
      [{ id: 'a' }, { id: 'b', name: 'B', price: 1 }],
      [{ id: 'b', name: 'B', price: 2 }],
      [
        { type: 'delete', index: 0 },
        { type: 'change', index: 0, value: { id: 'b', name: 'B', price: 2 } },
      ],
    ],
    [
      'what JSON cannot tell apart',
      [Number.NaN, 0, null],
      [null, -0, Number.NaN],
      [
        { type: 'move', index: 1, to: 2 },
        { type: 'move', index: 0, to: 2 },
        { type: 'change', index: 1, value: -0 },
      ],
    ],
  ])('finds %s', (_, from, to, changes) => {
    expect(listChanges(from, to)).toEqual(changes)
  })
})

function changed(list: readonly ConfigValue[], change: ListChange): readonly ConfigValue[] {
  switch (change.type) {
    case 'delete':
      return list.toSpliced(change.index, 1)
    case 'move': {
      const [element = null] = list.slice(change.index)
      return list.toSpliced(change.index, 1).toSpliced(change.to, 0, element)
    }
    case 'change':
      return list.with(change.index, change.value)
    case 'insert':
      return list.toSpliced(change.index, 0, change.value)
  }
}
