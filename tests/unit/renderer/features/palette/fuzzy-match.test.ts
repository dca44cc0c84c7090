import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { MatchText, matchWord, queryWords } from '../../../../../src-renderer/features/palette/fuzzy-match.ts'

function worth(query: string, text: string): number {
  const [word] = queryWords(query)
  return word ? matchWord(word, new MatchText(text)) : 0
}

/** Texts from the best match for a query to the worst that is one. */
function best(query: string, texts: readonly string[]): string[] {
  return texts
    .filter((text) => worth(query, text) > 0)
    .toSorted((left, right) => worth(query, right) - worth(query, left))
}

describe('matchWord', () => {
  it('prefers the whole, then the start, then the start of a word, then any place', () => {
    expect(best('gpt', ['my-gpt-4', 'cgpts', 'gpt', 'claude', 'gpt-4o'])).toEqual([
      'gpt',
      'gpt-4o',
      'my-gpt-4',
      'cgpts',
    ])
  })

  it('needs no hyphens, capitals or accents', () => {
    expect(worth('gpt4o', 'openai/GPT-4o')).toBeGreaterThan(0)
    expect(worth('zurich', 'Zürich weather')).toBeGreaterThan(0)
    expect(worth('Zürich', 'zurich weather')).toBeGreaterThan(0)
  })

  it('finds words by their beginnings, and nothing by letters that merely occur', () => {
    expect(worth('gotc', 'Go to chat')).toBeGreaterThan(0)
    expect(worth('nech', 'New chat')).toBeGreaterThan(0)
    expect(worth('gtc', 'Go to chat')).toBeGreaterThan(0)
    expect(worth('ewha', 'New chat')).toBe(0)
    expect(worth('oto', 'Photograph')).toBe(55)
    expect(worth('nt', 'New thing')).toBe(0)
  })

  it('is never less for more of the same text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,3}$/), (text) => {
        const [word = ''] = text.split(' ')
        const lengths = word.split('').map((_letter, place) => worth(word.slice(0, place + 1), text))
        expect(lengths).toEqual([...lengths].sort((left, right) => left - right))
      }),
    )
  })

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (query, text) => {
        for (const word of queryWords(query)) {
          const found = matchWord(word, new MatchText(text))
          expect(found).toBeGreaterThanOrEqual(0)
          expect(found).toBeLessThanOrEqual(100)
        }
      }),
    )
  })
})
