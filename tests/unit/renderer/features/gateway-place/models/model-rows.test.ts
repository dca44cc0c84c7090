import { describe, expect, it } from 'vitest'

import { sampleDeployment, sampleGroup } from '../../../../../helpers/sample-model-group.ts'
import {
  filterChoices,
  type ModelFilter,
  modelRows,
  type ModelSort,
  noFilter,
  originOf,
} from '../../../../../../src-renderer/features/gateway-place/models/model-rows.ts'

const prices = (input: string | null) => ({ input, output: null, cacheRead: null, cacheWrite: null })
const config = sampleDeployment({ isInDatabase: false, id: 'abc', providerModel: null })
const groups = [
  sampleGroup('gpt-4o', { prices: prices('2.5'), capabilities: ['vision'], deployments: [config] }),
  sampleGroup('claude', {
    prices: prices('10'),
    providers: ['anthropic'],
    deployments: [sampleDeployment()],
  }),
  sampleGroup('embed', { mode: 'embedding', deployments: [config, sampleDeployment()] }),
  sampleGroup('bare', { mode: null, providers: [] }),
]
const byName: ModelSort = { key: 'name', isDescending: false }

function names(changes: Partial<ModelFilter>, sort = byName): string[] {
  return modelRows(groups, { ...noFilter, ...changes }, sort).map(({ name }) => name)
}

describe('modelRows', () => {
  it.each([
    [{}, ['bare', 'claude', 'embed', 'gpt-4o']],
    [{ search: 'OpenAI GPT' }, ['claude', 'embed', 'gpt-4o']],
    [{ search: 'openai embed' }, ['embed']],
    [{ search: 'abc' }, ['embed', 'gpt-4o']],
    [{ provider: 'anthropic' }, ['claude']],
    [{ mode: 'embedding' }, ['embed']],
    [{ capability: 'vision' }, ['gpt-4o']],
    [{ origin: 'config' as const }, ['embed', 'gpt-4o']],
    [{ origin: 'database' as const }, ['claude', 'embed']],
  ])('leaves for %j %j', (changes, left) => {
    expect(names(changes)).toEqual(left)
  })

  it('orders prices as numbers, and what is not known last either way', () => {
    expect(names({}, { key: 'price-input', isDescending: false })).toEqual([
      'gpt-4o',
      'claude',
      'bare',
      'embed',
    ])
    expect(names({}, { key: 'price-input', isDescending: true })).toEqual([
      'claude',
      'gpt-4o',
      'bare',
      'embed',
    ])
  })
})

describe('what can be filtered by', () => {
  it('is what the models have', () => {
    expect(filterChoices(groups)).toEqual({
      providers: ['anthropic', 'openai'],
      modes: ['chat', 'embedding'],
      capabilities: ['vision'],
    })
  })

  it('knows where deployments stand', () => {
    expect(groups.map(originOf)).toEqual(['config', 'database', 'both', null])
  })
})
