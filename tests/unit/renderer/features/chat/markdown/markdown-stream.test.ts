import { describe, expect, it } from 'vitest'

import {
  advanceStream,
  emptyStream,
} from '../../../../../../src-renderer/features/chat/markdown/markdown-stream.ts'

const part = '## Heading\n\nSome **words** here.\n\n```js\nlet a\n```\n\n- a\n- b\n\n'
const text = part.repeat(30)

describe('advanceStream', () => {
  it('ends with the same sections as reading all at once, and keeps closed ones on the way', () => {
    let stream = emptyStream
    for (let end = 7; end < text.length; end += 7) {
      const next = advanceStream(stream, text.slice(0, end), true)
      stream.sections.forEach((section, index) => {
        if (section.closed) expect(next.sections[index]).toBe(section)
      })
      stream = next
    }
    const streamed = advanceStream(stream, text, false)
    expect(streamed.sections).toEqual(advanceStream(emptyStream, text, false).sections)
    expect(streamed.sections.length).toBeGreaterThan(5)
    const ids = streamed.sections.flatMap((section) => section.runs.map((run) => run.id))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('keeps the runs of an open section that did not change', () => {
    const before = advanceStream(emptyStream, 'One.\n\nTwo', true)
    const after = advanceStream(before, 'One.\n\nTwo words', true)
    expect(after.sections[0]?.runs[0]).toBe(before.sections[0]?.runs[0])
    expect(after.sections[0]?.runs[1]).not.toBe(before.sections[0]?.runs[1])
  })

  it('starts again when the text is another one, and does nothing when it is the same', () => {
    const stream = advanceStream(emptyStream, 'One.\n\nTwo.', true)
    expect(advanceStream(stream, 'One.\n\nTwo.', true)).toBe(stream)
    const other = advanceStream(stream, 'Other.', false)
    expect(other.sections).toEqual(advanceStream(emptyStream, 'Other.', false).sections)
    expect(advanceStream(other, 'Other. More.', true).state.partial).toBe('Other. More.')
  })

  it('joins the pieces of a long block into one run', () => {
    const code = `\`\`\`\n${'line\n'.repeat(300)}\`\`\`\n\nend`
    const { sections } = advanceStream(emptyStream, code, false)
    expect(sections.map((section) => section.runs.map((run) => run.blocks.length > 1))).toEqual([
      [true],
      [false],
    ])
  })
})
