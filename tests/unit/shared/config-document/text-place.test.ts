import { describe, expect, it } from 'vitest'

import { placeAt } from '../../../../src-shared/config-document/text-place.ts'

describe('placeAt', () => {
  it.each([
    [
      'LF',
      'a\nb\n\nc',
      [
        [1, 1],
        [1, 2],
        [2, 1],
        [2, 2],
        [3, 1],
        [4, 1],
        [4, 2],
      ],
    ],
    [
      'CRLF, whose halves are on the line they end',
      'a\r\nb',
      [
        [1, 1],
        [1, 2],
        [1, 3],
        [2, 1],
        [2, 2],
      ],
    ],
    [
      'CR',
      'a\rb',
      [
        [1, 1],
        [1, 2],
        [2, 1],
        [2, 2],
      ],
    ],
    [
      'no line for Unicode separators',
      'a\u2028b',
      [
        [1, 1],
        [1, 2],
        [1, 3],
        [1, 4],
      ],
    ],
  ])('counts %s', (_, text, places) => {
    expect([...places.keys()].map((offset) => placeAt(text, offset))).toEqual(
      places.map(([line, column]) => ({ line, column })),
    )
  })

  it('takes offsets outside of the text as its ends', () => {
    expect(placeAt('ab\nc', 99)).toEqual({ line: 2, column: 2 })
    expect(placeAt('ab\nc', -1)).toEqual({ line: 1, column: 1 })
  })
})
