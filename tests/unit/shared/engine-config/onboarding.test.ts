import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { readConfigDocument } from '#shared/config-document/config-document.ts'
import { EngineEditError } from '#shared/engine-config/edits/edit-guard.ts'
import { engineDefinition } from '#shared/engine-config/engine-definitions.ts'
import { engineSchema } from '#shared/engine-config/engine-schema.ts'
import { idleHands } from '#shared/engine-config/engines/idlehands.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'
import { judgeConfig } from '#shared/engine-config/judge-config.ts'
import { onboardEngine, type OnboardingInput } from '#shared/engine-config/onboarding.ts'
import { configView } from '#shared/engine-config/provider-view.ts'
import { EngineKind } from '#shared/engine.ts'

import { validConfig } from './arbitrary-config.ts'
import { documentedConfig, documentOf, engines, gatewayModel, plainFacts } from './samples.ts'

const opus = gatewayModel({
  id: 'claude-opus-4-6',
  contextWindow: 200_000,
  maxOutputTokens: 64_000,
  capabilities: ['reasoning', 'vision'],
  inputPrice: '5',
  outputPrice: '25',
})
const mini = gatewayModel({ id: 'gpt-4o-mini', contextWindow: 128_000, maxOutputTokens: 16_384 })

const input: OnboardingInput = {
  baseUrl: 'http://localhost:4000',
  models: [opus, mini],
  primary: 'claude-opus-4-6',
  apiKey: 'variable',
  gatewayMode: 'local',
  isVariableSet: (name) => name === 'LITELLM_API_KEY',
}

const onboard = (text: string, more: Partial<OnboardingInput> = {}, definition = novaEngine) =>
  onboardEngine(readConfigDocument(text), definition, { ...input, ...more })

describe('onboarding from nothing', () => {
  test('writes a file one would like to have written', () => {
    expect(onboardEngine(null, novaEngine, input)).toEqual({
      text: `{
  models: {
    providers: {
      litellm: {
        baseUrl: "http://localhost:4000",
        // The key stays out of this file: LITELLM_API_KEY comes from the environment or the .env file beside it.
        apiKey: "\${LITELLM_API_KEY}",
        api: "openai-completions",
        models: [
          {
            id: "claude-opus-4-6",
            name: "Claude Opus 4.6",
            reasoning: true,
            input: ["text", "image"],
            contextWindow: 200000,
            maxTokens: 64000,
            cost: {
              input: 5,
              output: 25,
            },
          },
          {
            id: "gpt-4o-mini",
            name: "GPT-4o Mini",
            reasoning: false,
            input: ["text"],
            contextWindow: 128000,
            maxTokens: 16384,
          },
        ],
      },
    },
  },
  agents: {
    defaults: {
      model: { primary: "litellm/claude-opus-4-6" },
    },
  },
  // The gateway of Nova Engine runs on this computer; without this it does not start.
  gateway: { mode: "local" },
}
`,
      edits: [],
      notes: [],
    })
  })

  test.each(engines)('%s has nothing against it', (_name, definition) => {
    const { text } = onboardEngine(null, definition, input)
    expect(judgeConfig(readConfigDocument(text), definition, plainFacts)).toEqual([])
  })

  test('writes no more than it is asked for', () => {
    const { text } = onboardEngine(null, idleHands, {
      ...input,
      models: [],
      primary: null,
      apiKey: 'none',
      gatewayMode: null,
    })
    expect(text).toBe(`{
  models: {
    providers: {
      litellm: {
        baseUrl: "http://localhost:4000",
        api: "openai-completions",
        models: [],
      },
    },
  },
}
`)
  })

  test('gives a gateway without keys a word for one', () => {
    const { text } = onboardEngine(null, idleHands, { ...input, apiKey: 'stand-in' })
    expect(text).toContain(`        // This LiteLLM gateway asks for no key, but IdleHands wants one.
        apiKey: "none",
`)
  })

  test('is read back as it was meant, whatever the names are', () => {
    const names = fc.string({ minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(names, fc.uniqueArray(names, { minLength: 1, maxLength: 3 }), (baseUrl, ids) => {
        const models = ids.map((id) => gatewayModel({ id }))
        const { text } = onboardEngine(null, novaEngine, { ...input, baseUrl, models, primary: ids[0] ?? '' })
        const { value } = readConfigDocument(text)
        expect(engineSchema(novaEngine).safeParse(value).success).toBe(true)
        expect(value).toMatchObject({
          models: { providers: { litellm: { baseUrl, models: ids.map((id) => ({ id })) } } },
          agents: { defaults: { model: { primary: `litellm/${ids[0]}` } } },
        })
      }),
    )
  })
})

describe('onboarding in a file', () => {
  test('changes of the documented example what differs, and leaves the rest byte for byte', () => {
    const { text, notes } = onboard(documentedConfig, {
      baseUrl: 'https://gateway.example',
      gatewayMode: null,
    })
    expect(notes).toEqual([])
    const mark = '            maxTokens: 64000,\n'
    const price = '            cost: {\n              input: 5,\n              output: 25,\n            },\n'
    const [head = '', tail = ''] = documentedConfig
      .replace('http://localhost:4000', 'https://gateway.example')
      .replace(mark, mark + price)
      .split('        ],\n      },\n')
    expect(text.startsWith(head)).toBe(true)
    expect(text.endsWith(`        ],\n      },\n${tail}`)).toBe(true)
    expect(text.slice(head.length)).toContain('id: "gpt-4o-mini"')
  })

  test('keeps comments, other providers, fallbacks and what it does not know', () => {
    const text = `{
  // mine
  models: { providers: { other: { baseUrl: "http://o", models: [] } } },
  agents: { defaults: { workspace: "~/w", model: { primary: "other/x", fallbacks: ["other/y"] } } },
  gateway: { mode: "remote", port: 1 },
}
`
    const after = onboard(text)
    expect(after.text).toContain('// mine\n')
    expect(readConfigDocument(after.text).value).toMatchObject({
      models: {
        providers: { other: { baseUrl: 'http://o', models: [] }, litellm: { api: 'openai-completions' } },
      },
      agents: {
        defaults: { workspace: '~/w', model: { primary: 'litellm/claude-opus-4-6', fallbacks: ['other/y'] } },
      },
      gateway: { mode: 'remote', port: 1 },
    })
  })

  test.each([
    ['"sk-own-key"', 'sk-own-key'],
    ['"${LITELLM_API_KEY}"', '${LITELLM_API_KEY}'],
    ['"${OTHER_KEY}"', '${LITELLM_API_KEY}'],
    ['"LITELLM_API_KEY"', '${LITELLM_API_KEY}'],
    ['"__NOVA_REDACTED__"', '${LITELLM_API_KEY}'],
    ['""', '${LITELLM_API_KEY}'],
    ['{ source: "env", provider: "default", id: "A" }', '${LITELLM_API_KEY}'],
  ])('with the key %s it is %s', (apiKey, expected) => {
    const text = `{ models: { providers: { litellm: { baseUrl: "x", apiKey: ${apiKey}, models: [] } } } }`
    expect(readConfigDocument(onboard(text).text).valueAt(['models', 'providers', 'litellm', 'apiKey'])).toBe(
      expected,
    )
  })

  test('keeps a reference in an engine that knows it', () => {
    const apiKey = { source: 'env', provider: 'default', id: 'A' }
    const { text } = documentOf({ models: { providers: { litellm: { baseUrl: 'x', apiKey, models: [] } } } })
    expect(
      readConfigDocument(onboard(text, {}, idleHands).text).valueAt([
        'models',
        'providers',
        'litellm',
        'apiKey',
      ]),
    ).toEqual(apiKey)
  })

  test('sets right what the engine’s own onboarding wrote, and leaves limits of the user', () => {
    const limits = (contextWindow: number, maxTokens: number) => {
      const models = [{ id: 'claude-opus-4-6', name: 'Mine', contextWindow, maxTokens, cost: { input: 0 } }]
      const { text } = documentOf({ models: { providers: { litellm: { baseUrl: 'x', models } } } })
      const after = readConfigDocument(onboard(text, { models: [opus] }).text)
      return after.valueAt(['models', 'providers', 'litellm', 'models', 0])
    }
    const own = {
      id: 'claude-opus-4-6',
      name: 'Mine',
      cost: { input: 0 },
      reasoning: true,
      input: ['text', 'image'],
    }
    expect(limits(128_000, 8192)).toEqual({ ...own, contextWindow: 200_000, maxTokens: 64_000 })
    expect(limits(100_000, 4000)).toEqual({ ...own, contextWindow: 100_000, maxTokens: 4000 })
    expect(limits(1_000_000, 100_000)).toEqual({ ...own, contextWindow: 200_000, maxTokens: 64_000 })
  })

  test('gives the provider the name the engine looks for', () => {
    const text = '{ models: { providers: { LiteLLM: { baseUrl: "x", api: "ollama", models: [] } } } }'
    expect(readConfigDocument(onboard(text).text).value).toMatchObject({
      models: { providers: { litellm: { baseUrl: 'http://localhost:4000', api: 'openai-completions' } } },
    })
  })

  test('writes the object form also where a plain string was', () => {
    const after = onboard('{ agents: { defaults: { model: "a/b" } } }', {}, idleHands)
    expect(readConfigDocument(after.text).valueAt(['agents', 'defaults', 'model'])).toEqual({
      primary: 'litellm/claude-opus-4-6',
    })
  })
})

describe('onboarding and the allowlist', () => {
  const allowlist = ['agents', 'defaults', 'models']

  test('adds to one that is on, and says so', () => {
    const text =
      '{ agents: { defaults: { models: { "other/x": { alias: "x" }, "LiteLLM/gpt-4o-mini": {} } } } }'
    const after = onboard(text, { alias: 'opus' })
    expect(readConfigDocument(after.text).valueAt(allowlist)).toEqual({
      'other/x': { alias: 'x' },
      'LiteLLM/gpt-4o-mini': {},
      'litellm/claude-opus-4-6': { alias: 'opus' },
    })
    expect(after.notes).toEqual([
      'The models are also added to agents.defaults.models: as long as that has entries, Nova Engine switches to nothing else.',
    ])
  })

  test('keeps an alias that is there', () => {
    const text = '{ agents: { defaults: { models: { "litellm/claude-opus-4-6": { alias: "mine" } } } } }'
    expect(readConfigDocument(onboard(text, { alias: 'opus' }).text).valueAt(allowlist)).toMatchObject({
      'litellm/claude-opus-4-6': { alias: 'mine' },
    })
  })

  test.each(['{}', '{ agents: { defaults: { models: {} } } }'])('does not turn it on in %s', (text) => {
    const after = onboard(text, { alias: 'opus' })
    expect(readConfigDocument(after.text).valueAt(allowlist) ?? {}).toEqual({})
    expect(after.notes).toEqual([
      'The alias "opus" is left out: it would be the first entry of an allowlist, and no other model could be chosen.',
    ])
  })
})

describe('onboarding', () => {
  test('names agents that go on with a model of their own', () => {
    expect(onboard('{ agents: { list: [{ id: "a", model: "x/y" }, { id: "b" }] } }').notes).toEqual([
      'The agent "a" has a model of its own and goes on using it.',
    ])
  })

  test('refuses where an include is in the way, and what is no config', () => {
    expect(() => onboard('{ models: { $include: "./m.json5" } }')).toThrow(EngineEditError)
    expect(() => onboard('[]')).toThrow('The file holds no object.')
  })

  test('is valid in its engine, shows what was asked for, and is nothing to do again', () => {
    const definitions = fc.constantFrom(...EngineKind.options)
    const inputs = fc.record({
      models: fc.subarray([opus, mini], { minLength: 1 }),
      apiKey: fc.constantFrom('variable' as const, 'none' as const, 'stand-in' as const),
      gatewayMode: fc.constantFrom('local' as const, null),
      alias: fc.constantFrom('opus', 'fast'),
    })
    fc.assert(
      fc.property(validConfig, inputs, definitions, (value, choices, kind) => {
        const definition = engineDefinition(kind)
        const before = documentOf(value)
        expect(engineSchema(definition).safeParse(before.value).success).toBe(true)
        const wanted = { ...input, ...choices, primary: choices.models[0]?.id ?? null }
        const once = readConfigDocument(onboardEngine(before, definition, wanted).text)
        expect(engineSchema(definition).safeParse(once.value).success).toBe(true)
        const view = configView(once.value, definition)
        expect(view.model.primary).toBe(`litellm/${wanted.primary}`)
        const provider = view.providers.find(({ id }) => id === 'litellm')
        expect(provider).toMatchObject({ baseUrl: input.baseUrl, api: 'openai-completions' })
        for (const { id } of wanted.models) {
          expect(
            provider?.models.filter((model) => model.id === id && model.isAllowed).length,
          ).toBeGreaterThan(0)
        }
        const twice = onboardEngine(once, definition, wanted)
        expect(twice.edits).toEqual([])
        expect(twice.text).toBe(once.text)
      }),
      { numRuns: 200 },
    )
  })
})
