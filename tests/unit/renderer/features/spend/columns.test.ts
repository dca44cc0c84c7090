import { expect, it } from 'vitest'

import {
  columnMoved,
  columnResized,
  columnToggled,
  initialRowColumns,
  readColumns,
  rowColumns,
} from '../../../../../src-renderer/features/spend/columns.ts'

const shown = [
  { column: 'time', width: 100 },
  { column: 'cost', width: 90 },
] as const
const names = (columns: readonly { readonly column: string }[]) => columns.map(({ column }) => column)

it('puts a column that is shown again where the catalogue has it', () => {
  expect(names(columnToggled(shown, 'model', rowColumns))).toEqual(['time', 'model', 'cost'])
  expect(names(columnToggled(shown, 'error', rowColumns))).toEqual(['time', 'cost', 'error'])
})

it('hides a column, but never the last one', () => {
  const one = columnToggled(shown, 'time', rowColumns)
  expect(names(one)).toEqual(['cost'])
  expect(columnToggled(one, 'cost', rowColumns)).toBe(one)
})

it('moves a column within the table', () => {
  expect(names(columnMoved(shown, 'cost', 0))).toEqual(['cost', 'time'])
  expect(columnMoved(shown, 'cost', 9)).toBe(shown)
  expect(columnMoved(shown, 'model', 0)).toBe(shown)
})

it('keeps widths within reach of a pointer', () => {
  expect(columnResized(shown, 'cost', 3)[1]).toEqual({ column: 'cost', width: 48 })
  expect(columnResized(shown, 'cost', 9999)[1]).toEqual({ column: 'cost', width: 640 })
})

it('reads back what it stored, and leaves out what it does not know', () => {
  expect(readColumns(JSON.parse(JSON.stringify(initialRowColumns)), rowColumns)).toEqual(initialRowColumns)
  expect(
    readColumns(
      [{ column: 'cost', width: 90 }, { column: 'bogus', width: 1 }, null, { column: 'time', width: 'x' }],
      rowColumns,
    ),
  ).toEqual([{ column: 'cost', width: 90 }])
  expect(readColumns('no list', rowColumns)).toBeNull()
  expect(readColumns([{ column: 'toString', width: 9 }], rowColumns)).toBeNull()
})
