import OpenAI, { APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'

import { AppFailure, appError } from '#shared/app-error.ts'
import type { Parameters, Usage } from '#shared/conversation.ts'

import { readErrorValue } from '../gateway/error-body.ts'
import type { GatewayAddress } from '../gateway/gateway-client.ts'
import { classifyRefusal, classifyStreamError, classifyTransport } from '../gateway/gateway-error.ts'
import { gatewayFetch } from '../gateway/gateway-fetch.ts'
import { redact } from '../log/redact.ts'
import { endWatch } from './end-watch.ts'
import type { PromptMessage } from './prompt.ts'

/** How long the gateway may take to begin its answer, in ms. LiteLLM's own limit is longer still. */
const BEGIN_WITHIN_MS = 10 * 60_000
const MAX_REFUSAL_CHARACTERS = 100_000

/** One call to `POST /v1/chat/completions`. */
export interface CompletionCall {
  readonly address: GatewayAddress
  readonly model: string
  readonly prompt: readonly PromptMessage[]
  readonly parameters: Parameters
  /** Whether the model lists `reasoning_effort`; sent to one that does not, it is refused. */
  readonly mayReason: boolean
  /** Joins the call to its conversation in the spend logs (`litellm_session_id`). */
  readonly sessionId: string
  readonly signal: AbortSignal
}

/** What a stream says, in the order it says it. */
export type StreamPiece =
  | { readonly type: 'opened'; readonly callId: string | null; readonly deploymentId: string | null }
  | {
      readonly type: 'delta'
      readonly content: string
      readonly reasoning: string
      readonly completionId: string | null
    }
  | {
      readonly type: 'usage'
      readonly usage: Usage
      /** USD, when the gateway sends it. */ readonly cost: number | null
    }
  | { readonly type: 'finished'; readonly reason: string | null }

/**
 * Streams one completion. Ends normally only when the gateway said that it was done; throws AppFailure otherwise:
 * a refusal, an error frame, `stream-cut`, or `cancelled` when the signal fired.
 */
export async function* streamCompletion(call: CompletionCall): AsyncGenerator<StreamPiece> {
  const secrets = call.address.key === null ? [] : [call.address.key]
  const end = endWatch()
  let callId: string | null = null
  let isStreaming = false
  try {
    const { data, response } = await clientFor(call.address, end.watch)
      .chat.completions.create(requestBody(call), { signal: call.signal })
      .withResponse()
    const sentCallId = response.headers.get('x-litellm-call-id')
    // A gateway may put anything into a header, its caller's key too.
    callId = sentCallId === null ? null : redact(sentCallId, secrets)
    isStreaming = true
    yield { type: 'opened', callId, deploymentId: response.headers.get('x-litellm-model-id') }
    let finishReason: string | null = null
    let hasUsage = false
    for await (const chunk of data) {
      const choice = chunk.choices?.[0]
      const delta = choice?.delta
      if (delta) {
        const content = delta.content ?? ''
        const reasoning = reasoningOf(delta)
        if (content !== '' || reasoning !== '') {
          yield { type: 'delta', content, reasoning, completionId: redact(chunk.id ?? '', secrets) || null }
        }
      }
      finishReason = choice?.finish_reason ?? finishReason
      if (chunk.usage) {
        hasUsage = true
        yield { type: 'usage', usage: usageOf(chunk.usage), cost: costIn(chunk.usage) }
      }
    }
    if (call.signal.aborted) throw new AppFailure(appError('cancelled', 'Stopped.'))
    if (finishReason === null && !hasUsage && !end.sawDone()) throw streamCut(callId)
    yield { type: 'finished', reason: finishReason }
  } catch (cause) {
    throw toFailure(cause, { signal: call.signal, callId, isStreaming, secrets })
  }
}

function clientFor(address: GatewayAddress, watch: (answer: Response) => Response): OpenAI {
  return new OpenAI({
    baseURL: `${address.baseUrl}/v1`,
    // The package insists on a key; a gateway without one ignores it.
    apiKey: address.key ?? 'none',
    organization: null,
    project: null,
    // Retrying is the gateway's business and the user's, who sees it.
    maxRetries: 0,
    // It would print what it cannot parse, which is the user's conversation.
    logLevel: 'off',
    timeout: BEGIN_WITHIN_MS,
    fetch: async (input, init) => watch(await admitStream(await gatewayFetch(input, init), address)),
  })
}

/** Lets an event stream pass. A refusal is read here, whole, because the package keeps only one of its shapes. */
async function admitStream(answer: Response, address: GatewayAddress): Promise<Response> {
  const type = answer.headers.get('content-type') ?? ''
  if (answer.ok && type.includes('text/event-stream')) return answer
  const text = (await answer.text()).slice(0, MAX_REFUSAL_CHARACTERS)
  const secrets = address.key === null ? [] : [address.key]
  throw new AppFailure(classifyRefusal({ status: answer.status, headers: answer.headers, text }, secrets))
}

function requestBody(call: CompletionCall) {
  const { temperature, topP, maxTokens, reasoningEffort } = call.parameters
  return {
    model: call.model,
    messages: [...call.prompt],
    stream: true as const,
    stream_options: { include_usage: true },
    litellm_session_id: call.sessionId,
    ...(temperature !== null && { temperature }),
    ...(topP !== null && { top_p: topP }),
    ...(maxTokens !== null && { max_tokens: maxTokens }),
    ...(reasoningEffort !== null && call.mayReason && { reasoning_effort: reasoningEffort }),
  }
}

/** LiteLLM's field beside OpenAI's own. Source: docs/litellm-compatibility.md, "Streams". */
function reasoningOf(delta: object): string {
  return 'reasoning_content' in delta && typeof delta.reasoning_content === 'string'
    ? delta.reasoning_content
    : ''
}

function usageOf(usage: OpenAI.CompletionUsage): Usage {
  return {
    inputTokens: usage.prompt_tokens ?? 0,
    outputTokens: usage.completion_tokens ?? 0,
    cachedTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
    reasoningTokens: usage.completion_tokens_details?.reasoning_tokens ?? 0,
  }
}

function costIn(usage: object): number | null {
  return 'cost' in usage && typeof usage.cost === 'number' && Number.isFinite(usage.cost) ? usage.cost : null
}

function toFailure(
  cause: unknown,
  context: { signal: AbortSignal; callId: string | null; isStreaming: boolean; secrets: readonly string[] },
): AppFailure {
  const { signal, callId, isStreaming, secrets } = context
  if (cause instanceof AppFailure) return cause
  if (signal.aborted || cause instanceof APIUserAbortError)
    return new AppFailure(appError('cancelled', 'Stopped.'))
  if (cause instanceof APIConnectionTimeoutError) {
    return new AppFailure(classifyTransport(new Error('timed out', { cause }), isStreaming, secrets))
  }
  // The package wraps what our own fetch threw.
  if (cause instanceof Error && cause.cause instanceof AppFailure) return cause.cause
  const frame = cause instanceof APIError ? readErrorValue({ error: cause.error }) : null
  if (frame) return new AppFailure(classifyStreamError(frame, callId, secrets))
  if (cause instanceof SyntaxError) {
    return new AppFailure(
      appError('stream-cut', 'The gateway sent something that is not part of an answer.', {
        nextStep: 'What had arrived is kept. Continue it, or ask again.',
        requestId: callId,
      }),
    )
  }
  return new AppFailure({ ...classifyTransport(cause, isStreaming, secrets), requestId: callId })
}

function streamCut(callId: string | null): AppFailure {
  return new AppFailure({
    ...classifyTransport(new Error('The stream ended without its end mark'), true),
    requestId: callId,
  })
}
