import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  completeInline,
  isUndecided,
} from '../../../../../../src-renderer/features/chat/markdown/unfinished-syntax.ts'

describe('completeInline', () => {
  it.each([
    ['plain', 'plain'],
    ['a **b', 'a **b**'],
    ['a **b *c', 'a **b *c***'],
    ['a ***b', 'a ***b***'],
    ['a **b**', 'a **b**'],
    ['a **b** and *', 'a **b** and'],
    ['a ~~b', 'a ~~b~~'],
    ['a `b **c', 'a `b **c`'],
    ['a `b` **c', 'a `b` **c**'],
    ['a ``b ` c', 'a ``b ` c``'],
    ['\\**a', '\\**a*'],
    ['[a](b) [c', '[a](b) c'],
    ['**[a](htt', '**a**'],
    ['![a](htt', ''],
    ['snake_case and 2*3', 'snake_case and 2*3'],
    ['$a_1 *b* c$ **d', '$a_1 *b* c$ **d**'],
    ['costs $5 and *', 'costs $5 and'],
  ])('turns %j into %j', (text, completed) => {
    expect(completeInline(text)).toBe(completed)
  })

  it('takes any text', () => {
    assert(property(string({ unit: 'grapheme' }), (text) => typeof completeInline(text) === 'string'))
  })
})

describe('isUndecided', () => {
  it.each(['-', '  - ', '1', '12.', '##', '> ', '``', '```typ', '| ', '**', '='])(
    'holds %j back',
    (partial) => {
      expect(isUndecided(partial, false)).toBe(true)
    },
  )

  it.each(['- a', '1. a', '2024 was', '# a', '> a', '| a', '**a', 'text'])('shows %j', (partial) => {
    expect(isUndecided(partial, false)).toBe(false)
  })

  it('holds nothing back inside code but the start of a closing fence', () => {
    expect(['---', '- ', '  ``', '~~~ '].map((partial) => isUndecided(partial, true))).toEqual([
      false,
      false,
      true,
      true,
    ])
  })
})
