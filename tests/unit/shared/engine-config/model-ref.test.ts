import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { idleHands } from '#shared/engine-config/engines/idlehands.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'
import { formatModelRef, isSameModel, losesItsEnd, parseModelRef } from '#shared/engine-config/model-ref.ts'

describe('parseModelRef', () => {
  test.each([
    ['litellm/gpt-4o', 'litellm', 'gpt-4o'],
    ['litellm/openai/gpt-4o', 'litellm', 'openai/gpt-4o'],
    ['  LiteLLM / GPT-4o ', 'litellm', 'GPT-4o'],
    ['z.ai/glm-5', 'zai', 'glm-5'],
    ['Qwen/coder', 'qwen-portal', 'coder'],
    ['__proto__/x', '__proto__', 'x'],
  ])('reads %j', (text, providerId, modelId) => {
    const ref = { providerId, modelId, profile: null }
    expect(parseModelRef(text, novaEngine)).toEqual(ref)
    expect(parseModelRef(text, idleHands)).toEqual(ref)
  })

  test.each(['', 'gpt-4o', '/gpt-4o', 'litellm/', 'litellm/  ', ' /x'])('%j is none', (text) => {
    expect(parseModelRef(text, novaEngine)).toBeNull()
  })

  test('only IdleHands knows volcengine by other names', () => {
    expect(parseModelRef('doubao/x', idleHands)?.providerId).toBe('volcengine')
    expect(parseModelRef('doubao/x', novaEngine)?.providerId).toBe('doubao')
  })

  test.each([
    ['litellm/gpt-4o@work', 'gpt-4o', 'work'],
    ['litellm/a@b/gpt-4o@work', 'a@b/gpt-4o', 'work'],
    ['litellm/a@b/gpt-4o', 'a@b/gpt-4o', null],
    ['litellm/gpt-4o@', 'gpt-4o@', null],
    ['litellm/@work', '@work', null],
  ])('IdleHands cuts the profile off %j', (text, modelId, profile) => {
    expect(parseModelRef(text, idleHands)).toEqual({ providerId: 'litellm', modelId, profile })
    expect(parseModelRef(text, novaEngine)).toEqual({
      providerId: 'litellm',
      modelId: text.slice('litellm/'.length),
      profile: null,
    })
  })

  test('reads back what formatModelRef writes', () => {
    const word = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,12}$/)
    fc.assert(
      fc.property(word, fc.array(word, { minLength: 1 }), (providerId, parts) => {
        fc.pre(!Object.hasOwn(novaEngine.providerAliases, providerId))
        const modelId = parts.join('/')
        const ref = formatModelRef(providerId, modelId)
        expect(parseModelRef(ref, novaEngine)).toEqual({ providerId, modelId, profile: null })
      }),
    )
  })
})

test('isSameModel goes by provider and model, not by spelling or profile', () => {
  expect(isSameModel('LiteLLM/gpt-4o', 'litellm/gpt-4o', novaEngine)).toBe(true)
  expect(isSameModel('litellm/gpt-4o@work', 'litellm/gpt-4o', idleHands)).toBe(true)
  expect(isSameModel('litellm/gpt-4o@work', 'litellm/gpt-4o', novaEngine)).toBe(false)
  expect(isSameModel('litellm/GPT-4o', 'litellm/gpt-4o', novaEngine)).toBe(false)
  expect(isSameModel('gpt-4o', 'litellm/gpt-4o', novaEngine)).toBe(false)
  expect(isSameModel(' fast', 'fast', novaEngine)).toBe(true)
})

test('losesItsEnd', () => {
  expect(losesItsEnd('claude@20250929', idleHands)).toBe(true)
  expect(losesItsEnd('claude@20250929', novaEngine)).toBe(false)
  expect(losesItsEnd('a@b/claude', idleHands)).toBe(false)
})
