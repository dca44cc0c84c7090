import { describe, expect, test } from 'vitest'

import type { ConfigValue } from '#shared/config-document/config-edit.ts'
import { idleHands } from '#shared/engine-config/engines/idlehands.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'
import { keyChainOf } from '#shared/engine-config/key-chain.ts'
import type { KeySources, StoredProfile } from '#shared/engine-config/key-sources.ts'

import { withProvider } from './samples.ts'

const NOW = 1_800_000_000_000

function sources(fields: Partial<KeySources> & { readonly config: ConfigValue }): KeySources {
  return {
    configDisplayPath: '~/.nova-engine/nova-engine.json',
    processEnvironment: {},
    envFile: null,
    profiles: null,
    now: NOW,
    ...fields,
  }
}

function profiles(
  list: readonly Partial<StoredProfile>[],
  order: Readonly<Record<string, readonly string[]>> = {},
) {
  return {
    order,
    displayPath: '~/.nova-engine/agents/main/agent/auth-profiles.json',
    profiles: list.map((profile, index) => ({
      profileId: `litellm:${index}`,
      providerId: 'litellm',
      type: 'api_key',
      key: `sk-profile-key-000${index}`,
      ...profile,
    })),
  }
}

/** What each link says, in short. */
function outline(fields: Parameters<typeof sources>[0], definition = novaEngine, providerId = 'litellm') {
  return keyChainOf(providerId, sources(fields), definition).links.map(
    ({ label, state, lastFour }) => `${label} ${state}${lastFour === null ? '' : ` ${lastFour}`}`,
  )
}

const envFile = (variables: Readonly<Record<string, string>>) => ({
  variables: new Map(Object.entries(variables)),
  displayPath: '~/.nova-engine/.env',
})

const FILE = 'models.providers.litellm.apiKey'

describe('keyChainOf', () => {
  test('a stored profile wins over the environment, that over the file', () => {
    const chain = keyChainOf(
      'litellm',
      sources({
        config: withProvider({ apiKey: 'sk-in-the-file-9999' }),
        processEnvironment: { LITELLM_API_KEY: 'sk-from-process-1111' },
        envFile: envFile({ LITELLM_API_KEY: 'sk-from-dotenv-2222' }),
        profiles: profiles([{}]),
      }),
      novaEngine,
    )
    expect(chain).toEqual({
      providerId: 'litellm',
      links: [
        {
          source: 'auth-profile',
          label: 'litellm:0',
          displayPath: '~/.nova-engine/agents/main/agent/auth-profiles.json',
          state: 'wins',
          lastFour: '0000',
          note: null,
        },
        {
          source: 'process-environment',
          label: 'LITELLM_API_KEY',
          displayPath: null,
          state: 'shadowed',
          lastFour: '1111',
          note: null,
        },
        {
          source: 'state-env-file',
          label: 'LITELLM_API_KEY',
          displayPath: '~/.nova-engine/.env',
          state: 'shadowed',
          lastFour: '2222',
          note: null,
        },
        {
          source: 'config-env',
          label: 'LITELLM_API_KEY',
          displayPath: '~/.nova-engine/nova-engine.json',
          state: 'missing',
          lastFour: null,
          note: null,
        },
        {
          source: 'config-file',
          label: FILE,
          displayPath: '~/.nova-engine/nova-engine.json',
          state: 'shadowed',
          lastFour: '9999',
          note: null,
        },
      ],
    })
  })

  test('an empty variable is not set, and the next one wins', () => {
    expect(
      outline({
        config: { ...(withProvider({}) as object), env: { vars: { LITELLM_API_KEY: 'sk-config-env-3333' } } },
        processEnvironment: { LITELLM_API_KEY: '' },
        envFile: envFile({ LITELLM_API_KEY: '  ' }),
      }),
    ).toEqual([
      'LITELLM_API_KEY missing',
      'LITELLM_API_KEY missing',
      'LITELLM_API_KEY wins 3333',
      `${FILE} shadowed 1234`,
    ])
  })

  test('only litellm has a variable of its own', () => {
    expect(
      outline(
        {
          config: {
            models: { providers: { gateway: { baseUrl: 'x', apiKey: 'sk-in-the-file-9999', models: [] } } },
          },
          processEnvironment: { LITELLM_API_KEY: 'sk-from-process-1111' },
        },
        novaEngine,
        'gateway',
      ),
    ).toEqual(['models.providers.gateway.apiKey wins 9999'])
  })

  test('a key of a few letters shows none of them', () => {
    expect(outline({ config: withProvider({ apiKey: 'none' }) }).at(-1)).toBe(`${FILE} wins`)
  })

  test('says nothing about a provider that is not configured', () => {
    expect(outline({ config: {} }).at(-1)).toBe(`${FILE} missing`)
  })

  test('says that authHeader may carry another key', () => {
    const { links } = keyChainOf(
      'litellm',
      sources({ config: withProvider({ authHeader: true }) }),
      novaEngine,
    )
    expect(links.map(({ state, note }) => [state, note])).toEqual([
      ['missing', null],
      ['missing', null],
      ['missing', null],
      ['wins', 'The Authorization header carries the key in models.json, which may be an older one.'],
    ])
  })

  test('no key is needed with aws-sdk', () => {
    const config = withProvider({ auth: 'aws-sdk' })
    expect(outline({ config, profiles: profiles([{}]) })).toEqual([
      'litellm:0 ignored 0000',
      'LITELLM_API_KEY missing',
      'LITELLM_API_KEY missing',
      'LITELLM_API_KEY missing',
      `${FILE} ignored 1234`,
    ])
  })
})

describe('the key in the config file', () => {
  const links = (apiKey: ConfigValue, definition = novaEngine, environment = {}) =>
    keyChainOf(
      'litellm',
      sources({ config: withProvider({ apiKey }), processEnvironment: environment }),
      definition,
    ).links.at(-1)

  test('a variable gives what it stands for', () => {
    expect(links('${MY_KEY}', novaEngine, { MY_KEY: 'sk-from-process-1111' })).toMatchObject({
      state: 'wins',
      lastFour: '1111',
      note: 'From MY_KEY.',
    })
  })

  test('a variable that is not set gives nothing', () => {
    expect(links('${MY_KEY}')).toMatchObject({
      state: 'ignored',
      lastFour: null,
      note: 'MY_KEY is not set, so Nova Engine does not start.',
    })
  })

  test('the bare name of a variable is sent as it is', () => {
    expect(links('LITELLM_API_KEY')).toMatchObject({
      state: 'wins',
      note: 'The name LITELLM_API_KEY itself is sent. A variable is written "${LITELLM_API_KEY}".',
    })
  })

  test('a reference is for IdleHands alone', () => {
    const reference = { source: 'env', provider: 'default', id: 'MY_KEY' }
    const environment = { MY_KEY: 'sk-from-process-1111' }
    expect(links(reference, idleHands, environment)).toMatchObject({ state: 'wins', lastFour: '1111' })
    expect(links(reference, idleHands)).toMatchObject({ state: 'ignored' })
    expect(links(reference, novaEngine, environment)).toMatchObject({ state: 'ignored', lastFour: null })
    expect(links({ ...reference, source: 'exec' }, idleHands)).toMatchObject({
      state: 'wins',
      lastFour: null,
    })
  })

  test.each([
    ['__NOVA_REDACTED__', 'ignored'],
    [{ some: 'thing' }, 'ignored'],
    ['', 'missing'],
    ['   ', 'missing'],
    ['!op read key', 'wins'],
  ] as const)('%j is %s', (apiKey, state) => {
    expect(links(apiKey)).toMatchObject({ state, lastFour: null })
  })
})

describe('stored profiles', () => {
  const only = (fields: Partial<KeySources>, config: ConfigValue = {}) =>
    outline({ config, ...fields }).filter((link) => !/^(?:LITELLM|models)/.test(link))
  const three = [{}, {}, {}]

  test('are tried in the order they are stored in', () => {
    expect(only({ profiles: profiles(three) })).toEqual([
      'litellm:0 wins 0000',
      'litellm:1 shadowed 0001',
      'litellm:2 shadowed 0002',
    ])
  })

  test('a stored order comes before that of the config', () => {
    const config = { auth: { order: { litellm: ['litellm:1'] } } }
    expect(only({ profiles: profiles(three, { LiteLLM: ['litellm:2', 'litellm:0'] }) }, config)).toEqual([
      'litellm:2 wins 0002',
      'litellm:0 shadowed 0000',
      'litellm:1 ignored 0001',
    ])
  })

  test('the order of the config comes before the profiles it names', () => {
    const named = { 'litellm:0': { provider: 'litellm', mode: 'api_key' } }
    const config = { auth: { order: { litellm: ['litellm:1'] }, profiles: named } }
    expect(only({ profiles: profiles(three) }, config)[0]).toBe('litellm:1 wins 0001')
  })

  test('those the config names come before others', () => {
    const config = { auth: { profiles: { 'litellm:2': { provider: 'litellm', mode: 'api_key' } } } }
    expect(only({ profiles: profiles(three) }, config)).toEqual([
      'litellm:2 wins 0002',
      'litellm:0 ignored 0000',
      'litellm:1 ignored 0001',
    ])
  })

  test('names for profiles that are gone count for nothing', () => {
    const config = { auth: { profiles: { 'litellm:old': { provider: 'litellm', mode: 'api_key' } } } }
    expect(only({ profiles: profiles([{}]) }, config)).toEqual(['litellm:0 wins 0000'])
  })

  test('one that cools down comes last', () => {
    const list = [{ coolsUntil: NOW + 1 }, { coolsUntil: NOW - 1 }]
    expect(only({ profiles: profiles(list) })).toEqual(['litellm:1 wins 0001', 'litellm:0 shadowed 0000'])
  })

  test.each([
    ['another mode', 'token', 'api_key', 'ignored'],
    ['the same mode', 'api_key', 'api_key', 'wins'],
    ['oauth for a token', 'oauth', 'token', 'wins'],
    ['token for oauth', 'token', 'oauth', 'ignored'],
  ])('with %s', (_title, mode, type, state) => {
    const config = { auth: { profiles: { 'litellm:0': { provider: 'litellm', mode } } } }
    expect(only({ profiles: profiles([{ type }]) }, config)).toEqual([`litellm:0 ${state} 0000`])
  })

  test('one of another provider is none of this', () => {
    expect(only({ profiles: profiles([{ providerId: 'openai' }, { providerId: 'LiteLLM' }]) })).toEqual([
      'litellm:1 wins 0001',
    ])
  })

  test('one without a key is ignored, one with a reference is not', () => {
    const list = [{ key: null }, { key: ' ' }, { key: null, hasReference: true }]
    expect(only({ profiles: profiles(list) })).toEqual([
      'litellm:0 ignored',
      'litellm:1 ignored',
      'litellm:2 wins',
    ])
  })

  test('a token that has expired is ignored', () => {
    const list = [
      { type: 'token', expiresAt: NOW },
      { type: 'token', expiresAt: NOW + 1 },
    ]
    expect(only({ profiles: profiles(list) })).toEqual(['litellm:0 ignored 0000', 'litellm:1 wins 0001'])
  })
})
