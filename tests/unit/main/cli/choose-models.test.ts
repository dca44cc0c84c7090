import { describe, expect, it } from 'vitest'

import { engineDefinition } from '#shared/engine-config/engine-definitions.ts'
import type { Model } from '#shared/model.ts'

import { chooseModels } from '../../../../src-main/cli/choose-models.ts'

const definition = engineDefinition('nova-engine')
const offered = ['opus', 'openai/gpt-4o', 'litellm/odd'].map(model)

function model(id: string): Model {
  return {
    id,
    providers: [],
    mode: 'chat',
    contextWindow: null,
    maxOutputTokens: null,
    inputPrice: null,
    outputPrice: null,
    capabilities: [],
    parameters: null,
  }
}

function choose(models: string[], primary: string | null, ownPrimary: string | null = null) {
  const config = ownPrimary === null ? null : { agents: { defaults: { model: { primary: ownPrimary } } } }
  const choice = chooseModels(offered, { models, primary }, config, definition)
  return { ids: choice.models.map(({ id }) => id), primary: choice.primary }
}

describe('chooseModels', () => {
  it('takes all there are, the first as the primary one', () => {
    expect(choose([], null)).toEqual({ ids: ['opus', 'openai/gpt-4o', 'litellm/odd'], primary: 'opus' })
  })

  it('takes those that were named, by either of their names, and the primary one with them', () => {
    expect(choose(['openai/gpt-4o'], null)).toEqual({ ids: ['openai/gpt-4o'], primary: 'openai/gpt-4o' })
    expect(choose(['litellm/opus'], null).ids).toEqual(['opus'])
    expect(choose(['litellm/odd'], null).ids).toEqual(['litellm/odd'])
    expect(choose(['opus'], 'openai/gpt-4o')).toEqual({
      ids: ['opus', 'openai/gpt-4o'],
      primary: 'openai/gpt-4o',
    })
  })

  it('keeps the primary one the engine has of this gateway', () => {
    expect(choose([], null, 'litellm/openai/gpt-4o').primary).toBe('openai/gpt-4o')
    expect(choose(['opus'], null, 'litellm/openai/gpt-4o').primary).toBe('opus')
    expect(choose([], null, 'anthropic/opus').primary).toBe('opus')
  })

  it('says what the gateway has when it lacks a name', () => {
    expect(() => choose(['gpt-5'], null)).toThrow('The gateway has no chat model “gpt-5” for this key.')
    expect(() => chooseModels([], { models: [], primary: null }, null, definition)).toThrow(
      'no model for chats',
    )
  })
})
