import { expect, it } from 'vitest'

import { markArguments, unmark, type Models } from '../../../litellm/prisma-engine/json-protocol.ts'

const models: Models = {
  Key: {
    fields: [
      { name: 'token', kind: 'scalar', type: 'String' },
      { name: 'data', kind: 'scalar', type: 'Json' },
      { name: 'budget', kind: 'object', type: 'Budget' },
    ],
  },
  Budget: { fields: [{ name: 'limits', kind: 'scalar', type: 'Json' }] },
}

it('marks JSON in columns, in nested writes and in filters, and nothing else', () => {
  const sent = {
    data: { token: '{"not": "json"}', data: '{"a": 1}', budget: { create: { limits: '[]' } } },
    where: { OR: [{ data: { path: ['a'], equals: '1' } }] },
  }
  expect(markArguments(sent, 'Key', models)).toEqual({
    data: {
      token: '{"not": "json"}',
      data: { $type: 'Json', value: '{"a": 1}' },
      budget: { create: { limits: { $type: 'Json', value: '[]' } } },
    },
    where: { OR: [{ data: { path: ['a'], equals: { $type: 'Json', value: '1' } } }] },
  })
})

it('takes the marks off an answer', () => {
  const answer = {
    at: { $type: 'DateTime', value: '2026-11-22T10:00:00Z' },
    spent: { $type: 'BigInt', value: '12' },
    tags: [{ $type: 'Json', value: '["a"]' }],
    nothing: null,
  }
  expect(unmark(answer)).toEqual({
    at: '2026-11-22T10:00:00.000Z',
    spent: 12,
    tags: ['["a"]'],
    nothing: null,
  })
})
