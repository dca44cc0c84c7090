import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { editDistance, nearestOf } from '#shared/engine-config/nearest.ts'

describe('nearestOf', () => {
  const keys = ['baseUrl', 'apiKey', 'api', 'auth', 'authHeader', 'headers', 'models']

  test.each([
    ['baseurl', 'baseUrl'],
    ['baseURL', 'baseUrl'],
    ['base_url', 'baseUrl'],
    ['apikey', 'apiKey'],
    ['api_key', 'apiKey'],
    ['model', 'models'],
    ['moedls', 'models'],
    ['header', 'headers'],
    ['apis', 'api'],
    ['timeout', null],
    ['x', null],
    ['', null],
  ])('takes %j for %j', (word, meant) => {
    expect(nearestOf(word, keys)).toBe(meant)
  })
})

describe('editDistance', () => {
  test.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'ab', 1],
    ['abc', 'abxc', 1],
    ['abc', 'xbc', 1],
    ['kitten', 'sitting', 3],
  ])('from %j to %j is %j', (first, second, distance) => {
    expect(editDistance(first, second)).toBe(distance)
  })

  test('is the same both ways, and at most the longer length', () => {
    const word = fc.string({ maxLength: 12 })
    fc.assert(
      fc.property(word, word, (first, second) => {
        const distance = editDistance(first, second)
        expect(distance).toBe(editDistance(second, first))
        expect(distance).toBeLessThanOrEqual(Math.max(first.length, second.length))
        expect(distance === 0).toBe(first === second)
      }),
    )
  })
})
