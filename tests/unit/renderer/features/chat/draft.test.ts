import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  draftMessage,
  emptyDraft,
  isDraftEmpty,
  LARGE_PASTE_CHARACTERS,
  mergeDrafts,
  newPaste,
  parseDraft,
  storedDraft,
} from '../../../../../src-renderer/features/chat/draft.ts'

const texts = (draft: ReturnType<typeof parseDraft>) => [draft.text, ...draft.pastes.map(({ text }) => text)]
const plainText = fc.string().filter((text) => !text.includes('\u001E'))

describe('storedDraft and parseDraft', () => {
  it('bring back typed and pasted texts as they were', () => {
    fc.assert(
      fc.property(plainText, fc.array(plainText), (text, pasted) => {
        const draft = { text, pastes: pasted.map(newPaste) }
        expect(texts(parseDraft(storedDraft(draft)))).toEqual(texts(draft))
      }),
    )
  })

  it('keep a text too long for the field beside it', () => {
    const long = 'x'.repeat(LARGE_PASTE_CHARACTERS + 1)
    expect(texts(parseDraft(long))).toEqual(['', long])
  })
})

describe('draftMessage', () => {
  it('is the typed text, then each pasted one, apart by a blank line', () => {
    expect(draftMessage({ text: ' Summarise: ', pastes: [newPaste('a\n'), newPaste('b')] })).toBe(
      'Summarise:\n\na\n\n\nb',
    )
    expect(draftMessage({ text: '  ', pastes: [newPaste('only this')] })).toBe('only this')
  })
})

describe('mergeDrafts', () => {
  it('loses no character of either', () => {
    fc.assert(
      fc.property(plainText, plainText, (first, second) => {
        const merged = mergeDrafts({ text: first, pastes: [] }, { text: second, pastes: [] }).text
        expect(merged.startsWith(first) && merged.endsWith(second)).toBe(true)
        expect(merged.length - first.length - second.length).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('adds nothing to an empty side', () => {
    const typed = { text: 'typed', pastes: [newPaste('p')] }
    expect(mergeDrafts(emptyDraft, typed)).toEqual(typed)
    expect(mergeDrafts(typed, emptyDraft)).toEqual(typed)
  })
})

describe('isDraftEmpty', () => {
  it('does not count blanks, but counts a pasted text', () => {
    expect(isDraftEmpty({ text: ' \n', pastes: [] })).toBe(true)
    expect(isDraftEmpty({ text: '', pastes: [newPaste(' ')] })).toBe(false)
  })
})
