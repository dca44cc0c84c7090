import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { cannedAnswer } from '#main/demo-gateway/answers.ts'
import { userMessages } from '../../../helpers/demo-gateway.ts'

function text(prompt: string): string {
  return cannedAnswer(userMessages(prompt), 'gpt-4o').text
}

test('says that it is canned, and fits the words of the prompt', () => {
  for (const prompt of ['hello', 'some code', 'a table', 'math', 'a list', 'a long story']) {
    expect(text(prompt)).toMatch(/demo gateway/)
    expect(text(prompt)).toMatch(/not asked|No model was asked/)
  }
  expect(text('some code')).toMatch(/^```(ts|python)$/m)
  expect(text('a table')).toContain('| :--- |')
  expect(text('math')).toContain('$$')
  expect(text('a list')).toContain('1. ')
  expect(text('a long story').length).toBeGreaterThan(3000)
  expect(text('code and a table')).toMatch(/```[^]*\| :--- \|/)
})

test('echoes, and mentions attachments it cannot see', () => {
  expect(cannedAnswer(userMessages('echo: **as** it\nis'), 'gpt-4o').text).toBe('**as** it\nis')
  const content = [
    { type: 'text', text: 'what is this?' },
    { type: 'image_url', image_url: { url: 'data:,' } },
  ]
  expect(cannedAnswer([{ role: 'user', content }], 'gpt-4o').text).toContain('Your 1 attachment arrived')
})

test('is the same for the same messages, and its pieces are its text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('', 'echo: ', 'code '), (words, start) => {
      const messages = userMessages(start + words)
      const answer = cannedAnswer(messages, 'gpt-4o')
      expect(answer.pieces.join('')).toBe(answer.text)
      expect(cannedAnswer(messages, 'gpt-4o')).toEqual(answer)
    }),
  )
})
