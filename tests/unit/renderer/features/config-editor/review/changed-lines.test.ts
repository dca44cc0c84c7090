import { describe, expect, it } from 'vitest'

import {
  changedLines,
  changedLinesWord,
} from '../../../../../../src-renderer/features/config-editor/review/changed-lines.ts'

const text = 'a\nb\nc\n'

describe('changedLines', () => {
  it.each([
    [text, text, { removed: 0, added: 0 }],
    [text, 'a\nB\nc\n', { removed: 1, added: 1 }],
    [text, 'a\nc\n', { removed: 1, added: 0 }],
    [text, 'a\nb\nb2\nc\n', { removed: 0, added: 1 }],
    [text, 'A\nb\nC\n', { removed: 2, added: 2 }],
    ['', 'a\nb', { removed: 1, added: 2 }],
    [text.replaceAll('\n', '\r\n'), 'a\r\nB\r\nc\r\n', { removed: 1, added: 1 }],
  ])('counts between %j and %j', (before, after, expected) => {
    expect(changedLines(before, after)).toEqual(expected)
  })
})

it.each([
  [{ removed: 0, added: 0 }, 'No line changed'],
  [{ removed: 1, added: 1 }, '1 line changed'],
  [{ removed: 3, added: 3 }, '3 lines changed'],
  [{ removed: 0, added: 2 }, '2 lines added'],
  [{ removed: 1, added: 0 }, '1 line removed'],
  [{ removed: 1200, added: 3 }, '3 lines added, 1,200 removed'],
])('says %j as %j', (lines, word) => {
  expect(changedLinesWord(lines)).toBe(word)
})
