import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  type TextChange,
  textChanges,
} from '../../../../../src-renderer/features/config-editor/text-changes.ts'

function apply(text: string, changes: readonly TextChange[]): string {
  return changes
    .toReversed()
    .reduce((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), text)
}

describe('textChanges', () => {
  it('changes nothing between equal texts', () => {
    expect(textChanges('{ a: 1 }', '{ a: 1 }')).toEqual([])
  })

  it('finds each of two changes far apart', () => {
    const before = `a: 1,\n${'x'.repeat(100)}\nb: 2`
    const changes = textChanges(before, before.replace('1', '11').replace('2', '3'))
    expect(changes).toHaveLength(2)
    expect(changes[0]).toEqual({ from: 4, to: 4, insert: '1' })
  })

  it('takes a long stretch as one change', () => {
    const before = `[${'a'.repeat(30_000)}]`
    expect(textChanges(before, `[${'b'.repeat(30_000)}]`)).toEqual([
      { from: 1, to: 30_001, insert: 'b'.repeat(30_000) },
    ])
  })

  it('makes one text of the other, and never splits a character or a line break', () => {
    const texts = fc
      .array(fc.constantFrom('a', 'b', '\n', '\r\n', '😀', '😁', '{'), { maxLength: 40 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const changes = textChanges(before, after)
        expect(apply(before, changes)).toBe(after)
        const [first] = changes
        if (first === undefined) return
        expect(before.slice(first.from - 1, first.from + 1)).not.toBe('\r\n')
        expect(before.codePointAt(first.from - 1) ?? 0).toBeLessThan(0x1_0000)
      }),
    )
  })
})
