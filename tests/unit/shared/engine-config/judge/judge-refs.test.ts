import { describe, expect, test } from 'vitest'

import type { ConfigValue } from '#shared/config-document/config-edit.ts'
import { idleHands } from '#shared/engine-config/engines/idlehands.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'

import { editsOf, fixed, plainFacts, problemsOf } from '../samples.ts'

const REFS = ['unknown-model-ref'] as const

/** Two models of litellm, one with a slash and one with an `@`, and these fields. */
function config(fields: { readonly [field: string]: ConfigValue }): ConfigValue {
  const models = ['gpt-4o', 'openai/gpt-4.1', 'claude@2025'].map((id) => ({ id, name: id }))
  return {
    models: {
      providers: { litellm: { baseUrl: 'http://x', apiKey: 'k', api: 'openai-completions', models } },
    },
    ...fields,
  }
}
const chosen = (primary: ConfigValue, more: { readonly [field: string]: ConfigValue } = {}) =>
  config({ agents: { defaults: { model: { primary }, ...more } } })

describe('a reference to a model', () => {
  test.each([
    'litellm/gpt-4o',
    'LiteLLM/gpt-4o',
    'litellm/openai/gpt-4.1',
    'litellm/claude@2025',
    'anthropic/claude-opus-4-6',
    'z.ai/glm-5',
    'claude-cli/opus',
    '${MODEL}',
    '',
    ' ',
  ])('%j is fine', (primary) => {
    expect(problemsOf(chosen(primary), novaEngine, REFS)).toEqual([])
    expect(problemsOf(chosen(primary), idleHands, REFS)).toEqual([])
  })

  test('may choose a profile in IdleHands', () => {
    expect(problemsOf(chosen('litellm/gpt-4o@work'), idleHands, REFS)).toEqual([])
    expect(problemsOf(chosen('litellm/gpt-4o@work'), novaEngine, REFS)).toHaveLength(1)
  })

  test.each([
    ['litellm/gpt-4', 'lists no model "gpt-4"', 'litellm/gpt-4o'],
    ['litellm/GPT-4O', 'lists no model "GPT-4O"', 'litellm/gpt-4o'],
    ['litelm/gpt-4o', 'No provider "litelm" is configured', 'litellm/gpt-4o'],
    ['proxy/gpt-4o', 'No provider "proxy" is configured', 'litellm/gpt-4o'],
    ['gpt-4o', 'names no provider', 'litellm/gpt-4o'],
    ['gpt4o', 'names no provider', 'litellm/gpt-4o'],
    ['openai/gpt-4.1', null, null],
    ['litellm/mistral-large-latest', 'lists no model', null],
    ['/gpt-4o', 'is no model', 'litellm/gpt-4o'],
  ])('%j is judged', (primary, message, meant) => {
    const problems = problemsOf(chosen(primary), novaEngine, REFS)
    if (message === null) {
      expect(problems).toEqual([])
      return
    }
    expect(problems).toMatchObject([
      { severity: 'warning', path: ['agents', 'defaults', 'model', 'primary'] },
    ])
    expect(problems[0]?.message).toContain(message)
    if (meant === null) expect(problems[0]?.fix).toBeNull()
    else expect(problems[0]?.fix?.label).toBe(`Use "${meant}"`)
  })

  test('is found in every place that has one', () => {
    const wrong = 'litellm/gpt-4'
    const value = config({
      agents: {
        defaults: {
          model: { primary: wrong, fallbacks: ['litellm/gpt-4o', wrong] },
          imageModel: { primary: wrong },
          models: { [wrong]: {} },
          subagents: { model: wrong },
          heartbeat: { model: wrong },
        },
        list: [
          { id: 'a', model: wrong, subagents: { model: { primary: wrong } }, heartbeat: { model: wrong } },
        ],
      },
      hooks: { gmail: { model: wrong }, mappings: [{ model: wrong }] },
      messages: { tts: { summaryModel: wrong } },
    })
    expect(
      problemsOf(value, novaEngine, REFS)
        .map(({ path }) => path.join('.'))
        .toSorted(),
    ).toEqual(
      [
        'agents.defaults.model.primary',
        'agents.defaults.model.fallbacks.1',
        'agents.defaults.imageModel.primary',
        `agents.defaults.models.${wrong}`,
        'agents.defaults.subagents.model',
        'agents.defaults.heartbeat.model',
        'agents.list.0.model',
        'agents.list.0.subagents.model.primary',
        'agents.list.0.heartbeat.model',
        'hooks.gmail.model',
        'hooks.mappings.0.model',
        'messages.tts.summaryModel',
      ].toSorted(),
    )
  })

  test('on the allowlist is renamed, and removed where the right one is there', () => {
    const wrong = problemsOf(
      chosen('litellm/gpt-4o', { models: { 'litellm/gpt-4': {} } }),
      novaEngine,
      REFS,
    )[0]
    expect(wrong?.severity).toBe('info')
    expect(editsOf(wrong)).toEqual([
      { type: 'rename', path: ['agents', 'defaults', 'models', 'litellm/gpt-4'], key: 'litellm/gpt-4o' },
    ])
    const both = { models: { 'litellm/gpt-4o': {}, 'litellm/gpt-4': {} } }
    expect(editsOf(problemsOf(chosen('litellm/gpt-4o', both), novaEngine, REFS)[0])).toEqual([
      { type: 'delete', path: ['agents', 'defaults', 'models', 'litellm/gpt-4'] },
    ])
  })

  test('on the allowlist of an unknown provider is ignored by Nova Engine', () => {
    const value = chosen('litellm/gpt-4o', { models: { 'gone/x': {} } })
    expect(problemsOf(value, novaEngine, REFS)[0]?.message).toContain('Nova Engine ignores this entry')
    expect(problemsOf(value, idleHands, REFS)[0]?.message).toContain('IdleHands cannot use this model')
  })

  test('by an alias is fine, in any case', () => {
    const value = chosen('Fast', { models: { 'litellm/gpt-4o': { alias: 'fast' } } })
    expect(problemsOf(value, novaEngine, REFS)).toEqual([])
  })

  test('to a provider the engine remembers elsewhere is fine', () => {
    const remembered = { providerId: 'old', baseUrl: null, modelIds: [], hasOtherKey: null }
    const facts = {
      ...plainFacts,
      modelsFiles: [{ agentId: 'main', displayPath: '~/x', providers: [remembered] }],
    }
    expect(problemsOf(chosen('old/x'), novaEngine, REFS, facts)).toEqual([])
  })

  test('to a CLI backend of the file is fine', () => {
    expect(
      problemsOf(chosen('my-cli/x', { cliBackends: { 'my-cli': { command: 'x' } } }), novaEngine, REFS),
    ).toEqual([])
  })
})

describe('a default model', () => {
  test('that nobody chose is one of the engine', () => {
    const text =
      '{ models: { providers: { litellm: { baseUrl: "http://x", models: [{ id: "gpt-4o", name: "a" }] } } } }'
    const problem = problemsOf(text, novaEngine, ['no-primary'])[0]
    expect(problem?.severity).toBe('info')
    expect(fixed(text, problem)).toContain('primary: "litellm/gpt-4o"')
  })

  test.each([
    config({ agents: { defaults: { model: 'litellm/gpt-4o' } } }),
    chosen('x/y'),
    config({ agents: { list: [{ id: 'a', model: 'litellm/gpt-4o' }] } }),
    { models: { providers: { litellm: { baseUrl: 'x', models: [] } } } },
    {},
  ])('%#: is chosen, or there is none to choose', (value) => {
    expect(problemsOf(value, idleHands, ['no-primary'])).toEqual([])
  })
})
