import { describe, expect, test } from 'vitest'

import { readConfigDocument } from '#shared/config-document/config-document.ts'
import { summariseEngine } from '#shared/engine-config/engine-summary.ts'

import { documentedConfig } from './samples.ts'

describe('summariseEngine', () => {
  test('of the documented example', () => {
    expect(summariseEngine(readConfigDocument(documentedConfig).value)).toEqual({
      primary: 'litellm/claude-opus-4-6',
      fallbacks: [],
      models: [
        { ref: 'litellm/claude-opus-4-6', name: 'Claude Opus 4.6' },
        { ref: 'litellm/gpt-4o', name: 'GPT-4o' },
      ],
    })
  })

  test('lists each model once, in the order of the file, and copes with what is broken', () => {
    const models = [
      { id: 'b', name: '' },
      { id: 'b', name: 'Again' },
      'text',
      { name: 'No id' },
      { id: 'a/b', name: 1 },
    ]
    expect(
      summariseEngine({
        models: {
          providers: {
            LiteLLM: { models },
            other: null,
            more: { models: {} },
            last: { models: [{ id: 'z' }] },
          },
        },
        agents: { defaults: { model: { primary: ' litellm/b ', fallbacks: ['x/y', 1, null] } } },
      }),
    ).toEqual({
      primary: 'litellm/b',
      fallbacks: ['x/y'],
      models: [
        { ref: 'litellm/b', name: 'b' },
        { ref: 'litellm/a/b', name: 'a/b' },
        { ref: 'last/z', name: 'z' },
      ],
    })
  })

  test.each([
    [{ agents: { defaults: { model: 'a/b' } } }, 'a/b'],
    [{ agents: { defaults: { model: '' } } }, null],
    [{ agents: { defaults: { model: { primary: ' ' } } } }, null],
    [{ agents: [] }, null],
    [null, null],
    ['text', null],
  ])('the primary of %j is %j', (value, primary) => {
    expect(summariseEngine(value).primary).toBe(primary)
  })
})
