import { describe, expect, it } from 'vitest'

import type { EngineKeyLink } from '#shared/engine.ts'
import { engineDefinition } from '#shared/engine-config/engine-definitions.ts'
import { keySummary } from '../../../../../../src-renderer/features/engines/key/key-words.ts'

const nova = engineDefinition('nova-engine')

function link(changes: Partial<EngineKeyLink>): EngineKeyLink {
  return {
    source: 'state-env-file',
    label: 'LITELLM_API_KEY',
    displayPath: '~/.nova-engine/.env',
    state: 'missing',
    lastFour: null,
    note: null,
    ...changes,
  }
}

function summaryOf(...links: EngineKeyLink[]) {
  return keySummary({ providerId: 'litellm', links }, nova)
}

describe('keySummary', () => {
  it('names the place that wins, also where another one is set', () => {
    expect(
      summaryOf(
        link({ state: 'wins', lastFour: '3f9a' }),
        link({ source: 'config-file', state: 'shadowed', lastFour: '0000' }),
      ),
    ).toEqual({ text: '…3f9a from LITELLM_API_KEY in ~/.nova-engine/.env', tone: 'positive' })
  })

  it.each([
    [{ source: 'auth-profile', label: 'litellm:default' } as const, 'the stored profile litellm:default'],
    [{ source: 'process-environment' } as const, 'LITELLM_API_KEY in the environment'],
    [{ source: 'config-file' } as const, 'the config file itself'],
  ])('says where %j is', (changes, place) => {
    expect(summaryOf(link({ ...changes, state: 'wins' })).text).toBe(`A key from ${place}`)
  })

  it('says why a key that is set is not taken', () => {
    expect(summaryOf(link({ state: 'ignored', note: 'LITELLM_API_KEY is not set.' }))).toEqual({
      text: 'LITELLM_API_KEY is not set.',
      tone: 'warning',
    })
  })

  it('says that there is none, or that nobody knows yet', () => {
    expect(summaryOf(link({})).text).toBe('Nova Engine finds no key for it.')
    expect(keySummary(null, nova).tone).toBe('neutral')
  })
})
