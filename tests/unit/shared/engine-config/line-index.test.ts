import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { placeAt } from '#shared/config-document/text-place.ts'
import { lineIndex } from '#shared/engine-config/line-index.ts'

test('finds every place that placeAt finds', () => {
  const text = fc
    .array(fc.constantFrom('a', ' ', '\n', '\r', '\r\n', '\u2028', '𝄞'))
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (whole) => {
      const placeIn = lineIndex(whole)
      for (let offset = 0; offset <= whole.length; offset += 1) {
        expect(placeIn(offset)).toEqual(placeAt(whole, offset))
      }
    }),
  )
})
