import { describe, expect, test } from 'vitest'

import { allowModels, disallowModel, setAlias } from '#shared/engine-config/edits/allowlist-edits.ts'
import { idleHands } from '#shared/engine-config/engines/idlehands.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'

import { documentOf, withDefaults } from '../samples.ts'

const LIST = ['agents', 'defaults', 'models']
const document = documentOf(
  withDefaults({ models: { 'LiteLLM/a': { alias: 'x', params: { t: 1 } }, 'litellm/b': true } }),
)

test('allowModels adds those that are not there, however they are written', () => {
  expect(allowModels(document, novaEngine, ['litellm/a', 'litellm/c', 'litellm/c'])).toEqual([
    { type: 'set', path: [...LIST, 'litellm/c'], value: {} },
  ])
  expect(allowModels(documentOf({}), novaEngine, ['litellm/a'])).toEqual([
    { type: 'set', path: [...LIST, 'litellm/a'], value: {} },
  ])
})

test('disallowModel takes out each way it is written', () => {
  const twice = documentOf(
    withDefaults({ models: { 'LiteLLM/a': {}, 'litellm/a@work': {}, 'litellm/ab': {} } }),
  )
  expect(disallowModel(twice, idleHands, 'litellm/a')).toEqual([
    { type: 'delete', path: [...LIST, 'LiteLLM/a'] },
    { type: 'delete', path: [...LIST, 'litellm/a@work'] },
  ])
  expect(disallowModel(twice, novaEngine, 'litellm/x')).toEqual([])
})

describe('setAlias', () => {
  test.each([
    ['litellm/a', 'y', [{ type: 'set', path: [...LIST, 'LiteLLM/a', 'alias'], value: 'y' }]],
    ['litellm/a', 'x', []],
    ['litellm/a', null, [{ type: 'delete', path: [...LIST, 'LiteLLM/a', 'alias'] }]],
    ['litellm/b', 'y', [{ type: 'set', path: [...LIST, 'litellm/b'], value: { alias: 'y' } }]],
    ['litellm/c', 'y', [{ type: 'set', path: [...LIST, 'litellm/c'], value: { alias: 'y' } }]],
    ['litellm/c', null, []],
  ])('%s: %j', (ref, alias, edits) => {
    expect(setAlias(document, novaEngine, { ref, alias })).toEqual(edits)
  })
})
