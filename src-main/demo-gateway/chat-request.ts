import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

import type { Request } from './call.ts'
import { proxyFailure } from './failure.ts'
import { isJsonObject, type JsonObject, numberField, objectField, textField, textListField } from './json.ts'

/** A chat request as the gateway understands it. */
export interface ChatRequest {
  /** The whole body, for the log and for parameters looked at elsewhere. */
  readonly body: JsonObject
  /** The public model name; empty when none was sent. */
  readonly model: string
  /** Null when the request has none. */
  readonly messages: readonly unknown[] | null
  readonly isStreamed: boolean
  readonly hasUsageChunk: boolean
  readonly sessionId: string
  readonly tags: readonly string[]
  readonly endUser: string
  /** Client key/value pairs for the log; null when none were sent. */
  readonly spendLogsMetadata: JsonObject | null
  /** Public names to try when the model fails, from the request alone. */
  readonly fallbacks: readonly string[]
  /** Milliseconds; null for the gateway's default of 6000 s. */
  readonly timeoutMs: number | null
  /** Tokens; null for no limit. */
  readonly maxTokens: number | null
  /** Text to answer with instead of asking a model; null when not sent. */
  readonly mockResponse: string | null
  readonly mustFallBack: boolean
}

/** Reads a chat request. Throws the proxy's 400 when the body is not a JSON object. */
export function readChatRequest(request: Request): ChatRequest {
  const body = parseBody(request.rawBody)
  const timeout = numberField(body, 'timeout')
  return {
    body,
    model: textField(body, 'model') ?? '',
    messages: Array.isArray(body['messages']) ? body['messages'] : null,
    isStreamed: body['stream'] === true,
    hasUsageChunk: objectField(body, 'stream_options')['include_usage'] === true,
    sessionId: textField(body, 'litellm_session_id') ?? textField(body, 'litellm_trace_id') ?? randomUUID(),
    tags: [...askedTags(body, request.headers), ...userAgentTags(request.headers)],
    endUser: textField(body, 'user') ?? '',
    spendLogsMetadata: metadataHeader(request.headers),
    fallbacks: fallbackNames(body['fallbacks']),
    timeoutMs: timeout === null ? null : timeout * 1000,
    maxTokens: numberField(body, 'max_completion_tokens') ?? numberField(body, 'max_tokens'),
    mockResponse: textField(body, 'mock_response'),
    mustFallBack: body['mock_testing_fallbacks'] === true,
  }
}

function parseBody(rawBody: string): JsonObject {
  let reason = 'the body is not a JSON object'
  try {
    const body: unknown = JSON.parse(rawBody)
    if (isJsonObject(body)) return body
  } catch (error) {
    if (error instanceof Error) reason = error.message
  }
  throw proxyFailure({
    status: 400,
    type: 'invalid_request_error',
    message: `Invalid JSON payload: ${reason}`,
    param: 'request_body',
  })
}

/** Tags of the body; those of the header only when the body has none. */
function askedTags(body: JsonObject, headers: IncomingHttpHeaders): readonly string[] {
  const tags = [...textListField(objectField(body, 'metadata'), 'tags'), ...textListField(body, 'tags')]
  const header = headers['x-litellm-tags']
  if (tags.length > 0 || typeof header !== 'string') return tags
  return header.split(',').map((tag) => tag.trim())
}

function userAgentTags(headers: IncomingHttpHeaders): readonly string[] {
  const agent = headers['user-agent']
  if (agent === undefined) return []
  return [`User-Agent: ${agent.split('/')[0]}`, `User-Agent: ${agent}`]
}

function metadataHeader(headers: IncomingHttpHeaders): JsonObject | null {
  const header = headers['x-litellm-spend-logs-metadata']
  if (typeof header !== 'string') return null
  try {
    const value: unknown = JSON.parse(header)
    return isJsonObject(value) ? value : null
  } catch {
    // LiteLLM takes a header it cannot read for one that was not sent.
    return null
  }
}

function fallbackNames(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return []
  return value
    .map((item) => (isJsonObject(item) ? textField(item, 'model') : item))
    .filter((item) => typeof item === 'string')
}
