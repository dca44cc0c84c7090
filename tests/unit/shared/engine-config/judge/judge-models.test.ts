import { describe, expect, test } from 'vitest'

import { idleHands } from '#shared/engine-config/engines/idlehands.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'

import { fixed, problemsOf, withModel, withProvider } from '../samples.ts'

describe('a context window', () => {
  test.each([
    [1, 'error'],
    [15_999, 'error'],
    [16_000, 'warning'],
    [31_999, 'warning'],
  ])('of %d tokens is an %s', (contextWindow, severity) => {
    expect(problemsOf(withModel({ contextWindow }), novaEngine, ['small-context'])).toMatchObject([
      {
        severity,
        stopsEngine: false,
        path: ['models', 'providers', 'litellm', 'models', 0, 'contextWindow'],
      },
    ])
  })

  test.each([32_000, 200_000, 0, -1, '8000'])('of %j is not judged small', (contextWindow) => {
    expect(problemsOf(withModel({ contextWindow }), novaEngine, ['small-context'])).toEqual([])
  })
})

describe('maxTokens', () => {
  test.each([
    ['contextWindow: 128000, maxTokens: 200000', 'contextWindow: 128000, maxTokens: 128000'],
    ['maxTokens: 300000', 'maxTokens: 200000'],
  ])('above the window is lowered: %s', (before, after) => {
    const text = `{ models: { providers: { litellm: { baseUrl: "http://x", models: [{ id: "a", name: "a", ${before} }] } } } }`
    const problem = problemsOf(text, novaEngine, ['max-tokens-above-window'])[0]
    expect(problem?.severity).toBe('info')
    expect(fixed(text, problem)).toBe(text.replace(before, after))
  })

  test('up to the window is fine', () => {
    for (const fields of [
      { contextWindow: 8192, maxTokens: 8192 },
      { maxTokens: 200_000 },
      { maxTokens: '1' },
    ]) {
      expect(problemsOf(withModel(fields), novaEngine, ['max-tokens-above-window'])).toEqual([])
    }
  })
})

test('an id that ends in @… is misread by IdleHands alone', () => {
  const config = withModel({ id: 'vertex/claude@20250929' })
  expect(problemsOf(config, novaEngine, ['model-id'])).toEqual([])
  const problems = problemsOf(config, idleHands, ['model-id'])
  expect(problems).toMatchObject([
    { severity: 'warning', path: ['models', 'providers', 'litellm', 'models', 0, 'id'] },
  ])
  expect(problems[0]?.message).toContain('would ask for "vertex/claude"')
})

test('a model that is listed twice can be removed', () => {
  const config = withProvider({
    models: [
      { id: 'a', name: 'A' },
      { id: 'b', name: 'B' },
      { id: 'a', name: 'Again' },
    ],
  })
  expect(problemsOf(config, novaEngine, ['duplicate-model'])).toMatchObject([
    {
      severity: 'warning',
      path: ['models', 'providers', 'litellm', 'models', 2, 'id'],
      fix: { edits: [{ type: 'delete', path: ['models', 'providers', 'litellm', 'models', 2] }] },
    },
  ])
})
