import { expect, it } from 'vitest'

import { cellOf, cellOfClient, parametersOf } from '../../../litellm/prisma-engine/raw-sql.ts'

const split = (text: string): string[] => text.slice(1, -1).split(',')

it.each([
  [16, 't', 'bool', true],
  [20, '9007199254740993', 'bigint', '9007199254740993'],
  [23, '7', 'int', 7],
  [701, '0.5', 'double', 0.5],
  [1700, '0.10', 'decimal', '0.10'],
  [3802, '{"a":1}', 'json', { a: 1 }],
  [1114, '2026-11-22 10:00:00.5', 'datetime', '2026-11-22T10:00:00.5+00:00'],
  [1184, '2026-11-22 10:00:00+02', 'datetime', '2026-11-22T10:00:00+02:00'],
  [25, 'ada', 'string', 'ada'],
])('gives a cell of PostgreSQL’s type %i its type and value', (type, text, name, value) => {
  expect(cellOf(type, text, split)).toEqual({ prisma__type: name, prisma__value: value })
})

it('gives arrays and nulls theirs', () => {
  expect(cellOf(1007, '{1,2}', split)).toEqual({
    prisma__type: 'array',
    prisma__value: [
      { prisma__type: 'int', prisma__value: 1 },
      { prisma__type: 'int', prisma__value: 2 },
    ],
  })
  expect(cellOf(25, null, split)).toEqual({ prisma__type: 'null', prisma__value: null })
  expect(cellOfClient('json-array', ['{"a":1}'])).toEqual({
    prisma__type: 'array',
    prisma__value: [{ prisma__type: 'json', prisma__value: { a: 1 } }],
  })
})

it('reads parameters: plain, typed, lists and objects', () => {
  const sent = '["a", 1, null, ["x"], {"prisma__type": "date", "prisma__value": "2026-11-22"}, {"b": 2}]'
  expect(parametersOf(sent)).toEqual(['a', 1, null, ['x'], '2026-11-22', '{"b":2}'])
  expect(parametersOf(undefined)).toEqual([])
})
