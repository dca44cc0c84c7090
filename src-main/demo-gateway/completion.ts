import { randomUUID } from 'node:crypto'

import { cannedAnswer, cannedReasoning } from './answers.ts'
import type { GatewayState } from './call.ts'
import type { ChatRequest } from './chat-request.ts'
import { type Deployment, REFUSABLE_PARAMS } from './deployments.ts'
import { type Failure, proxyFailure } from './failure.ts'
import { lastPrompt } from './prompt.ts'
import { wordPieces } from './text-pieces.ts'
import { countMessageTokens, countTextTokens, tokenCost } from './tokens.ts'
import { askedProblem, cooldownFailure, upstreamFailure, type UpstreamProblem } from './upstream-failure.ts'

/** One piece of a completion as it is streamed. */
export interface Delta {
  readonly kind: 'reasoning' | 'content'
  readonly text: string
}

/** Token counts by LiteLLM's names. */
interface Usage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
  readonly prompt_tokens_details: { readonly cached_tokens: number }
  readonly completion_tokens_details: { readonly reasoning_tokens: number }
}

/** A completion with everything about it decided before the first byte goes out. */
export interface Completion {
  /** `chatcmpl-…`, different for every call. */
  readonly id: string
  /** Seconds since 1970. */
  readonly created: number
  /** Who answered in the end. */
  readonly deployment: Deployment
  readonly attemptedFallbacks: number
  readonly deltas: readonly Delta[]
  /** Deltas per second; 0 for as fast as possible. */
  readonly rate: number
  /** Pause before the first delta, in ms. */
  readonly latencyMs: number
  readonly finishReason: 'stop' | 'length'
  readonly usage: Usage
  /** USD. */
  readonly cost: number
  /** Whether the provider breaks off after the last delta, so that an error frame ends the stream. */
  readonly isBrokenOff: boolean
}

/** Decides what the answer to a request is, trying fallbacks. Throws the last deployment's failure. */
export function planCompletion(
  state: GatewayState,
  request: ChatRequest,
  messages: readonly unknown[],
  first: Deployment,
): Completion {
  const names = request.fallbacks.length > 0 ? request.fallbacks : first.fallbacks
  const others = names.map((name) => state.deployments.find(name))
  const candidates = [first, ...others.filter((deployment) => deployment !== null)]
  let failure: Failure | null = null
  for (const [index, deployment] of candidates.entries()) {
    failure =
      index === 0 && request.mustFallBack ? mockFailure(first) : refusal(state, request, messages, deployment)
    if (failure === null) return answerOf(state, request, messages, deployment, index)
    rememberFailure(state, deployment, failure)
  }
  throw failure ?? mockFailure(first)
}

function refusal(
  state: GatewayState,
  request: ChatRequest,
  messages: readonly unknown[],
  deployment: Deployment,
): Failure | null {
  if (request.mockResponse !== null) return null
  const coolUntil = state.cooldowns.get(deployment.id) ?? 0
  if (deployment.behaviour === 'cools-down' || state.settings.now().getTime() < coolUntil) {
    return cooldownFailure(deployment, state.settings.isNewer)
  }
  const unsupported = Object.keys(request.body).filter(
    (name) =>
      REFUSABLE_PARAMS.has(name) && request.body[name] !== null && !deployment.supportedParams.includes(name),
  )
  const problem = problemOf(deployment, messages, unsupported)
  return problem === null ? null : upstreamFailure(problem, deployment, state.settings.isNewer, unsupported)
}

function problemOf(
  deployment: Deployment,
  messages: readonly unknown[],
  unsupported: readonly string[],
): UpstreamProblem | null {
  if (deployment.mode === 'embedding') return 'embedding'
  if (unsupported.length > 0) return 'unsupported'
  if (deployment.behaviour === 'fails') return '500'
  if (countMessageTokens(messages) > (deployment.maxInputTokens ?? Infinity)) return 'context'
  return askedProblem(lastPrompt(messages).text)
}

function rememberFailure(state: GatewayState, deployment: Deployment, failure: Failure): void {
  // Newer gateways rest a deployment for a refused provider key, not for a single failure.
  const isReason = failure.status === 401 || (failure.status >= 500 && !state.settings.isNewer)
  if (state.settings.cooldownMs === 0 || !isReason) return
  state.cooldowns.set(deployment.id, state.settings.now().getTime() + state.settings.cooldownMs)
}

function mockFailure(deployment: Deployment): Failure {
  return proxyFailure({
    status: 500,
    type: null,
    message:
      'litellm.InternalServerError: This is a mock exception for model group to trigger a fallback. ' +
      `Received Model Group=${deployment.modelName}\nAvailable Model Group Fallbacks=None`,
    param: null,
    errorClass: 'InternalServerError',
  })
}

// What LiteLLM counts for a mock_response, whatever it says.
const MOCK_PROMPT_TOKENS = 10
const MOCK_COMPLETION_TOKENS = 20

function answerOf(
  state: GatewayState,
  request: ChatRequest,
  messages: readonly unknown[],
  deployment: Deployment,
  attemptedFallbacks: number,
): Completion {
  const { settings } = state
  const isSlow = deployment.behaviour === 'answers-slowly'
  const delayMs = isSlow ? settings.slowChunkDelayMs : settings.chunkDelayMs
  const answer = answerPieces(request, messages, deployment)
  const reasoning = reasoningPieces(request, messages, deployment)
  const mocked = request.mockResponse !== null
  const promptTokens = mocked ? MOCK_PROMPT_TOKENS : countMessageTokens(messages)
  const reasoningTokens = countTextTokens(reasoning.join(''))
  const completionTokens = mocked
    ? MOCK_COMPLETION_TOKENS
    : countTextTokens(answer.pieces.join('')) + reasoningTokens
  return {
    id: `chatcmpl-${randomUUID()}`,
    created: Math.floor(settings.now().getTime() / 1000),
    deployment,
    attemptedFallbacks,
    deltas: [
      ...reasoning.map((text): Delta => ({ kind: 'reasoning', text })),
      ...answer.pieces.map((text): Delta => ({ kind: 'content', text })),
    ],
    rate: answer.rate ?? (delayMs > 0 ? 1000 / delayMs : 0),
    latencyMs: isSlow ? settings.slowLatencyMs : settings.latencyMs,
    finishReason: answer.isShortened ? 'length' : 'stop',
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: reasoningTokens },
    },
    cost: tokenCost(deployment, promptTokens, completionTokens),
    isBrokenOff: answer.isBrokenOff,
  }
}

interface AnswerPieces {
  readonly pieces: readonly string[]
  readonly rate: number | null
  readonly isShortened: boolean
  readonly isBrokenOff: boolean
}

function answerPieces(
  request: ChatRequest,
  messages: readonly unknown[],
  deployment: Deployment,
): AnswerPieces {
  if (request.mockResponse !== null) {
    return { pieces: wordPieces(request.mockResponse), rate: null, isShortened: false, isBrokenOff: false }
  }
  const answer = cannedAnswer(messages, deployment.modelName)
  const whole = { pieces: answer.pieces, rate: answer.rate, isShortened: false, isBrokenOff: false }
  const half = answer.pieces.slice(0, Math.ceil(answer.pieces.length / 2))
  switch (lastPrompt(messages).text) {
    case 'error: mid-stream':
      return { ...whole, pieces: half, isBrokenOff: true }
    case 'error: cut':
      // A provider's connection that is cut reaches the client as a completion that ends well.
      return { ...whole, pieces: half }
    default:
      break
  }
  const shortened = withinTokens(answer.pieces, request.maxTokens)
  return shortened === null ? whole : { ...whole, pieces: shortened, isShortened: true }
}

/** The pieces that fit into `maxTokens`; null when all do. */
function withinTokens(pieces: readonly string[], maxTokens: number | null): readonly string[] | null {
  if (maxTokens === null || countTextTokens(pieces.join('')) <= maxTokens) return null
  const fitting: string[] = []
  let length = 0
  for (const piece of pieces) {
    length += piece.length
    if (length > maxTokens * 4) break
    fitting.push(piece)
  }
  return fitting
}

function reasoningPieces(
  request: ChatRequest,
  messages: readonly unknown[],
  deployment: Deployment,
): readonly string[] {
  const { reasoning_effort: effort, thinking } = request.body
  const isAsked = (typeof effort === 'string' && effort !== 'none') || (thinking ?? null) !== null
  const isAble = deployment.supports['reasoning'] === true && request.mockResponse === null
  return isAsked && isAble ? wordPieces(cannedReasoning(messages)) : []
}
