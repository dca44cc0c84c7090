import { describe, expect, test } from 'vitest'

import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'
import type { EngineFacts } from '#shared/engine.ts'

import { fixed, nothingKnown, plainFacts, problemsOf, withProvider } from '../samples.ts'

const MODELS = [{ id: 'gpt-4o', name: 'GPT-4o' }]

describe('a provider without a key', () => {
  const config = (id: string, fields: object = {}) => ({
    models: {
      providers: { [id]: { baseUrl: 'http://x', api: 'openai-completions', models: MODELS, ...fields } },
    },
  })
  const chain = (state: 'wins' | 'ignored'): EngineFacts => ({
    ...nothingKnown,
    keyChains: [
      {
        providerId: 'litellm',
        links: [
          {
            source: 'auth-profile',
            label: 'litellm:default',
            displayPath: null,
            state,
            lastFour: null,
            note: null,
          },
        ],
      },
    ],
  })

  test('is an error, since no configured provider would load', () => {
    expect(problemsOf(config('litellm'), novaEngine, ['no-key'], nothingKnown)).toMatchObject([
      {
        severity: 'error',
        stopsEngine: false,
        path: ['models', 'providers', 'litellm', 'apiKey'],
        place: { line: 4, column: 7 },
        fix: null,
      },
    ])
  })

  test.each([
    ['the variable of litellm', config('litellm'), plainFacts],
    ['a profile that wins', config('litellm'), chain('wins')],
    [
      'a profile, where no chain is known',
      config('litellm'),
      { ...nothingKnown, authProfiles: [profile('LiteLLM')] },
    ],
    ['AWS', config('litellm', { auth: 'aws-sdk' }), nothingKnown],
    ['a key', config('litellm', { apiKey: 'none' }), nothingKnown],
    ['no models', config('litellm', { models: [] }), nothingKnown],
    ['the env block', { ...config('litellm'), env: { LITELLM_API_KEY: 'x' } }, nothingKnown],
  ])('is none with %s', (_title, value, facts) => {
    expect(problemsOf(value, novaEngine, ['no-key'], facts)).toEqual([])
  })

  test.each([
    ['the variable of another provider', config('gateway'), plainFacts],
    ['a profile the engine ignores', config('litellm'), chain('ignored')],
    [
      'a profile of another provider',
      config('litellm'),
      { ...nothingKnown, authProfiles: [profile('openai')] },
    ],
    ['an empty key', config('litellm', { apiKey: ' ' }), nothingKnown],
  ])('is one with %s', (_title, value, facts) => {
    expect(problemsOf(value, novaEngine, ['no-key'], facts)).toHaveLength(1)
  })

  test('of another name can be pointed at the variable', () => {
    const text =
      '{ models: { providers: { gateway: { baseUrl: "http://x", api: "ollama", models: [{ id: "a", name: "a" }] } } } }'
    const problem = problemsOf(text, novaEngine, ['no-key'])[0]
    expect(fixed(text, problem)).toContain('apiKey: "${LITELLM_API_KEY}"')
  })
})

describe('a key that is not what it looks like', () => {
  test('the bare name of a variable is sent as it is', () => {
    const text =
      '{ models: { providers: { litellm: { baseUrl: "http://x", apiKey: "LITELLM_API_KEY", models: [] } } } }'
    const problem = problemsOf(text, novaEngine, ['bare-variable-name'])[0]
    expect(problem?.severity).toBe('warning')
    expect(fixed(text, problem)).toBe(text.replace('"LITELLM_API_KEY"', '"${LITELLM_API_KEY}"'))
  })

  test('is not made a variable that is not set: the engine would not start', () => {
    const config = withProvider({ apiKey: 'MY_PROXY_TOKEN' })
    expect(problemsOf(config, novaEngine, ['bare-variable-name'])).toMatchObject([{ fix: null }])
  })

  test('one that begins with ! is run', () => {
    const config = withProvider({
      apiKey: '!op read op://x',
      headers: { Authorization: '!echo', 'X-Team': 'core' },
      models: [{ id: 'a', name: 'a', headers: { 'X-Key': '!echo' } }],
    })
    expect(problemsOf(config, novaEngine, ['command-key']).map(({ path }) => path.slice(3))).toEqual([
      ['apiKey'],
      ['models', 0, 'headers', 'X-Key'],
      ['headers', 'Authorization'],
    ])
  })
})

function profile(providerId: string): EngineFacts['authProfiles'][number] {
  return {
    agentId: 'main',
    profileId: `${providerId}:default`,
    providerId,
    type: 'api_key',
    lastFour: '1234',
    displayPath: '~/x',
  }
}
