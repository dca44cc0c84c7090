import { describe, expect, it } from 'vitest'

import { readRecent, withRecent } from '../../../../../src-renderer/features/palette/palette-recent.ts'

describe('what was chosen lately', () => {
  it('has the newest on top, each once, and does not grow for ever', () => {
    expect(withRecent(['a', 'b', 'c'], 'c')).toEqual(['c', 'a', 'b'])
    const many = Array.from({ length: 40 }, (_, place) => String(place))
    expect(withRecent(many, 'x')).toEqual(['x', ...many.slice(0, 23)])
  })

  it('is nothing where what was stored is damaged', () => {
    expect(readRecent('["model:a","model:b"]')).toEqual(['model:a', 'model:b'])
    for (const text of [null, '', '{', '{"a":1}', '3']) expect(readRecent(text)).toEqual([])
    expect(readRecent('["a",3,null]')).toEqual(['a'])
  })
})
