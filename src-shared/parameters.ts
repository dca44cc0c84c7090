import type { Parameters } from './conversation.ts'

/** What `reasoning_effort` may say, least first. */
export const reasoningEfforts = ['minimal', 'low', 'medium', 'high'] as const

/** The range of each number a conversation can set. `maxTokens` is whole and has no upper end of its own. */
export const parameterLimits = {
  temperature: { min: 0, max: 2, isWhole: false },
  topP: { min: 0, max: 1, isWhole: false },
  maxTokens: { min: 1, max: Number.MAX_SAFE_INTEGER, isWhole: true },
} as const

/** Leaves everything to the gateway. */
export const defaultParameters: Parameters = {
  systemPrompt: '',
  temperature: null,
  topP: null,
  maxTokens: null,
  reasoningEffort: null,
}
