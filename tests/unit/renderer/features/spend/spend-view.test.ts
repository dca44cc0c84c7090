import { describe, expect, it } from 'vitest'

import {
  bounded,
  chosen,
  drilledInto,
  emptyFilter,
  filterOf,
  groupedBy,
  groupMeasures,
  groupsSortedBy,
  initialSpec,
  isFiltering,
  isView,
  savedView,
  sortedBy,
  stableText,
  valueToggled,
  viewShown,
} from '../../../../../src-renderer/features/spend/spend-view.ts'

const now = new Date('2026-03-14T12:00:00.000Z')

it('resolves the range only when it is asked', () => {
  const spec = {
    range: { type: 'last', unit: 'hour', count: 24 } as const,
    filter: { ...emptyFilter, text: ' a ' },
  }
  expect(filterOf(spec, now)).toEqual({
    from: '2026-03-13T12:00:00.000Z',
    to: null,
    choices: {},
    bounds: {},
    text: 'a',
  })
})

describe('sorting', () => {
  it('begins with the dearest and with A, and turns around at the second click', () => {
    const byCost = sortedBy(initialSpec, 'cost')
    expect(byCost.sort).toEqual({ column: 'cost', direction: 'descending' })
    expect(sortedBy(byCost, 'cost').sort.direction).toBe('ascending')
    expect(sortedBy(initialSpec, 'model').sort.direction).toBe('ascending')
    expect(groupsSortedBy(initialSpec, 'key').groupSort).toEqual({ by: 'key', direction: 'ascending' })
    expect(groupsSortedBy(initialSpec, 'cost').groupSort.direction).toBe('ascending')
  })
})

describe('choices', () => {
  it('come and go one by one, and the last one takes the dimension along', () => {
    const one = valueToggled(emptyFilter, 'model', 'a')
    const two = valueToggled(one, 'model', '')
    expect(two.choices).toEqual({ model: { isExcluded: false, values: ['a', ''] } })
    expect(valueToggled(valueToggled(two, 'model', 'a'), 'model', '').choices).toEqual({})
  })

  it('keep being left out when one more is', () => {
    const excluded = chosen(emptyFilter, 'user', ['ada'], true)
    expect(valueToggled(excluded, 'user', 'bob').choices.user).toEqual({
      isExcluded: true,
      values: ['ada', 'bob'],
    })
  })

  it('and bounds and words keep rows out; none of them does not', () => {
    expect(isFiltering(emptyFilter)).toBe(false)
    expect(isFiltering({ ...emptyFilter, text: '  ' })).toBe(false)
    expect(isFiltering({ ...emptyFilter, text: 'x' })).toBe(true)
    const dear = bounded(emptyFilter, 'cost', { min: 1, max: null })
    expect(isFiltering(dear)).toBe(true)
    expect(bounded(dear, 'cost', { min: null, max: null })).toEqual(emptyFilter)
  })
})

describe('groups', () => {
  it('are sorted by what they cost, those of time by time', () => {
    expect(groupedBy(initialSpec, 'model', false).groupSort).toEqual({ by: 'cost', direction: 'descending' })
    expect(groupedBy(initialSpec, 'day', true).groupSort).toEqual({ by: 'key', direction: 'descending' })
    expect(groupedBy(initialSpec, null, false)).toBe(initialSpec)
  })

  it('open into the rows they are made of', () => {
    const byModel = { ...initialSpec, groupBy: 'model' as const }
    expect(drilledInto(byModel, 'model', 'gpt-4o', null)).toMatchObject({
      groupBy: null,
      filter: { choices: { model: { isExcluded: false, values: ['gpt-4o'] } } },
    })
    const byHour = { ...initialSpec, groupBy: 'hour' as const }
    expect(
      drilledInto(byHour, 'hour', '2026-03-14T12:00:00.000Z', () => '2026-03-14T13:00:00.000Z'),
    ).toMatchObject({
      groupBy: null,
      range: { type: 'between', from: '2026-03-14T12:00:00.000Z', to: '2026-03-14T13:00:00.000Z' },
    })
  })

  it('ask for what their columns and their order need, once each', () => {
    expect(
      groupMeasures({
        groupColumns: [{ column: 'cost', width: 90 }],
        groupSort: { by: 'durationP95', direction: 'descending' },
      }),
    ).toEqual(['calls', 'cost', 'durationP95'])
  })
})

describe('a saved view', () => {
  const spec = {
    ...initialSpec,
    groupBy: 'user' as const,
    filter: chosen(emptyFilter, 'model', ['a'], false),
  }

  it('shows again what was on show', () => {
    const view = savedView(spec, 'id', 'By user')
    const shown = viewShown(initialSpec, view)
    expect(savedView(shown, 'id', 'By user')).toEqual(view)
    expect(shown.rowColumns).toBe(initialSpec.rowColumns)
    expect(isView(shown, view)).toBe(true)
    expect(isView(initialSpec, view)).toBe(false)
  })

  it('is known again whatever the order of its properties', () => {
    const { groupBy, ...rest } = savedView(spec, 'id', 'By user')
    expect(isView(spec, { groupBy, ...rest })).toBe(true)
    expect(stableText({ b: 1, a: [{ d: 2, c: 3 }] })).toBe('{"a":[{"c":3,"d":2}],"b":1}')
  })
})
