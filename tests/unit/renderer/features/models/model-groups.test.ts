import { describe, expect, it } from 'vitest'

import type { Model } from '#shared/model.ts'
import { firstModels, modelGroups } from '../../../../../src-renderer/features/models/model-groups.ts'

const model = (id: string, provider?: string, mode: string | null = 'chat'): Model => ({
  id,
  providers: provider === undefined ? [] : [provider],
  mode,
  contextWindow: null,
  maxOutputTokens: null,
  inputPrice: null,
  outputPrice: null,
  capabilities: [],
  parameters: null,
})
const models = [
  model('gpt-4o', 'openai'),
  model('claude-sonnet', 'anthropic'),
  model('text-embedding-3', 'openai', 'embedding'),
  model('house-model', undefined, null),
  model('eu/claude-sonnet', 'vertex_ai'),
]
const outline = (groups: ReturnType<typeof modelGroups>) =>
  groups.map((group) => [group.label, ...group.models.map(({ id }) => id)])

describe('modelGroups', () => {
  it('puts favourites and recent ones before the providers, and offers only what can chat', () => {
    const groups = modelGroups(
      models,
      ['claude-sonnet', 'gone'],
      ['claude-sonnet', 'gpt-4o', 'text-embedding-3'],
      '',
    )
    expect(outline(groups)).toEqual([
      ['Favourites', 'claude-sonnet'],
      ['Recent', 'gpt-4o'],
      ['Anthropic', 'claude-sonnet'],
      ['OpenAI', 'gpt-4o'],
      ['Vertex AI', 'eu/claude-sonnet'],
      ['Other', 'house-model'],
    ])
  })

  it('finds every word in name or provider, names that begin with it first', () => {
    expect(outline(modelGroups(models, [], [], 'claude'))).toEqual([
      ['Models', 'claude-sonnet', 'eu/claude-sonnet'],
    ])
    expect(outline(modelGroups(models, [], [], ' VERTEX sonnet '))).toEqual([['Models', 'eu/claude-sonnet']])
    expect(modelGroups(models, [], [], 'nothing like it')).toEqual([])
  })
})

describe('firstModels', () => {
  it('cuts the groups after so many models', () => {
    const groups = modelGroups(models, [], [], '')
    expect(outline([...firstModels(groups, 2)])).toEqual([
      ['Anthropic', 'claude-sonnet'],
      ['OpenAI', 'gpt-4o'],
    ])
    expect(firstModels(groups, Number.POSITIVE_INFINITY)).toEqual(groups)
  })
})
