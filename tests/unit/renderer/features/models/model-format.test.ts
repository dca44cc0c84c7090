import { describe, expect, it } from 'vitest'

import {
  describeModel,
  formatContextWindow,
  providerName,
} from '../../../../../src-renderer/features/models/model-format.ts'

describe('model formats', () => {
  it('name providers as they name themselves', () => {
    expect(['openai', 'vertex_ai', 'mistral', 'some_new_cloud'].map(providerName)).toEqual([
      'OpenAI',
      'Vertex AI',
      'Mistral',
      'Some New Cloud',
    ])
  })

  it('shorten context windows', () => {
    expect([200_000, 1_048_576, 131_072, null].map(formatContextWindow)).toEqual(['200K', '1M', '131K', null])
  })

  it('tell all a row shows in one sentence', () => {
    const model = {
      id: 'claude-sonnet',
      providers: ['anthropic'],
      mode: 'chat',
      contextWindow: 200_000,
      maxOutputTokens: null,
      inputPrice: '3',
      outputPrice: '15',
      capabilities: ['reasoning' as const, 'vision' as const],
      parameters: null,
    }
    expect(describeModel(model, true)).toBe(
      'claude-sonnet, Anthropic, Reasoning, Reads images, 200K tokens of context, $3.00 in · $15.00 out per million tokens, favourite',
    )
    expect(
      describeModel(
        { ...model, contextWindow: null, inputPrice: null, outputPrice: null, capabilities: [] },
        false,
      ),
    ).toBe('claude-sonnet, Anthropic')
  })
})
