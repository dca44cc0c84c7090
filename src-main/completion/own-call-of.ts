import { randomUUID } from 'node:crypto'

import type { AppError, ErrorKind } from '#shared/app-error.ts'
import type { Cost, Message, Usage } from '#shared/conversation.ts'

import type { OwnCall } from '../spend/own-call.ts'

/** What a stream told of itself. */
export interface SentCall {
  /** ISO 8601 UTC. */
  readonly startedAt: string
  readonly model: string
  readonly callId: string | null
  readonly completionId: string | null
  readonly usage: Usage | null
  /** What this call alone probably cost. */
  readonly cost: Cost | null
  readonly durationMs: number
  readonly firstTokenMs: number | null
  readonly error: AppError | null
}

/** Nothing of the call has reached a gateway, so none will log it. */
const UNSENT: ReadonlySet<ErrorKind> = new Set([
  'refused',
  'host-not-found',
  'tls-failed',
  'key-missing',
  'key-unreadable',
  'gone',
  'internal',
])

/** The record of a call that was sent for an answer; null when the gateway cannot know of it. */
export function ownCallOf(answer: Message, sent: SentCall, billing: OwnCall['billing']): OwnCall | null {
  const { facts, conversationId, id: messageId } = answer
  const { usage, cost, error } = sent
  const wasHeard = sent.callId !== null || sent.completionId !== null || usage !== null
  if (facts?.gatewayId == null || (!wasHeard && error !== null && UNSENT.has(error.kind))) return null
  const hasFailed = error !== null && error.kind !== 'cancelled'
  return {
    id: randomUUID(),
    gatewayId: facts.gatewayId,
    conversationId,
    messageId,
    startedAt: sent.startedAt,
    askedModel: sent.model,
    answeredModel: facts.answeredModel,
    completionId: sent.completionId,
    callId: sent.callId ?? error?.requestId ?? null,
    hasFailed,
    errorKind: hasFailed ? error.kind : null,
    errorMessage: hasFailed ? error.message : null,
    inputTokens: usage?.inputTokens ?? 0,
    outputTokens: usage?.outputTokens ?? 0,
    cachedTokens: usage?.cachedTokens ?? 0,
    reasoningTokens: usage?.reasoningTokens ?? 0,
    durationMs: sent.durationMs,
    firstTokenMs: sent.firstTokenMs,
    estimate: cost?.usd ?? null,
    isGatewaysFigure: cost?.source === 'gateway',
    billing,
    billed: null,
    logId: null,
  }
}
