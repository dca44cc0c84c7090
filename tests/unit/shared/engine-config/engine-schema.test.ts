import { describe, expect, test } from 'vitest'

import type { ConfigValue } from '#shared/config-document/config-edit.ts'
import { readConfigDocument } from '#shared/config-document/config-document.ts'
import { engineSchema } from '#shared/engine-config/engine-schema.ts'
import { idleHands } from '#shared/engine-config/engines/idlehands.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'

import { documentedConfig, engines, withDefaults, withModel, withProvider } from './samples.ts'

type Case = readonly [title: string, config: ConfigValue, nova: boolean, idle: boolean]

const BOTH_ROOT_KEYS =
  '$schema meta env wizard diagnostics logging update browser ui auth models nodeHost agents tools bindings broadcast audio media messages commands approvals session cron hooks web channels discovery canvasHost talk gateway memory skills plugins'

const root: readonly Case[] = [
  ['nothing', {}, true, true],
  ['a list', [], false, false],
  ['a text', 'x', false, false],
  ['null', null, false, false],
  ['an unknown key', { bookkeeping: 1 }, false, false],
  ['a legacy key', { agent: {} }, false, false],
  ...BOTH_ROOT_KEYS.split(' ').map((key): Case => [key, { [key]: key === '$schema' ? 'x' : {} }, true, true]),
  ...['secrets', 'acp', 'anton'].map((key): Case => [key, { [key]: {} }, false, true]),
  ['$schema as a number', { $schema: 1 }, false, false],
  ['an env variable', { env: { A: 'b', vars: { C: 'd' }, shellEnv: { enabled: true } } }, true, true],
  ['an env variable that is a number', { env: { A: 1 } }, false, false],
  ['env.vars with a number', { env: { vars: { A: 1 } } }, false, false],
  ['gateway.mode', { gateway: { mode: 'local', port: 1 } }, true, true],
  ['sections with anything in them', { channels: { x: [1, { y: null }] }, tools: [], cron: 'x' }, true, true],
]

const models: readonly Case[] = [
  ['models as a list', { models: [] }, false, false],
  ['mode merge', { models: { mode: 'merge' } }, true, true],
  ['mode replace', { models: { mode: 'replace' } }, true, true],
  ['another mode', { models: { mode: 'append' } }, false, false],
  ['no providers', { models: { providers: {} } }, true, true],
  ['bedrockDiscovery', { models: { bedrockDiscovery: { enabled: true } } }, true, false],
  ['models.proxy', { models: { proxy: {} } }, false, false],
  ['any provider id', { models: { providers: { 'My Proxy/2': { baseUrl: 'x', models: [] } } } }, true, true],
]

const provider: readonly Case[] = [
  ['the usual', withProvider({}), true, true],
  ['no baseUrl', { models: { providers: { a: { models: [] } } } }, false, false],
  ['an empty baseUrl', withProvider({ baseUrl: '' }), false, false],
  ['a baseUrl that is no URL', withProvider({ baseUrl: 'x' }), true, true],
  ['no models', { models: { providers: { a: { baseUrl: 'x' } } } }, false, false],
  ['models as an object', withProvider({ models: {} }), false, false],
  ['a key', withProvider({ apiKey: 'sk-1' }), true, true],
  ['an empty key', withProvider({ apiKey: '' }), true, true],
  ['a key that is a number', withProvider({ apiKey: 1 }), false, false],
  ['null as a key', withProvider({ apiKey: null }), false, false],
  ...['api-key', 'aws-sdk', 'oauth', 'token'].map((auth): Case => [
    `auth ${auth}`,
    withProvider({ auth }),
    true,
    true,
  ]),
  ['another auth', withProvider({ auth: 'basic' }), false, false],
  ['headers', withProvider({ headers: { 'X-Team': 'a' } }), true, true],
  ['headers with a number', withProvider({ headers: { 'X-Team': 1 } }), false, false],
  ['authHeader', withProvider({ authHeader: true }), true, true],
  ['authHeader as a text', withProvider({ authHeader: 'true' }), false, false],
  ['slotAffinity', withProvider({ slotAffinity: { enabled: true, numSlots: 2 } }), false, true],
  ['an empty slotAffinity', withProvider({ slotAffinity: {} }), false, true],
  ['slotAffinity with no slots', withProvider({ slotAffinity: { numSlots: 0 } }), false, false],
  ['slotAffinity with half a slot', withProvider({ slotAffinity: { numSlots: 1.5 } }), false, false],
  ['slotAffinity with another key', withProvider({ slotAffinity: { slots: 1 } }), false, false],
  ['an unknown key', withProvider({ timeout: 1 }), false, false],
]

const apis: readonly Case[] = (
  [
    ['openai-completions', true, true],
    ['openai-responses', true, true],
    ['anthropic-messages', true, true],
    ['google-generative-ai', true, true],
    ['github-copilot', true, true],
    ['ollama', true, true],
    ['bedrock-converse-stream', true, false],
    ['openai-codex-responses', false, true],
    ['openai-chatgpt-responses', false, false],
    ['google-vertex', false, false],
    ['pi-messages', false, false],
    ['azure-openai-responses', false, false],
    ['', false, false],
  ] as const
).flatMap(([api, nova, idle]): Case[] => [
  [`${api} for a provider`, withProvider({ api }), nova, idle],
  [`${api} for a model`, withModel({ api }), nova, idle],
])

const secretRefs: readonly Case[] = (
  [
    [{ source: 'env', provider: 'default', id: 'LITELLM_API_KEY' }, true],
    [{ source: 'env', provider: 'default', id: 'A' }, true],
    [{ source: 'env', provider: 'default', id: 'A'.repeat(128) }, true],
    [{ source: 'env', provider: 'default', id: 'A'.repeat(129) }, false],
    [{ source: 'env', provider: 'default', id: '_A' }, false],
    [{ source: 'env', provider: 'default', id: 'lower' }, false],
    [{ source: 'env', provider: 'Default', id: 'A' }, false],
    [{ source: 'env', provider: '9a', id: 'A' }, false],
    [{ source: 'env', provider: 'a'.repeat(64), id: 'A' }, true],
    [{ source: 'env', provider: 'a'.repeat(65), id: 'A' }, false],
    [{ source: 'env', id: 'A' }, false],
    [{ source: 'env', provider: 'default', id: 'A', note: '' }, false],
    [{ source: 'file', provider: 'vault', id: '/providers/litellm/key' }, true],
    [{ source: 'file', provider: 'vault', id: '/a~1b/~0' }, true],
    [{ source: 'file', provider: 'vault', id: '/' }, true],
    [{ source: 'file', provider: 'vault', id: 'value' }, true],
    [{ source: 'file', provider: 'vault', id: 'providers/litellm' }, false],
    [{ source: 'file', provider: 'vault', id: '/a~2' }, false],
    [{ source: 'file', provider: 'vault', id: '' }, false],
    [{ source: 'exec', provider: 'vault', id: 'a/b:c.d-e_f' }, true],
    [{ source: 'exec', provider: 'vault', id: '.hidden' }, false],
    [{ source: 'exec', provider: 'vault', id: 'a b' }, false],
    [{ source: 'exec', provider: 'vault', id: 'a'.repeat(257) }, false],
    [{ source: 'keychain', provider: 'vault', id: 'a' }, false],
    [{}, false],
    [[], false],
  ] as const
).map(([apiKey, idle]): Case => [JSON.stringify(apiKey).slice(0, 90), withProvider({ apiKey }), false, idle])

const BOOLEAN_COMPAT =
  'supportsStore supportsDeveloperRole supportsReasoningEffort supportsUsageInStreaming supportsStrictMode requiresToolResultName requiresAssistantAfterToolResult requiresThinkingAsText requiresMistralToolIds'

const model: readonly Case[] = [
  ['the least', withModel({}), true, true],
  ['no id', withProvider({ models: [{ name: 'x' }] }), false, false],
  ['an empty id', withModel({ id: '' }), false, false],
  ['an id with slashes', withModel({ id: 'openai/gpt-4o' }), true, true],
  ['no name', withProvider({ models: [{ id: 'x' }] }), false, false],
  ['an empty name', withModel({ name: '' }), false, false],
  ['a plain string', withProvider({ models: ['gpt-4o'] }), false, false],
  ['null', withProvider({ models: [null] }), false, false],
  ['reasoning', withModel({ reasoning: true }), true, true],
  ['reasoning as a number', withModel({ reasoning: 1 }), false, false],
  ['input text and image', withModel({ input: ['text', 'image'] }), true, true],
  ['an empty input', withModel({ input: [] }), true, true],
  ['input audio', withModel({ input: ['audio'] }), false, false],
  ['input as a text', withModel({ input: 'text' }), false, false],
  ['cost', withModel({ cost: { input: 0.15, output: 0, cacheRead: 1, cacheWrite: 2 } }), true, true],
  ['an empty cost', withModel({ cost: {} }), true, true],
  ['a negative cost', withModel({ cost: { input: -1 } }), true, true],
  ['a cost that is a text', withModel({ cost: { input: '1' } }), false, false],
  ['another cost', withModel({ cost: { image: 1 } }), false, false],
  ['contextWindow', withModel({ contextWindow: 1 }), true, true],
  ['half a token', withModel({ contextWindow: 0.5, maxTokens: 0.5 }), true, true],
  ['contextWindow 0', withModel({ contextWindow: 0 }), false, false],
  ['contextWindow below 0', withModel({ contextWindow: -1 }), false, false],
  ['contextWindow as a text', withModel({ contextWindow: '128000' }), false, false],
  ['maxTokens 0', withModel({ maxTokens: 0 }), false, false],
  ['maxTokens above the window', withModel({ contextWindow: 1000, maxTokens: 2000 }), true, true],
  ['headers', withModel({ headers: { a: 'b' } }), true, true],
  ['headers as a list', withModel({ headers: ['a'] }), false, false],
  ['an unknown key', withModel({ maxOutput: 1 }), false, false],
  ['an empty compat', withModel({ compat: {} }), true, true],
  ...BOOLEAN_COMPAT.split(' ').flatMap((key): Case[] => [
    [`compat.${key}`, withModel({ compat: { [key]: false } }), true, true],
    [`compat.${key} as a text`, withModel({ compat: { [key]: 'no' } }), false, false],
  ]),
  ['compat.maxTokensField', withModel({ compat: { maxTokensField: 'max_tokens' } }), true, true],
  [
    'the other maxTokensField',
    withModel({ compat: { maxTokensField: 'max_completion_tokens' } }),
    true,
    true,
  ],
  ['an unknown maxTokensField', withModel({ compat: { maxTokensField: 'tokens' } }), false, false],
  ...['openai', 'zai', 'qwen'].map((thinkingFormat): Case => [
    `thinkingFormat ${thinkingFormat}`,
    withModel({ compat: { thinkingFormat } }),
    true,
    true,
  ]),
  ['an unknown thinkingFormat', withModel({ compat: { thinkingFormat: 'kimi' } }), false, false],
  ['a compat key of newer engines', withModel({ compat: { supportsTools: true } }), false, false],
]

const choices: readonly Case[] = ['model', 'imageModel'].flatMap((key): Case[] => [
  [`${key} as an object`, withDefaults({ [key]: { primary: 'a/b', fallbacks: ['c/d'] } }), true, true],
  [`an empty ${key}`, withDefaults({ [key]: {} }), true, true],
  [`${key} as a text`, withDefaults({ [key]: 'a/b' }), false, true],
  [`${key} as a list`, withDefaults({ [key]: ['a/b'] }), false, false],
  [`${key} as null`, withDefaults({ [key]: null }), false, false],
  [`${key} with another key`, withDefaults({ [key]: { primary: 'a/b', fallback: 'c/d' } }), false, false],
  [`${key} with a text for fallbacks`, withDefaults({ [key]: { fallbacks: 'c/d' } }), false, false],
  [`${key} with a number for primary`, withDefaults({ [key]: { primary: 1 } }), false, false],
])

const agents: readonly Case[] = [
  ['an empty allowlist', withDefaults({ models: {} }), true, true],
  ['an empty entry', withDefaults({ models: { 'a/b': {} } }), true, true],
  [
    'a full entry',
    withDefaults({ models: { 'a/b': { alias: 'x', params: { t: 1 }, streaming: true } } }),
    true,
    true,
  ],
  ['true as an entry', withDefaults({ models: { 'a/b': true } }), false, false],
  ['an entry with another key', withDefaults({ models: { 'a/b': { name: 'x' } } }), false, false],
  ['an alias that is a number', withDefaults({ models: { 'a/b': { alias: 1 } } }), false, false],
  ['the allowlist as a list', withDefaults({ models: ['a/b'] }), false, false],
  [
    'other defaults',
    withDefaults({ workspace: '~/x', sandbox: { mode: 'off' }, timeoutSeconds: 1 }),
    true,
    true,
  ],
  ['subagents.model as a text', withDefaults({ subagents: { model: 'a/b', maxConcurrent: 1 } }), true, true],
  ['subagents.model as an object', withDefaults({ subagents: { model: { primary: 'a/b' } } }), true, true],
  ['heartbeat.model', withDefaults({ heartbeat: { model: 'a/b', every: '30m' } }), true, true],
  ['heartbeat.model as an object', withDefaults({ heartbeat: { model: {} } }), false, false],
  ['an agent', { agents: { list: [{ id: 'main', default: true, workspace: '~/x' }] } }, true, true],
  ['an agent without an id', { agents: { list: [{ model: 'a/b' }] } }, false, false],
  ['an agent with a text for its model', { agents: { list: [{ id: 'a', model: 'a/b' }] } }, true, true],
  [
    'an agent with an object for its model',
    { agents: { list: [{ id: 'a', model: { primary: 'a/b', fallbacks: [] } }] } },
    true,
    true,
  ],
  [
    'an agent with another key in its model',
    { agents: { list: [{ id: 'a', model: { main: 'a/b' } }] } },
    false,
    false,
  ],
  [
    'an agent with a model for its sub-agents',
    { agents: { list: [{ id: 'a', subagents: { model: {} } }] } },
    true,
    true,
  ],
  ['agents as an object', { agents: { list: {} } }, false, false],
]

describe.each([
  ['the root', root],
  ['models', models],
  ['a provider', provider],
  ['api', apis],
  ['a SecretRef', secretRefs],
  ['a model', model],
  ['the choice of a model', choices],
  ['agents', agents],
])('the schema of %s', (_section, cases) => {
  test.each(cases)('%s', (_title, config, nova, idle) => {
    expect({
      nova: engineSchema(novaEngine).safeParse(config).success,
      idle: engineSchema(idleHands).safeParse(config).success,
    }).toEqual({ nova, idle })
  })
})

describe('the schema', () => {
  test.each(engines)('of %s accepts the documented example', (_name, definition) => {
    const { value } = readConfigDocument(documentedConfig)
    expect(engineSchema(definition).safeParse(value).success).toBe(true)
  })

  test('takes no number that is none', () => {
    for (const number of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const { value } = readConfigDocument(
        `{ models: { providers: { a: { baseUrl: "x", models: [{ id: "a", name: "a", contextWindow: ${number} }] } } } }`,
      )
      expect(engineSchema(novaEngine).safeParse(value).success).toBe(false)
    }
  })
})
