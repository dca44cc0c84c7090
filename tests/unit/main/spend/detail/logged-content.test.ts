import { expect, test } from 'vitest'

import { loggedMessages } from '#main/spend/detail/logged-content.ts'

const plain = { reasoning: '', toolCalls: [], skippedCharacters: 0 }

test('reads a chat and its answer', () => {
  const request = {
    model: 'gpt-4o',
    messages: [
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: 'data:…' } },
          { type: 'file', file: {} },
        ],
      },
      { role: 'tool', content: '{"a":1}', tool_call_id: 'x' },
    ],
  }
  const response = {
    choices: [
      {
        message: {
          role: 'assistant',
          content: null,
          reasoning_content: 'Hm.',
          tool_calls: [{ type: 'function', function: { name: 'look_up', arguments: '{}' } }],
        },
      },
    ],
  }
  expect(loggedMessages(request, response)).toEqual([
    { role: 'system', text: 'Be brief.', ...plain },
    { role: 'user', text: 'What is this?\n[image]\n[file]', ...plain },
    { role: 'tool', text: '{"a":1}', ...plain },
    { role: 'assistant', text: '', ...plain, reasoning: 'Hm.', toolCalls: ['look_up'] },
  ])
})

test('tells how much the gateway left out', () => {
  const text = 'head... (litellm_truncated skipped 2953 chars) ...tail'
  expect(loggedMessages({ messages: [{ role: 'user', content: text }] }, {})).toMatchObject([
    { text, skippedCharacters: 2953 },
  ])
})

test('reads other forms, and JSON that comes as text', () => {
  expect(loggedMessages(JSON.stringify({ input: ['one', 'two'] }), '{}')).toMatchObject([
    { role: 'user', text: 'one\ntwo' },
  ])
  expect(loggedMessages({ prompt: 'Once' }, { choices: [{ text: 'upon a time' }] })).toMatchObject([
    { text: 'Once' },
  ])
  const output = [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hi' }] }]
  const input = [{ role: 'user', content: 'Hello' }]
  expect(loggedMessages({ input }, { output })).toMatchObject([{ text: 'Hello' }, { text: 'Hi' }])
})

test.each([
  [{}, {}],
  [null, undefined],
  ['', '[]'],
  [{ messages: null }, { choices: 'x' }],
])('finds nothing in %j and %j', (request, response) => {
  expect(loggedMessages(request, response)).toEqual([])
})
