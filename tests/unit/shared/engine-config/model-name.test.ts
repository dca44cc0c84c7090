import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { readableModelName } from '#shared/engine-config/model-name.ts'

test.each([
  ['claude-opus-4-6', 'Claude Opus 4.6'],
  ['claude-sonnet-4-5-20250929', 'Claude Sonnet 4.5 (2025-09-29)'],
  ['claude-3-5-haiku-20241022', 'Claude 3.5 Haiku (2024-10-22)'],
  ['claude-opus-4', 'Claude Opus 4'],
  ['gpt-4o', 'GPT-4o'],
  ['gpt-4o-mini', 'GPT-4o Mini'],
  ['gpt-4o-2024-08-06', 'GPT-4o (2024-08-06)'],
  ['gpt-4.1-nano', 'GPT-4.1 Nano'],
  ['gpt-4-0613', 'GPT-4 0613'],
  ['gpt-oss-120b', 'GPT OSS 120B'],
  ['chatgpt-4o-latest', 'ChatGPT 4o Latest'],
  ['o3-mini', 'o3-mini'],
  ['o1', 'o1'],
  ['gemini-2.5-pro', 'Gemini 2.5 Pro'],
  ['gemini-2.5-flash-preview-05-20', 'Gemini 2.5 Flash Preview 05 20'],
  ['llama-3.3-70b-instruct', 'Llama 3.3 70B Instruct'],
  ['mixtral-8x7b', 'Mixtral 8x7B'],
  ['qwen2.5-72b', 'Qwen2.5 72B'],
  ['deepseek-chat', 'DeepSeek Chat'],
  ['glm-5', 'GLM 5'],
  ['azure/gpt-4o', 'GPT-4o (azure)'],
  ['bedrock/anthropic.claude-opus-4-6', 'Claude Opus 4.6 (bedrock)'],
  [
    'bedrock/us.anthropic.claude-3-sonnet-20240229-v1:0',
    'bedrock/us.anthropic.claude-3-sonnet-20240229-v1:0',
  ],
  ['MiniMax-M2.1', 'MiniMax M2.1'],
  ['my_team_model', 'my_team_model'],
  ['Team Model', 'Team Model'],
  ['  gpt-4o ', 'GPT-4o'],
  ['openai/*', 'openai/*'],
  ['___', '___'],
])('reads %j as %j', (id, name) => {
  expect(readableModelName(id)).toBe(name)
})

test('is never empty for an id that is not', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (id) => {
      expect(readableModelName(id)).not.toBe('')
    }),
  )
})
