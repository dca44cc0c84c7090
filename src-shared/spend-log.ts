import { z } from 'zod'

import { Usd } from './money.ts'

/** Where a row comes from: the gateway's log, or Litedesk's own record of a call whose row is not there yet (or never). */
export const SpendOrigin = z.enum(['gateway', 'litedesk'])
export type SpendOrigin = z.infer<typeof SpendOrigin>

/** The answer of a conversation that a row paid for. */
export const SpendMessage = z.object({ conversationId: z.string(), messageId: z.string() })
export type SpendMessage = z.infer<typeof SpendMessage>

/**
 * One billed call as the table shows it. Texts the gateway leaves out, and those it leaves empty, are null.
 * Source: LiteLLM_SpendLogs, docs/spend.md "A row".
 */
export const SpendLog = z.object({
  /** The gateway's `request_id`; `litedesk:` and a UUID for a record of our own. Unique within a gateway. */
  id: z.string(),
  origin: SpendOrigin,
  /** ISO 8601 UTC with milliseconds: when the call began, by the gateway's clock. */
  time: z.string(),
  status: z.enum(['success', 'failure']),
  /** The public name that was asked for, or stood in for it; the requested name where routing was never reached. */
  model: z.string().nullable(),
  /** The provider's name of the model that answered, such as `openai/gpt-4o`; the requested one on failures. */
  providerModel: z.string().nullable(),
  provider: z.string().nullable(),
  /** `acompletion`, `aembedding` …; null on failures. */
  callType: z.string().nullable(),
  /** SHA-256 of the virtual key; a refused text that was no key is kept as the gateway stored it. */
  keyHash: z.string().nullable(),
  keyAlias: z.string().nullable(),
  user: z.string().nullable(),
  /** `user` of the request's body. */
  endUser: z.string().nullable(),
  teamId: z.string().nullable(),
  teamAlias: z.string().nullable(),
  /** Without duplicates and without those LiteLLM makes of the User-Agent header. */
  tags: z.array(z.string()),
  /** The calling program, from the User-Agent tags: `curl/7.88.1`. */
  client: z.string().nullable(),
  sessionId: z.string().nullable(),
  callId: z.string().nullable(),
  deploymentId: z.string().nullable(),
  /** What was charged. An estimate when `isEstimate`. */
  cost: Usd,
  /** True only for records of our own that the gateway has not billed yet. */
  isEstimate: z.boolean(),
  inputTokens: z.number().int().nonnegative(),
  outputTokens: z.number().int().nonnegative(),
  /** Part of the input read from the provider's cache. */
  cachedTokens: z.number().int().nonnegative(),
  /** Part of the output spent on reasoning. */
  reasoningTokens: z.number().int().nonnegative(),
  /** In ms; 0 on failures of older gateways. */
  durationMs: z.number().int().nonnegative(),
  /** In ms from the start to the first token; null when it was not streamed. */
  firstTokenMs: z.number().int().nonnegative().nullable(),
  /** The gateway answered from its own cache, for nothing. */
  isCacheHit: z.boolean(),
  /** The class of the error, such as `RateLimitError`; null on success. */
  errorClass: z.string().nullable(),
  /** HTTP status as text. */
  errorCode: z.string().nullable(),
  /** At most 500 characters, without the traceback. */
  errorMessage: z.string().nullable(),
  /** Present when Litedesk made the call. */
  message: SpendMessage.nullable(),
})
export type SpendLog = z.infer<typeof SpendLog>

/** One message of a stored request or answer. */
export const LoggedMessage = z.object({
  /** `system`, `user`, `assistant`, `tool` … as it was sent. */
  role: z.string(),
  /** Its text; parts that are no text appear as a word in brackets, such as "[image]". */
  text: z.string(),
  /** Reasoning of an answer; empty otherwise. */
  reasoning: z.string(),
  /** Names of the tools it calls. */
  toolCalls: z.array(z.string()),
  /** Characters the gateway left out when storing it (`litellm_truncated skipped N chars`); 0 for none. */
  skippedCharacters: z.number().int().nonnegative(),
})
export type LoggedMessage = z.infer<typeof LoggedMessage>

/** One line of how a price came about: `tokens` × `pricePerMillion` = `amount`. */
export const PriceLine = z.object({
  what: z.enum([
    'input',
    'cached-input',
    'cache-write',
    'output',
    'reasoning',
    'tools',
    'discount',
    'margin',
    'other',
  ]),
  /** null where the line is not counted in tokens. */
  tokens: z.number().int().nonnegative().nullable(),
  /** USD for one million tokens; null where unknown. */
  pricePerMillion: Usd.nullable(),
  amount: Usd,
})
export type PriceLine = z.infer<typeof PriceLine>

/**
 * How a row's price came about. `gateway`: the gateway told the parts (`cost_breakdown`). `list-price`: tokens times the
 * price listed now, which may have changed since; `difference` is what was billed beyond the lines, which shows it.
 */
export const PriceComputation = z.object({
  basis: z.enum(['gateway', 'list-price', 'none']),
  lines: z.array(PriceLine),
  billed: Usd,
  /** Billed minus the sum of the lines; "0" when they agree. */
  difference: Usd,
})
export type PriceComputation = z.infer<typeof PriceComputation>

/** A step of the way a call took, in order. */
export const RouteStep = z.object({
  kind: z.enum(['asked', 'retry', 'fallback', 'cache', 'answered', 'failed']),
  /** Public model name; null when unknown. */
  model: z.string().nullable(),
  /** One plain sentence for what else is known, such as the deployment's address. */
  detail: z.string().nullable(),
})
export type RouteStep = z.infer<typeof RouteStep>

/** When the parts of a call happened, in ms from its start. */
export const CallTiming = z.object({
  /** null when the answer was not streamed. */
  firstTokenMs: z.number().nonnegative().nullable(),
  totalMs: z.number().nonnegative(),
  /** LiteLLM's own share where it tells (`litellm_overhead_time_ms`); null otherwise. */
  overheadMs: z.number().nullable(),
})
export type CallTiming = z.infer<typeof CallTiming>

/** Everything about one row, asked for when it is opened. */
export const SpendLogDetail = z.object({
  log: SpendLog,
  /**
   * `stored`: below is what the gateway kept. `not-stored`: it keeps no prompts (`store_prompts_in_spend_logs`).
   * `unavailable`: it did not give the row (any more); `log` is the mirror's copy.
   */
  content: z.enum(['stored', 'not-stored', 'unavailable']),
  /** The conversation as it was sent, then the answer. Empty unless stored. */
  messages: z.array(LoggedMessage),
  /** JSON text of the request and the answer, indented; null unless stored. At most 2 MB each. */
  requestJson: z.string().nullable(),
  responseJson: z.string().nullable(),
  /** JSON text of `metadata` without the traceback. */
  metadataJson: z.string().nullable(),
  /** Given only when asked for: it reveals the server's paths. */
  traceback: z.string().nullable(),
  /** Whether there is one to ask for. */
  hasTraceback: z.boolean(),
  price: PriceComputation,
  route: z.array(RouteStep),
  timing: CallTiming,
  apiBase: z.string().nullable(),
  requesterIp: z.string().nullable(),
})
export type SpendLogDetail = z.infer<typeof SpendLogDetail>
