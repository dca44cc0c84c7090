import { describe, expect, it } from 'vitest'

import { engineDefinition, engineDefinitions } from '#shared/engine-config/engine-definitions.ts'

import { readAuthProfiles, withApiKey, withoutProfile } from '../../../../src-main/engine/auth-profiles.ts'

const KEY = { type: 'api_key', provider: 'litellm', key: 'sk-1' }

describe.each(engineDefinitions)('auth profiles of $name', (definition) => {
  const read = (profiles: object) =>
    readAuthProfiles(JSON.stringify({ version: 1, profiles }), definition).profiles

  it('are read with their keys, whatever their type', () => {
    expect(
      read({
        'litellm:default': KEY,
        'x:me': { type: 'token', provider: 'x', token: 't' },
        'y:me': { type: 'oauth', provider: 'y', access: 'a', refresh: 'r' },
        'z:empty': { type: 'api_key', provider: 'z', key: '' },
      }),
    ).toMatchObject([
      { profileId: 'litellm:default', providerId: 'litellm', type: 'api_key', key: 'sk-1' },
      { profileId: 'x:me', providerId: 'x', type: 'token', key: 't' },
      { profileId: 'y:me', providerId: 'y', type: 'oauth', key: 'a' },
      { profileId: 'z:empty', providerId: 'z', type: 'api_key', key: null },
    ])
  })

  it('are none in a broken file, and what is broken in one is left out', () => {
    for (const text of ['{', '[]']) {
      expect(readAuthProfiles(text, definition)).toEqual({ profiles: [], order: {} })
    }
    expect(read({ a: null, b: { type: 'api_key' }, 'litellm:default': KEY })).toHaveLength(1)
  })
})

it('tells order, expiry and cooling down', () => {
  const text = JSON.stringify({
    profiles: { a: { type: 'token', provider: 'x', token: 't', expires: 5 } },
    order: { x: ['a'] },
    usageStats: { a: { cooldownUntil: 7, disabledUntil: 9 } },
  })
  expect(readAuthProfiles(text, engineDefinition('nova-engine'))).toMatchObject({
    profiles: [{ profileId: 'a', expiresAt: 5, coolsUntil: 9 }],
    order: { x: ['a'] },
  })
})

it('tells a reference where the engine follows it', () => {
  const text = JSON.stringify({
    profiles: { a: { type: 'api_key', provider: 'x', keyRef: { source: 'env' } } },
  })
  const has = engineDefinitions.map(
    (definition) => readAuthProfiles(text, definition).profiles[0]?.hasReference,
  )
  expect(has).toEqual([false, true])
})

describe('misspelt profiles', () => {
  const text = JSON.stringify({ profiles: { p: { mode: 'api_key', provider: 'litellm', apiKey: 'sk-1' } } })

  it('are understood by IdleHands', () => {
    expect(readAuthProfiles(text, engineDefinition('idlehands')).profiles).toMatchObject([
      { profileId: 'p', providerId: 'litellm', type: 'api_key', key: 'sk-1' },
    ])
  })

  it('are nothing to Nova Engine', () => {
    expect(readAuthProfiles(text, engineDefinition('nova-engine')).profiles).toEqual([])
  })
})

describe('storing a key', () => {
  it('makes the file as the engines do', () => {
    const text = withApiKey(null, 'litellm', 'sk-1')
    expect(text.endsWith('}\n')).toBe(true)
    expect(JSON.parse(text)).toEqual({ version: 1, profiles: { 'litellm:default': KEY } })
  })

  it('adds to what is there, which stays byte for byte', () => {
    const text =
      '{"version":1,"profiles":{"a:b":{"type":"token","provider":"a","token":"t"}},  "usageStats":{}}'
    const next = withApiKey(text, 'litellm', 'sk-1')
    expect(JSON.parse(next)).toEqual({
      version: 1,
      profiles: { 'a:b': { type: 'token', provider: 'a', token: 't' }, 'litellm:default': KEY },
      usageStats: {},
    })
    expect(next.startsWith(text.slice(0, text.indexOf('}}')))).toBe(true)
    expect(next.endsWith('},  "usageStats":{}}')).toBe(true)
  })

  it('writes plain JSON into an empty list of profiles, too', () => {
    expect(JSON.parse(withApiKey('{"version":1,"profiles":{}}', 'litellm', 'sk-1'))).toEqual({
      version: 1,
      profiles: { 'litellm:default': KEY },
    })
    expect(JSON.parse(withApiKey('{}', 'litellm', 'sk-1'))).toEqual({ profiles: { 'litellm:default': KEY } })
  })

  it('replaces the key and keeps what else is known of the profile', () => {
    const old = {
      type: 'api_key',
      provider: 'litellm',
      key: 'old',
      email: 'a@b.c',
      keyRef: { source: 'env' },
    }
    const text = JSON.stringify({ profiles: { 'litellm:default': old } }, null, 2)
    expect(JSON.parse(withApiKey(text, 'litellm', 'sk-1'))).toEqual({
      profiles: { 'litellm:default': { ...KEY, email: 'a@b.c' } },
    })
  })

  it('replaces a profile of another type whole', () => {
    const text = JSON.stringify({
      profiles: { 'litellm:default': { type: 'oauth', provider: 'litellm', x: 1 } },
    })
    expect(JSON.parse(withApiKey(text, 'litellm', 'sk-1'))).toEqual({ profiles: { 'litellm:default': KEY } })
  })

  it('refuses a file that is not JSON', () => {
    expect(() => withApiKey('{', 'litellm', 'sk-1')).toThrow(SyntaxError)
  })
})

describe('removing a profile', () => {
  it('leaves the others', () => {
    const text = JSON.stringify({ version: 1, profiles: { a: KEY, b: KEY }, order: { litellm: ['a', 'b'] } })
    expect(JSON.parse(withoutProfile(text, 'a'))).toEqual({
      version: 1,
      profiles: { b: KEY },
      order: { litellm: ['a', 'b'] },
    })
    expect(withoutProfile(text, 'none')).toBe(text)
  })
})
