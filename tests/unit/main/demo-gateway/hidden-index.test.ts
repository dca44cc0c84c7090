import fc from 'fast-check'
import { expect, test } from 'vitest'

import { INDEX_LIMIT, indexIn, uuidWith } from '#main/demo-gateway/hidden-index.ts'
import { seededRandom } from '#main/demo-gateway/seeded-random.ts'

test('an id gives back the index it hides, whatever stands before and after it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: INDEX_LIMIT - 1 }),
      fc.integer({ min: 0, max: 255 }),
      fc.string(),
      (index, mark, seed) => {
        const id = uuidWith(seededRandom(seed), index, mark)
        expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/)
        expect([indexIn(id), indexIn(`chatcmpl-${id}_cache_hit17`)]).toEqual([index, index])
      },
    ),
  )
})

test('what is no such id hides none', () => {
  expect([indexIn(''), indexIn('chatcmpl-9x8y7z'), indexIn('a'.repeat(36))]).toEqual([null, null, null])
})
