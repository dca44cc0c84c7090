import { expect, it } from 'vitest'

import type { Model } from '#shared/model.ts'
import {
  isSameAddress,
  offeredModels,
  withTicks,
} from '../../../../../../src-renderer/features/engines/gateway/gateway-models.ts'

function model(id: string, changes: Partial<Model> = {}): Model {
  return {
    id,
    providers: ['openai'],
    mode: 'chat',
    contextWindow: null,
    maxOutputTokens: null,
    inputPrice: null,
    outputPrice: null,
    capabilities: [],
    parameters: null,
    ...changes,
  }
}

it('offers what an engine can ask, by every word of a search', () => {
  const models = [
    model('gpt-4o'),
    model('gpt-4o-mini'),
    model('claude', { providers: ['anthropic'] }),
    model('text-embedding-3', { mode: 'embedding' }),
  ]
  const ids = (search: string) => offeredModels(models, search).map(({ id }) => id)
  expect(ids('')).toEqual(['gpt-4o', 'gpt-4o-mini', 'claude'])
  expect(ids('4O mini')).toEqual(['gpt-4o-mini'])
  expect(ids('anthropic')).toEqual(['claude'])
  expect(ids('embedding')).toEqual([])
})

it.each([
  ['http://localhost:4000', 'http://localhost:4000/', true],
  ['http://localhost:4000/v1/', 'http://LOCALHOST:4000', true],
  ['http://127.0.0.1:4000', 'http://localhost:4000', true],
  ['http://localhost:4000', 'http://localhost:4001', false],
  ['http://proxy/litellm', 'http://proxy', false],
])('takes %s and %s for the same gateway: %s', (one, other, expected) => {
  expect(isSameAddress(one, other)).toBe(expected)
})

it('ticks and unticks, leaving the set it was given alone', () => {
  const ticked = new Set(['a'])
  expect([...withTicks(ticked, ['b', 'a'], true)]).toEqual(['a', 'b'])
  expect([...withTicks(ticked, ['a', 'c'], false)]).toEqual([])
  expect([...ticked]).toEqual(['a'])
})
