import { createHash } from 'node:crypto'

import type { JsonObject } from './json.ts'
import type { TokenPrices } from './tokens.ts'

/** What a deployment does when called. */
type DeploymentBehaviour = 'answers' | 'answers-slowly' | 'fails' | 'cools-down'

/** One row of /model/info: a public model name and who would serve it. */
export interface Deployment extends TokenPrices {
  /** As LiteLLM makes it for models of a config file: 64 hex digits. */
  readonly id: string
  /** The public name, LiteLLM's `model_name`. */
  readonly modelName: string
  /** Whether it was added while the gateway ran, and can be changed; the others stand in a config file. */
  readonly isInDatabase: boolean
  /** LiteLLM's name of the provider, such as `anthropic`. */
  readonly provider: string
  /** The provider's name of the model, without the provider. */
  readonly upstreamModel: string
  /** Such as `chat` or `embedding`. */
  readonly mode: string
  /** USD per cached input token; null when unknown. */
  readonly cacheReadPrice: number | null
  /** Tokens; null when the gateway does not know. */
  readonly maxInputTokens: number | null
  /** Tokens; null when the gateway does not know. */
  readonly maxOutputTokens: number | null
  /** Capabilities by LiteLLM's name without `supports_`; null when unknown, as in the price map. */
  readonly supports: Readonly<Record<string, boolean | null>>
  readonly supportedParams: readonly string[]
  readonly behaviour: DeploymentBehaviour
  /** Public names tried in turn when this one fails. */
  readonly fallbacks: readonly string[]
  /** Shown in litellm_params beside the usual ones. */
  readonly extraParams: JsonObject
  /** Shown in model_info beside the usual ones. */
  readonly extraInfo: JsonObject
}

const CHAT_PARAMS = (
  'frequency_penalty logit_bias logprobs top_logprobs max_tokens max_completion_tokens modalities n ' +
  'presence_penalty seed stop stream stream_options temperature top_p tools tool_choice ' +
  'function_call functions max_retries extra_headers parallel_tool_calls response_format user'
).split(' ')
const CLAUDE_PARAMS = (
  'stream stop temperature top_p max_tokens max_completion_tokens tools tool_choice extra_headers ' +
  'parallel_tool_calls response_format user thinking reasoning_effort'
).split(' ')
const GEMINI_PARAMS = (
  'temperature top_p max_tokens max_completion_tokens stream tools functions tool_choice ' +
  'response_format n stop logprobs frequency_penalty modalities reasoning_effort thinking'
).split(' ')

// The gateway deals with these itself, whatever the model.
const GATEWAY_PARAMS: ReadonlySet<string> = new Set([
  'stream',
  'stream_options',
  'user',
  'extra_headers',
  'max_retries',
])

/** Parameters that a model refuses when it does not support them; others are passed on unseen. */
export const REFUSABLE_PARAMS: ReadonlySet<string> = new Set(
  [...CHAT_PARAMS, ...CLAUDE_PARAMS, ...GEMINI_PARAMS].filter((name) => !GATEWAY_PARAMS.has(name)),
)

function describe(modelName: string, facts: Partial<Deployment>): Deployment {
  return {
    id: createHash('sha256').update(modelName).digest('hex'),
    modelName,
    isInDatabase: false,
    provider: 'openai',
    upstreamModel: modelName,
    mode: 'chat',
    inputPrice: 1.5e-7,
    outputPrice: 6e-7,
    cacheReadPrice: 7.5e-8,
    maxInputTokens: 128_000,
    maxOutputTokens: 16_384,
    supports: {
      function_calling: true,
      parallel_function_calling: true,
      prompt_caching: true,
      response_schema: true,
      system_messages: true,
      tool_choice: true,
      vision: true,
      reasoning: null,
      web_search: null,
    },
    supportedParams: CHAT_PARAMS,
    behaviour: 'answers',
    fallbacks: [],
    extraParams: {},
    extraInfo: {},
    ...facts,
  }
}

/** The models of the demo gateway, in the order they are listed. */
export const builtInDeployments: readonly Deployment[] = [
  describe('claude-opus-4-6', {
    provider: 'anthropic',
    inputPrice: 5e-6,
    outputPrice: 2.5e-5,
    cacheReadPrice: 5e-7,
    maxInputTokens: 200_000,
    maxOutputTokens: 128_000,
    supports: {
      assistant_prefill: false,
      computer_use: true,
      function_calling: true,
      pdf_input: true,
      prompt_caching: true,
      reasoning: true,
      response_schema: true,
      tool_choice: true,
      vision: true,
      web_search: null,
    },
    supportedParams: CLAUDE_PARAMS,
    extraInfo: { cache_creation_input_token_cost: 6.25e-6, tool_use_system_prompt_tokens: 159 },
  }),
  describe('gpt-4o', { inputPrice: 2.5e-6, outputPrice: 1e-5, cacheReadPrice: 1.25e-6 }),
  describe('gpt-4o-mini', {}),
  describe('gemini-2.5-flash', {
    provider: 'gemini',
    inputPrice: 3e-7,
    outputPrice: 2.5e-6,
    cacheReadPrice: 3e-8,
    maxInputTokens: 1_048_576,
    maxOutputTokens: 65_535,
    supports: {
      audio_input: true,
      audio_output: false,
      function_calling: true,
      parallel_function_calling: true,
      pdf_input: true,
      prompt_caching: true,
      reasoning: true,
      response_schema: true,
      system_messages: true,
      tool_choice: true,
      url_context: true,
      video_input: true,
      vision: true,
      web_search: true,
    },
    supportedParams: GEMINI_PARAMS,
  }),
  describe('demo-slow', {
    inputPrice: 1e-6,
    outputPrice: null,
    cacheReadPrice: null,
    maxOutputTokens: null,
    supports: { function_calling: null, vision: null, reasoning: null },
    behaviour: 'answers-slowly',
    // LiteLLM gives custom prices back as text.
    extraParams: { input_cost_per_token: '1e-06' },
    extraInfo: { team: 'demo', description: 'Thinks for a while, then types slowly.' },
  }),
  describe('demo-fails', {
    inputPrice: null,
    outputPrice: null,
    cacheReadPrice: null,
    maxInputTokens: null,
    maxOutputTokens: null,
    supports: { function_calling: null, vision: null, reasoning: null },
    behaviour: 'fails',
  }),
  describe('demo-falls-back', { behaviour: 'fails', fallbacks: ['gpt-4o-mini'] }),
  describe('demo-rate-limited', { maxInputTokens: null, behaviour: 'cools-down' }),
  describe('text-embedding-3-small', {
    mode: 'embedding',
    inputPrice: 2e-8,
    outputPrice: 0,
    cacheReadPrice: null,
    maxInputTokens: 8191,
    maxOutputTokens: null,
    supports: { function_calling: null, vision: null, reasoning: null },
    supportedParams: ['dimensions', 'encoding_format', 'user'],
    extraInfo: { output_vector_size: 1536 },
  }),
]

/** Where the deployment claims to live: a host that can never exist, since nothing is asked. */
export function apiBase(deployment: Deployment): string {
  const own = deployment.extraParams['api_base']
  return typeof own === 'string' ? own : `https://${deployment.provider}.demo-gateway.invalid`
}
