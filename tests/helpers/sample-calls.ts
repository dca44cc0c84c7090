import type { OwnCall } from '#main/spend/own-call.ts'

/** A call for the answer of `sampleAnswer('answer', …)`, its bill waited for. */
export function sampleCall(id: string, fields: Partial<OwnCall> = {}): OwnCall {
  return {
    id,
    gatewayId: 'gateway',
    conversationId: 'conversation',
    messageId: 'answer',
    startedAt: '2026-11-22T12:00:00.000Z',
    askedModel: 'gpt-4o',
    answeredModel: null,
    completionId: `chatcmpl-${id}`,
    callId: `call-${id}`,
    hasFailed: false,
    errorKind: null,
    errorMessage: null,
    inputTokens: 10,
    outputTokens: 20,
    cachedTokens: 0,
    reasoningTokens: 0,
    durationMs: 1000,
    firstTokenMs: 200,
    estimate: '0.0002',
    isGatewaysFigure: false,
    billing: 'pending',
    billed: null,
    logId: null,
    ...fields,
  }
}
