import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { sizedPieces, wordPieces } from '#main/demo-gateway/text-pieces.ts'

test('pieces join to the text again and never split a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 9 }), (text, size) => {
      const pieces = sizedPieces(text, size)
      expect(pieces.join('')).toBe(text)
      expect(wordPieces(text).join('')).toBe(text)
      expect(pieces.every((piece) => piece.isWellFormed())).toBe(true)
    }),
  )
})

test('cuts by size and by word', () => {
  expect(sizedPieces('ab🚀cd', 3)).toEqual(['ab🚀', 'cd'])
  expect(wordPieces(' a b\n\nc')).toEqual([' a ', 'b\n\n', 'c'])
  expect(wordPieces('  ')).toEqual(['  '])
})
