import * as fc from 'fast-check'

import type { ConfigValue } from '#shared/config-document/config-edit.ts'
import type { EngineFacts } from '#shared/engine.ts'

/** Any small value, with the words that mean something to an engine mixed in. */
const anything: fc.Arbitrary<ConfigValue> = fc.oneof(
  fc.constantFrom<ConfigValue[]>(
    null,
    true,
    'true',
    '',
    0,
    -1,
    '128000',
    'litellm/gpt-4o',
    'gpt-4o',
    '${LITELLM_API_KEY}',
    '${MISSING} and ${lower}',
    'LITELLM_API_KEY',
    '!echo key',
    '__NOVA_REDACTED__',
    'http://localhost:4000/v1',
    'localhost:4000',
    { $include: './other.json5' },
    { $include: ['./a.json', 1], x: 1 },
    { source: 'env', provider: 'default', id: 'A' },
    {},
    [],
  ),
  fc.jsonValue({ maxDepth: 2 }).map((value) => value as ConfigValue),
)

/** An object with some of these keys; any of them may hold nonsense, and there may be other keys. */
function some(fields: Readonly<Record<string, fc.Arbitrary<ConfigValue>>>): fc.Arbitrary<ConfigValue> {
  const members = Object.entries(fields).map(([key, value]) =>
    fc
      .option(fc.oneof({ weight: 8, arbitrary: value }, { weight: 1, arbitrary: anything }))
      .map((given) => [key, given]),
  )
  const extra = fc.option(
    fc.tuple(fc.constantFrom('$include', 'baseurl', 'modle', '__proto__', 'extra', 'constructor'), anything),
    { freq: 5 },
  )
  return fc.tuple(fc.tuple(...members), extra).map(([given, more]) => {
    const entries = [...given, ...(more ? [more] : [])].filter(([, value]) => value !== null)
    return Object.fromEntries(entries) as ConfigValue
  })
}

const ids = fc.constantFrom('gpt-4o', 'claude-opus-4-6', 'openai/gpt-4o', 'claude@2025', 'x')
const refs: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'litellm/gpt-4o',
    'LiteLLM/gpt-4o',
    'litelm/gpt-4o',
    'opus',
    'anthropic/claude',
    'litellm/',
    '${A}',
  ),
  ids.map((id) => `litellm/${id}`),
)
const tokens = fc.constantFrom<ConfigValue>(8000, 20_000, 128_000, 200_000, 300_000, '128000', 0)
const model = some({
  id: ids,
  name: ids,
  api: fc.constantFrom('openai-completions', 'bedrock-converse-stream', 'nope'),
  reasoning: fc.boolean(),
  input: fc.constantFrom(['text'], ['audio'], 'text'),
  cost: fc.constantFrom<ConfigValue>({ input: 1 }, { image: 1 }, 1),
  contextWindow: tokens,
  maxTokens: tokens,
  headers: fc.constantFrom<ConfigValue>({ a: 'b' }, { a: '!b' }),
  compat: fc.constantFrom<ConfigValue>({ supportsStore: true }, { nope: 1 }),
})
const provider = some({
  baseUrl: fc.constantFrom(
    'http://localhost:4000',
    'localhost:4000',
    'http://x/v1',
    ' http://x',
    '',
    'ftp://x',
  ),
  apiKey: anything,
  api: fc.constantFrom('openai-completions', 'anthropic-messages', 'openai-codex-responses', 'nope'),
  auth: fc.constantFrom('aws-sdk', 'api-key', 'nope'),
  headers: fc.constantFrom<ConfigValue>({ a: 'b' }, { a: '!b' }, []),
  models: fc.array(model, { maxLength: 3 }),
  slotAffinity: fc.constantFrom<ConfigValue>({ numSlots: 1 }, { numSlots: 0 }),
})
const choice: fc.Arbitrary<ConfigValue> = fc.oneof(
  refs,
  some({ primary: refs, fallbacks: fc.array(refs, { maxLength: 3 }) }),
)

/** A config file as people may leave it: sensible in most places, broken in some. */
export const configLike: fc.Arbitrary<ConfigValue> = fc.oneof(
  { weight: 1, arbitrary: anything },
  {
    weight: 12,
    arbitrary: some({
      models: some({
        mode: fc.constantFrom('merge', 'replace', 'nope'),
        providers: fc.dictionary(
          fc.constantFrom('litellm', 'LiteLLM', 'openai', 'my/proxy', 'other', ''),
          fc.oneof({ weight: 9, arbitrary: provider }, { weight: 1, arbitrary: anything }),
          { maxKeys: 3 },
        ),
      }),
      agents: some({
        defaults: some({
          model: choice,
          imageModel: choice,
          models: fc.dictionary(
            refs,
            fc.oneof(fc.constant({}), some({ alias: fc.constantFrom('opus', 'fast') })),
            {
              maxKeys: 3,
            },
          ),
          subagents: some({ model: choice }),
          heartbeat: some({ model: refs }),
        }),
        list: fc.array(some({ id: ids, model: choice, default: fc.boolean() }), { maxLength: 2 }),
      }),
      hooks: some({
        gmail: some({ model: refs }),
        mappings: fc.array(some({ model: refs }), { maxLength: 2 }),
      }),
      env: some({ MISSING: fc.constant('x'), vars: fc.constantFrom<ConfigValue>({ A: 'b' }, [], { B: '' }) }),
      gateway: some({ mode: fc.constantFrom('local', 'remote') }),
      secrets: anything,
      agent: anything,
      auth: some({ profiles: fc.constantFrom<ConfigValue>({ 'litellm:default': { provider: 'litellm' } }) }),
    }),
  },
)

const lastFour = fc.option(fc.constantFrom('1111', '2222'))

/** Facts that fit such files. */
export const factsLike: fc.Arbitrary<EngineFacts> = fc.record({
  variables: fc.subarray([
    { name: 'LITELLM_API_KEY', source: 'state-env-file' as const },
    { name: 'A', source: 'config-env' as const },
  ]),
  keyChains: fc.array(
    fc.record({
      providerId: fc.constantFrom('litellm', 'other'),
      links: fc.array(
        fc.record({
          source: fc.constantFrom(
            'auth-profile' as const,
            'config-file' as const,
            'process-environment' as const,
          ),
          label: fc.constantFrom('litellm:default', 'LITELLM_API_KEY'),
          displayPath: fc.constant(null),
          state: fc.constantFrom(
            'wins' as const,
            'shadowed' as const,
            'missing' as const,
            'ignored' as const,
          ),
          lastFour,
          note: fc.constant(null),
        }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 2 },
  ),
  modelsFiles: fc.array(
    fc.record({
      agentId: fc.constantFrom('main', 'work'),
      displayPath: fc.constant('~/.x/models.json'),
      providers: fc.array(
        fc.record({
          providerId: fc.constantFrom('litellm', 'gone', 'openai'),
          baseUrl: fc.option(fc.constantFrom('http://localhost:4000', 'http://old')),
          modelIds: fc.array(ids, { maxLength: 2 }),
          hasOtherKey: fc.option(fc.boolean()),
        }),
        { maxLength: 2 },
      ),
    }),
    { maxLength: 2 },
  ),
  authProfiles: fc.array(
    fc.record({
      agentId: fc.constantFrom('main', 'work'),
      profileId: fc.constantFrom('litellm:default'),
      providerId: fc.constantFrom('litellm', 'LiteLLM', 'other'),
      type: fc.constantFrom('api_key', 'token'),
      lastFour,
      displayPath: fc.constant('~/.x/auth-profiles.json'),
    }),
    { maxLength: 2 },
  ),
  includeProblems: fc.array(
    fc.record({
      target: fc.constantFrom('./other.json5', './nested'),
      message: fc.constant('It is not there.'),
    }),
    { maxLength: 2 },
  ),
})

/** Some of an object's fields, in their order. */
function parts(fields: Readonly<Record<string, fc.Arbitrary<ConfigValue>>>): fc.Arbitrary<ConfigValue> {
  return fc.record(fields, { requiredKeys: [] }).map((value) => value as ConfigValue)
}

const validKey = fc.constantFrom(
  'sk-own-key-123456',
  '${LITELLM_API_KEY}',
  '${OTHER}',
  'LITELLM_API_KEY',
  '',
  'none',
)
const validModel = fc
  .tuple(
    fc.record({ id: ids, name: ids }),
    parts({
      contextWindow: fc.constantFrom(8192, 128_000, 200_000, 1_000_000),
      maxTokens: fc.constantFrom(4000, 8192, 64_000, 100_000),
      reasoning: fc.boolean(),
      cost: fc.constantFrom<ConfigValue>({}, { input: 1, cacheRead: 2 }),
      compat: fc.constant<ConfigValue>({ supportsStore: false }),
    }),
  )
  .map(([required, optional]) => ({ ...required, ...(optional as object) }))
const validProvider = fc
  .tuple(
    fc.record({
      baseUrl: fc.constantFrom('http://old', 'http://localhost:4000'),
      models: fc.array(validModel, { maxLength: 3 }),
    }),
    parts({
      apiKey: validKey,
      api: fc.constantFrom('openai-completions', 'ollama'),
      authHeader: fc.boolean(),
    }),
  )
  .map(([required, optional]) => ({ ...required, ...(optional as object) }))
const validChoice = parts({ primary: refs, fallbacks: fc.array(refs, { maxLength: 2 }) })

/** A config file both engines accept. */
export const validConfig: fc.Arbitrary<ConfigValue> = parts({
  models: parts({
    mode: fc.constantFrom('merge', 'replace'),
    providers: fc.dictionary(fc.constantFrom('litellm', 'LiteLLM', 'other', 'openai'), validProvider, {
      maxKeys: 3,
    }),
  }),
  agents: parts({
    defaults: parts({
      model: validChoice,
      models: fc.dictionary(refs, parts({ alias: fc.constantFrom('opus', 'x'), streaming: fc.boolean() }), {
        maxKeys: 3,
      }),
      workspace: fc.constant('~/w'),
    }),
    list: fc.array(
      fc
        .tuple(ids, fc.option(fc.oneof(refs, validChoice)))
        .map(([id, own]) => ({ id, ...(own === null ? {} : { model: own }) })),
      { maxLength: 2 },
    ),
  }),
  gateway: parts({ mode: fc.constantFrom('local', 'remote'), port: fc.constant(18_789) }),
  channels: fc.constant<ConfigValue>({ telegram: { enabled: true } }),
})
