import { describe, expect, test } from 'vitest'

import type { ConfigValue } from '#shared/config-document/config-edit.ts'
import { idleHands } from '#shared/engine-config/engines/idlehands.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'

import { editsOf, problemsOf } from '../samples.ts'

const ALLOWLIST = ['not-in-allowlist'] as const

function config(
  ids: readonly string[],
  models: ConfigValue,
  primary = `litellm/${ids[0] ?? 'x'}`,
): ConfigValue {
  const entries = ids.map((id) => ({ id, name: id }))
  return {
    models: { providers: { litellm: { baseUrl: 'http://x', apiKey: 'k', api: 'ollama', models: entries } } },
    agents: { defaults: { model: { primary }, models } },
  }
}

describe('the allowlist', () => {
  test.each([
    ['is empty', config(['a'], {})],
    ['has every model', config(['a', 'b/c'], { 'litellm/a': {}, 'LiteLLM/b/c': { alias: 'x' } })],
    ['comes from elsewhere', config(['a'], { $include: './allow.json5', 'litellm/b': {} })],
  ])('keeps nothing out when it %s', (_title, value) => {
    expect(problemsOf(value, novaEngine, ALLOWLIST)).toEqual([])
  })

  test('keeps one model out: it is marked, and can be added', () => {
    const [problem, ...more] = problemsOf(config(['a', 'b'], { 'litellm/a': {} }), novaEngine, ALLOWLIST)
    expect(more).toEqual([])
    expect(problem).toMatchObject({
      severity: 'info',
      path: ['models', 'providers', 'litellm', 'models', 1, 'id'],
      fix: { label: 'Add it' },
    })
    expect(editsOf(problem)).toEqual([
      { type: 'set', path: ['agents', 'defaults', 'models', 'litellm/b'], value: {} },
    ])
  })

  test('keeps many out: one problem names them and adds them all', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `m${index}`)
    const [problem, ...more] = problemsOf(config(ids, { 'litellm/m0': {} }), novaEngine, ALLOWLIST)
    expect(more).toEqual([])
    expect(problem?.path).toEqual(['models', 'providers', 'litellm', 'models'])
    expect(problem?.message).toContain('"litellm/m1", "litellm/m2", "litellm/m3" and 8 more are not in')
    expect(problem?.fix?.label).toBe('Add all 11')
    expect(editsOf(problem)).toHaveLength(11)
  })

  test('lacks the default model, which works all the same', () => {
    const value = config([], { 'litellm/a': {} }, 'anthropic/claude-opus-4-6')
    expect(problemsOf(value, novaEngine, ALLOWLIST)).toMatchObject([
      { severity: 'info', path: ['agents', 'defaults', 'model', 'primary'], fix: { label: 'Add it' } },
    ])
  })

  test('an entry with a profile allows its model in IdleHands', () => {
    expect(problemsOf(config(['a'], { 'litellm/a@work': {} }), idleHands, ALLOWLIST)).toEqual([])
  })
})
