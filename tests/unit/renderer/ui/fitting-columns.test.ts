import { describe, expect, it } from 'vitest'

import { fittingColumns } from '../../../../src-renderer/ui/fitting-columns.ts'

const columns = [
  { id: 'name', minRem: 10, rank: 1 },
  { id: 'about', minRem: 8, rank: 4 },
  { id: 'price', minRem: 5, rank: 2 },
  { id: 'more', minRem: 5, rank: 4 },
]

describe('fittingColumns', () => {
  it.each([
    [40, ['name', 'about', 'price', 'more']],
    [28, ['name', 'about', 'price', 'more']],
    [27, ['name', 'about', 'price']],
    [22, ['name', 'price']],
    [14, ['name']],
    [2, ['name']],
  ])('shows at %i rem %j', (width, ids) => {
    expect(fittingColumns(columns, width).map(({ id }) => id)).toEqual(ids)
  })
})
