import { describe, expect, it } from 'vitest'

import { titleFor } from '../../../../src-main/completion/title.ts'

describe('titleFor', () => {
  it.each([
    ['Hello there', 'Hello there'],
    ['\n\n## How do I **sort**?\nmore', 'How do I **sort**?'],
    ['???', '???'],
    ['   ', 'New chat'],
  ])('names %j %j', (question, title) => {
    expect(titleFor(question)).toBe(title)
  })

  it('cuts a long line at a word', () => {
    const title = titleFor('word '.repeat(40))
    expect(title).toBe(`${'word '.repeat(11)}word…`)
  })
})
