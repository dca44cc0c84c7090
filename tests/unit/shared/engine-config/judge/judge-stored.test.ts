import { describe, expect, test } from 'vitest'

import { idleHands } from '#shared/engine-config/engines/idlehands.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'
import type { EngineFacts, EngineKeyLink, ModelsFileProvider } from '#shared/engine.ts'

import { plainFacts, problemsOf, withProvider } from '../samples.ts'

const STORED = ['stale-models-file', 'leftover-models-file', 'winning-auth-profile'] as const

function remembering(fields: Partial<ModelsFileProvider>, agentId = 'main'): EngineFacts {
  const provider = {
    providerId: 'litellm',
    baseUrl: 'http://localhost:4000',
    modelIds: [],
    hasOtherKey: false,
    ...fields,
  }
  return {
    ...plainFacts,
    modelsFiles: [{ agentId, displayPath: '~/.idlehands/m.json', providers: [provider] }],
  }
}

describe('what models.json remembers', () => {
  test.each([
    [{ baseUrl: 'http://old' }, 'baseUrl', 'old address of'],
    [{ hasOtherKey: true }, 'apiKey', 'old key of'],
    [{ baseUrl: 'http://old', hasOtherKey: true }, 'baseUrl', 'old address and key of'],
  ])('wins in IdleHands: %j', (fields, field, message) => {
    const problems = problemsOf(withProvider({}), idleHands, STORED, remembering(fields))
    expect(problems).toMatchObject([
      {
        code: 'stale-models-file',
        severity: 'warning',
        path: ['models', 'providers', 'litellm', field],
        fix: { mend: { type: 'forget-models-file-provider', agentId: 'main', providerId: 'litellm' } },
      },
    ])
    expect(problems[0]?.message).toContain(message)
  })

  test('is overwritten by Nova Engine', () => {
    expect(problemsOf(withProvider({}), novaEngine, STORED, remembering({ baseUrl: 'http://old' }))).toEqual(
      [],
    )
  })

  test.each([
    ['it is the same', withProvider({}), remembering({})],
    ['it has nothing', withProvider({}), remembering({ baseUrl: null, hasOtherKey: null })],
    [
      'the address is a variable',
      withProvider({ baseUrl: '${LITELLM_API_KEY}' }),
      remembering({ baseUrl: 'http://old' }),
    ],
  ])('does not matter when %s', (_title, config, facts) => {
    expect(problemsOf(config, idleHands, STORED, facts)).toEqual([])
  })

  test('does not matter in replace mode', () => {
    const config = { models: { ...(withProvider({}) as { models: object }).models, mode: 'replace' } }
    expect(problemsOf(config, idleHands, STORED, remembering({ baseUrl: 'http://old' }))).toEqual([])
    expect(problemsOf(config, idleHands, STORED, remembering({ providerId: 'gone' }))).toEqual([])
  })

  test.each([novaEngine, idleHands])(
    'of a provider that is gone from the file stays: $name',
    (definition) => {
      expect(
        problemsOf(withProvider({}), definition, STORED, remembering({ providerId: 'gone' })),
      ).toMatchObject([
        {
          code: 'leftover-models-file',
          severity: 'info',
          path: ['models', 'providers'],
          fix: { mend: { type: 'forget-models-file-provider', agentId: 'main', providerId: 'gone' } },
        },
      ])
      expect(
        problemsOf(withProvider({}), definition, STORED, remembering({ providerId: 'anthropic' })),
      ).toEqual([])
    },
  )
})

describe('a stored auth profile', () => {
  const link = (fields: Partial<EngineKeyLink>): EngineKeyLink => ({
    source: 'config-file',
    label: 'models.providers.litellm.apiKey',
    displayPath: null,
    state: 'shadowed',
    lastFour: '2222',
    note: null,
    ...fields,
  })
  const winner = link({ source: 'auth-profile', label: 'litellm:default', state: 'wins', lastFour: '1111' })
  const profile = (agentId: string, lastFour: string) => ({
    agentId,
    profileId: 'litellm:default',
    providerId: 'litellm',
    type: 'api_key',
    lastFour,
    displayPath: `~/.nova-engine/agents/${agentId}/agent/auth-profiles.json`,
  })
  const facts = (
    links: readonly EngineKeyLink[],
    authProfiles: EngineFacts['authProfiles'] = [],
  ): EngineFacts => ({
    ...plainFacts,
    keyChains: [{ providerId: 'litellm', links: [...links] }],
    authProfiles,
  })

  test('with another key wins over the file: each agent that has one is named', () => {
    const stored = [profile('main', '1111'), profile('work', '3333'), profile('fresh', '2222')]
    const problems = problemsOf(withProvider({}), novaEngine, STORED, facts([winner, link({})], stored))
    expect(problems.map(({ path, fix }) => [path.at(-1), fix && 'mend' in fix ? fix.mend : null])).toEqual([
      ['apiKey', { type: 'remove-auth-profile', agentId: 'main', profileId: 'litellm:default' }],
      ['apiKey', { type: 'remove-auth-profile', agentId: 'work', profileId: 'litellm:default' }],
    ])
    expect(problems[0]?.message).toBe(
      'For the agent "main", Nova Engine uses the stored profile "litellm:default" of ' +
        '~/.nova-engine/agents/main/agent/auth-profiles.json instead of the key in this file.',
    )
  })

  test('wins over a variable too', () => {
    const variable = link({ source: 'state-env-file', label: 'LITELLM_API_KEY' })
    const problems = problemsOf(
      withProvider({}),
      novaEngine,
      STORED,
      facts([winner, variable], [profile('main', '1111')]),
    )
    expect(problems[0]?.message).toContain('instead of the key in "LITELLM_API_KEY"')
  })

  test.each([
    ['has the same key', [winner, link({ lastFour: '1111' })]],
    ['is alone', [winner, link({ state: 'missing', lastFour: null })]],
    ['does not win', [link({ state: 'wins' }), link({ source: 'auth-profile' })]],
  ])('is nothing to mention when it %s', (_title, links) => {
    expect(problemsOf(withProvider({}), novaEngine, STORED, facts(links, [profile('main', '1111')]))).toEqual(
      [],
    )
  })
})
