import { z } from 'zod'

import { AppError } from './app-error.ts'
import { Usd } from './money.ts'
import { parameterLimits, reasoningEfforts } from './parameters.ts'

/** How hard a reasoning model thinks; sent as `reasoning_effort` only where the model lists it. */
const ReasoningEffort = z.enum(reasoningEfforts)
export type ReasoningEffort = z.infer<typeof ReasoningEffort>

/** A conversation's own request settings; null leaves a field to the gateway. */
export const Parameters = z.object({
  systemPrompt: z.string().max(200_000),
  temperature: z
    .number()
    .min(parameterLimits.temperature.min)
    .max(parameterLimits.temperature.max)
    .nullable(),
  topP: z.number().min(parameterLimits.topP.min).max(parameterLimits.topP.max).nullable(),
  /** Longest answer, in tokens. */
  maxTokens: z.number().int().min(parameterLimits.maxTokens.min).nullable(),
  reasoningEffort: ReasoningEffort.nullable(),
})
export type Parameters = z.infer<typeof Parameters>

/** A conversation as the list shows it. */
export const Conversation = z.object({
  /** A UUID; also sent as `litellm_session_id`, which joins it to its spend logs. */
  id: z.string(),
  /** Empty until the first message names it. */
  title: z.string(),
  isPinned: z.boolean(),
  /** null at the top level, where conversations of a folder that is gone are listed, too. */
  folderId: z.string().nullable(),
  /** ISO 8601 UTC. */
  createdAt: z.string(),
  /** ISO 8601 UTC of the last message or rename. */
  updatedAt: z.string(),
  /** The model chosen in this conversation; null follows the one chosen everywhere. */
  model: z.string().nullable(),
  parameters: Parameters,
  /** Unsent text of the composer. */
  draft: z.string(),
  /** The message whose branch is shown: the leaf; null while empty. */
  leafId: z.string().nullable(),
})
export type Conversation = z.infer<typeof Conversation>

/** What an answer used, in tokens, as the gateway counted. Source: the usage chunk. */
export const Usage = z.object({
  inputTokens: z.number().int().nonnegative(),
  outputTokens: z.number().int().nonnegative(),
  /** Part of the input read from the provider's cache. */
  cachedTokens: z.number().int().nonnegative(),
  /** Part of the output spent on reasoning. */
  reasoningTokens: z.number().int().nonnegative(),
})
export type Usage = z.infer<typeof Usage>

/** What an answer cost. `estimate`: tokens times the listed price. `gateway`: `usage.cost` as the gateway sent it. */
export const Cost = z.object({ usd: Usd, source: z.enum(['estimate', 'gateway']) })
export type Cost = z.infer<typeof Cost>

/**
 * Whether the gateway has billed an answer. `pending`: its log is looked up until the row is there. `billed`: `cost` is what
 * was charged, `logIds` the rows (one for each call, as a continued answer takes several). `unavailable`: this gateway or
 * this key does not tell.
 */
export const Billing = z.object({
  state: z.enum(['pending', 'billed', 'unavailable']),
  logIds: z.array(z.string()),
})
export type Billing = z.infer<typeof Billing>

/** What only an answer has. Everything is null until known. */
export const AnswerFacts = z.object({
  gatewayId: z.string().nullable(),
  /** The model the user asked for. */
  askedModel: z.string(),
  /** The public name of the deployment that answered; null when the gateway did not say. */
  answeredModel: z.string().nullable(),
  /** The response's `id`: a spend log's request id on older gateways. */
  completionId: z.string().nullable(),
  /** `x-litellm-call-id`: a spend log's request id on newer gateways and for failures. */
  callId: z.string().nullable(),
  usage: Usage.nullable(),
  cost: Cost.nullable(),
  /** null while it streams, and for answers of gateways without a log. */
  billing: Billing.nullable(),
  /** From sending to the first delta, in ms. */
  firstTokenMs: z.number().nonnegative().nullable(),
  /** From sending to the end, in ms. */
  totalMs: z.number().nonnegative().nullable(),
  /** `stop`, `length`, `content_filter` …; null when the gateway left it out. */
  finishReason: z.string().nullable(),
})
export type AnswerFacts = z.infer<typeof AnswerFacts>

/** `interrupted`: Litedesk stopped while it streamed. `cancelled`: the user stopped it. */
export const MessageStatus = z.enum(['complete', 'streaming', 'interrupted', 'cancelled', 'failed'])
export type MessageStatus = z.infer<typeof MessageStatus>

/**
 * A node of a conversation's tree: siblings share a parent, and editing or regenerating adds one.
 * A user's message has no facts; an assistant's always has them.
 */
export const Message = z.object({
  id: z.string(),
  conversationId: z.string(),
  /** null for a first message. */
  parentId: z.string().nullable(),
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  /** The model's reasoning, where it shows it; empty otherwise. */
  reasoning: z.string(),
  status: MessageStatus,
  error: AppError.nullable(),
  /** ISO 8601 UTC. */
  createdAt: z.string(),
  facts: AnswerFacts.nullable(),
})
export type Message = z.infer<typeof Message>

/** Facts of an answer that has just been asked for. */
export function askedFacts(gatewayId: string, askedModel: string): AnswerFacts {
  return {
    gatewayId,
    askedModel,
    answeredModel: null,
    completionId: null,
    callId: null,
    usage: null,
    cost: null,
    billing: null,
    firstTokenMs: null,
    totalMs: null,
    finishReason: null,
  }
}
