import { EditorState } from '@codemirror/state'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  lineBreakOf,
  offsetAt,
  positionAt,
  withLineBreak,
} from '../../../../../src-renderer/features/config-editor/line-breaks.ts'

const texts = fc
  .array(fc.constantFrom('a', '{', '\n', '\r\n', '\r', '😀', '\u2028'), { maxLength: 30 })
  .map((parts) => parts.join(''))

function stateOf(text: string): EditorState {
  return EditorState.create({ doc: text, extensions: EditorState.lineSeparator.of(lineBreakOf(text)) })
}

describe('lineBreakOf', () => {
  it.each([
    ['', '\n'],
    ['{}', '\n'],
    ['{\n}\n', '\n'],
    ['{\r\n}\r\n', '\r\n'],
    ['{\r\n}\n', '\n'],
    ['{\r}\r\n', '\n'],
    ['{\r}', '\n'],
  ])('splits %j at %j', (text, expected) => {
    expect(lineBreakOf(text)).toBe(expected)
  })

  it('never loses a character of any text in the editor', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(stateOf(text).sliceDoc()).toBe(text)
      }),
    )
  })
})

describe('positionAt and offsetAt', () => {
  it('lead there and back at every place of the editor', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { doc } = stateOf(text)
        const lineBreak = lineBreakOf(text)
        for (let position = 0; position <= doc.length; position += 1) {
          const offset = offsetAt(doc, position, lineBreak)
          expect(positionAt(doc, offset, lineBreak)).toBe(position)
          expect(doc.sliceString(0, position, lineBreak)).toBe(text.slice(0, offset))
        }
      }),
    )
  })

  it('takes the middle of a Windows line break for its beginning', () => {
    const text = 'ab\r\ncd'
    expect(positionAt(stateOf(text).doc, 3, '\r\n')).toBe(2)
    expect(positionAt(stateOf(text).doc, 99, '\r\n')).toBe(5)
  })
})

it('gives a pasted text the line ends of the text it goes into', () => {
  expect(withLineBreak('a\r\nb\nc\rd', '\n')).toBe('a\nb\nc\nd')
  expect(withLineBreak('a\nb\r\nc', '\r\n')).toBe('a\r\nb\r\nc')
})
