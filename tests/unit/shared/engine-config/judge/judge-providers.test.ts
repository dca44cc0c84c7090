import { describe, expect, test } from 'vitest'

import { idleHands } from '#shared/engine-config/engines/idlehands.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'
import { secretMark } from '#shared/secret-mark.ts'

import { fixed, problemsOf, withProvider } from '../samples.ts'

describe('a provider id', () => {
  test('in capital letters is not found again, and is renamed in its place', () => {
    const text =
      '{ models: { providers: { LiteLLM: { baseUrl: "http://x", models: [] } } }, agents: { defaults: { model: { primary: "LiteLLM/a" } } } }'
    const problem = problemsOf(text, novaEngine, ['provider-id'])[0]
    expect(problem).toMatchObject({ severity: 'warning', fix: { label: 'Rename it to "litellm"' } })
    expect(fixed(text, problem)).toBe(text.replace('LiteLLM:', 'litellm:'))
  })

  test('that comes twice in other letters cannot be renamed', () => {
    const block = { baseUrl: 'http://x', models: [] }
    const config = { models: { providers: { litellm: block, LiteLLM: block } } }
    expect(problemsOf(config, novaEngine, ['provider-id'])).toMatchObject([
      { path: ['models', 'providers', 'litellm'], fix: null },
      { path: ['models', 'providers', 'LiteLLM'], fix: null },
    ])
  })

  test.each(['my/proxy', '', ' '])('%j can never be chosen', (id) => {
    const config = { models: { providers: { [id]: { baseUrl: 'http://x', models: [] } } } }
    expect(problemsOf(config, novaEngine, ['provider-id'])).toMatchObject([{ severity: 'error', fix: null }])
  })
})

describe('a baseUrl', () => {
  test.each([
    ['localhost:4000', 'http://localhost:4000'],
    ['gateway.example', 'http://gateway.example'],
    [' http://x ', 'http://x'],
    ['http://x/v1/chat/completions', 'http://x/v1'],
    ['http://x/v1/chat/completions/', 'http://x/v1'],
    ['http://x/v1/responses', 'http://x/v1'],
  ])('%j becomes %j', (before, after) => {
    const text = `{ models: { providers: { litellm: { baseUrl: "${before}", models: [] } } } }`
    const problem = problemsOf(text, novaEngine, ['base-url'])[0]
    expect(problem?.severity).toBe('warning')
    expect(fixed(text, problem)).toBe(text.replace(before, after))
  })

  test.each(['ftp://x', 'not an address', 'http://', '/v1'])('%j takes a person', (baseUrl) => {
    expect(problemsOf(withProvider({ baseUrl }), novaEngine, ['base-url'])).toMatchObject([{ fix: null }])
  })

  test.each([
    'http://localhost:4000',
    secretMark('4fd2a1b3', '3f9a'),
    'https://gateway.example/team/v1',
    'http://[::1]:4000',
    '${BASE_URL}',
  ])('%j is fine', (baseUrl) => {
    expect(problemsOf(withProvider({ baseUrl }), novaEngine, ['base-url'])).toEqual([])
  })

  test('with /v1 comes to /v1/v1 for anthropic-messages in Nova Engine alone', () => {
    const config = withProvider({ baseUrl: 'http://x/v1/', api: 'anthropic-messages' })
    expect(problemsOf(config, idleHands, ['base-url'])).toEqual([])
    expect(problemsOf(config, novaEngine, ['base-url'])).toMatchObject([
      {
        fix: {
          edits: [{ type: 'set', path: ['models', 'providers', 'litellm', 'baseUrl'], value: 'http://x' }],
        },
      },
    ])
  })
})

describe('a missing api', () => {
  const text = (provider: string, model: string) =>
    `{ models: { providers: { litellm: { baseUrl: "http://x", ${provider}models: [{ id: "a", name: "a"${model} }] } } } }`

  test('keeps all providers from loading, and is added', () => {
    const problem = problemsOf(text('', ''), novaEngine, ['missing-api'])[0]
    expect(problem).toMatchObject({
      severity: 'error',
      stopsEngine: false,
      path: ['models', 'providers', 'litellm', 'api'],
    })
    expect(fixed(text('', ''), problem)).toContain('api: "openai-completions"')
  })

  test.each([
    ['the provider has one', text('api: "ollama", ', '')],
    ['each model has one', text('', ', api: "ollama"')],
    ['there are no models', '{ models: { providers: { litellm: { baseUrl: "http://x", models: [] } } } }'],
  ])('is none when %s', (_title, config) => {
    expect(problemsOf(config, novaEngine, ['missing-api'])).toEqual([])
  })

  test('of one model among others is enough', () => {
    const config = withProvider({})
    const models = [
      { id: 'a', name: 'a', api: 'ollama' },
      { id: 'b', name: 'b' },
    ]
    const { litellm } = (config as { models: { providers: { litellm: object } } }).models.providers
    const { api: _api, ...rest } = litellm as { api: string }
    expect(
      problemsOf({ models: { providers: { litellm: { ...rest, models } } } }, novaEngine, ['missing-api']),
    ).toHaveLength(1)
  })
})
