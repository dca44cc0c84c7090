import type { Usd } from '#shared/money.ts'

/** A call Litedesk itself sent, as it is recorded beside the conversations; it outlives them. */
export interface OwnCall {
  /** A UUID of our own. */
  readonly id: string
  readonly gatewayId: string
  readonly conversationId: string
  readonly messageId: string
  /** ISO 8601 UTC, by our clock. */
  readonly startedAt: string
  readonly askedModel: string
  readonly answeredModel: string | null
  /** The answer's id: the row's `request_id`. */
  readonly completionId: string | null
  /** `x-litellm-call-id`: the row's `litellm_call_id` on newer gateways, its `request_id` for failures. */
  readonly callId: string | null
  readonly hasFailed: boolean
  /** The kind of error; null without one. */
  readonly errorKind: string | null
  readonly errorMessage: string | null
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cachedTokens: number
  readonly reasoningTokens: number
  readonly durationMs: number
  readonly firstTokenMs: number | null
  /** What it probably cost; null when nothing is known to go by. */
  readonly estimate: Usd | null
  /** Whether `estimate` is the gateway's own figure (`usage.cost`). */
  readonly isGatewaysFigure: boolean
  readonly billing: 'pending' | 'billed' | 'unavailable'
  /** What the gateway charged; null until billed. */
  readonly billed: Usd | null
  /** The row that paid for it; null until billed. */
  readonly logId: string | null
}

/** A call has been billed. */
export interface OwnBill {
  /** The call's `id`. */
  readonly id: string
  readonly logId: string
  readonly billed: Usd
}
