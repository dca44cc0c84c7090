import { AppFailure, appError, type AppError, type ErrorKind } from '#shared/app-error.ts'

import { redact } from '../log/redact.ts'
import { readErrorBody, type ErrorBody } from './error-body.ts'
import { refusalWords, transportWords, type TransportKind } from './gateway-error-words.ts'

const MAX_DETAILS = 4000

/** A refusal as it came over the wire. */
export interface Refusal {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/**
 * Turns a gateway's refusal into the error the user meets: by `type` first, then by status, and by words only where
 * LiteLLM gives nothing else. Source: docs/litellm-compatibility.md, "Errors".
 */
export function classifyRefusal(refusal: Refusal, secrets: readonly string[] = []): AppError {
  const parsed = readErrorBody(refusal.text)
  const found = parsed ? classifyBody(parsed, refusal.status) : classifyForeign(refusal)
  const { message, nextStep } = refusalWords(found, parsed)
  const requestId = refusal.headers.get('x-litellm-call-id') ?? refusal.headers.get('x-request-id')
  return appError(found, redact(message, secrets), {
    nextStep,
    requestId: requestId === null ? null : redact(requestId, secrets),
    status: refusal.status,
    retryAfterMs: retryAfterMs(refusal.headers, parsed),
    details: redact(refusal.text, secrets).slice(0, MAX_DETAILS) || null,
  })
}

/** Turns an error frame inside a stream into the error the user meets; HTTP said 200 long before. */
export function classifyStreamError(
  body: ErrorBody,
  callId: string | null,
  secrets: readonly string[] = [],
): AppError {
  const status = Number(body.code ?? Number.NaN)
  const found = classifyBody(body, Number.isInteger(status) ? status : 500)
  const { message, nextStep } = refusalWords(found, body)
  return appError(found, redact(message, secrets), {
    nextStep,
    requestId: callId,
    status: Number.isInteger(status) ? status : null,
    details: redact(body.message, secrets).slice(0, MAX_DETAILS),
  })
}

/** Turns a failed connection into the error the user meets. `isStreaming` tells that an answer had already begun. */
export function classifyTransport(
  cause: unknown,
  isStreaming = false,
  secrets: readonly string[] = [],
): AppError {
  if (cause instanceof AppFailure) return cause.error
  const codes = causeChain(cause)
  const kind = transportKind(codes, isStreaming)
  return appError(kind, transportWords[kind].message, {
    nextStep: transportWords[kind].nextStep,
    details: redact(codes.join(' · '), secrets).slice(0, MAX_DETAILS),
  })
}

function transportKind(codes: readonly string[], isStreaming: boolean): TransportKind {
  const has = (...wanted: string[]): boolean =>
    codes.some((code) => wanted.some((word) => code.includes(word)))
  if (has('ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'TimeoutError', 'timed out'))
    return 'timed-out'
  if (isStreaming) return 'stream-cut'
  if (has('ECONNREFUSED')) return 'refused'
  if (has('ENOTFOUND', 'EAI_AGAIN')) return 'host-not-found'
  if (has('CERT', 'ERR_SSL', 'ERR_TLS', 'EPROTO', 'SELF_SIGNED', 'UNABLE_TO_VERIFY', 'wrong version number'))
    return 'tls-failed'
  if (has('HTTPParserError', 'HPE_', 'SyntaxError')) return 'not-litellm'
  return 'unreachable'
}

/** Names, codes and messages of an error and its causes, outermost first. */
function causeChain(cause: unknown): string[] {
  const words: string[] = []
  for (let current = cause, depth = 0; current instanceof Error && depth < 6; depth += 1) {
    const code = 'code' in current && typeof current.code === 'string' ? `${current.code} ` : ''
    words.push(`${current.name}: ${code}${current.message}`)
    if (current instanceof AggregateError)
      for (const inner of current.errors) words.push(...causeChain(inner))
    current = current.cause
  }
  return words.length > 0 ? words : [String(cause)]
}

function classifyBody(body: ErrorBody, status: number): ErrorKind {
  switch (body.type) {
    case 'budget_exceeded':
      return 'budget-exceeded'
    case 'expired_key':
      return 'key-expired'
    case 'all_deployments_in_cooldown':
      return 'cooldown'
    case 'no_db_connection':
      return 'no-database'
    case 'token_not_found_in_db':
      return 'key-unknown'
    case 'key_model_access_denied':
    case 'team_model_access_denied':
    case 'user_model_access_denied':
    case 'org_model_access_denied':
      return 'model-not-allowed'
    default:
      return classifyUntyped(body, status)
  }
}

function classifyUntyped(body: ErrorBody, status: number): ErrorKind {
  const { message } = body
  // LiteLLM wraps what a provider said in its own exception name; without it the refusal is the gateway's own.
  const isFromProvider = message.startsWith('litellm.')
  if (/ContextWindowExceeded/.test(message)) return 'context-too-long'
  if (/ContentPolicyViolation/.test(message)) return 'content-refused'
  if (/^(ExceededBudget|Budget has been exceeded)/.test(message)) return 'budget-exceeded'
  if (
    /DB not connected|Database not connected|No connected db|No DB Connected|No db connected|Not connected to DB|Prisma Client is not initialized/i.test(
      message,
    )
  )
    return 'no-database'
  if (status === 401 || status === 403) {
    if (isFromProvider) return 'provider-unauthorized'
    if (/No api key passed/i.test(message)) return 'key-missing'
    if (/Key is blocked/i.test(message)) return 'key-blocked'
    if (/expected to start with 'sk-'|Malformed API Key/i.test(message)) return 'key-malformed'
    if (/Only proxy admin|not allowed to access this route/i.test(message)) return 'forbidden'
    return status === 403 ? 'forbidden' : 'unauthorized'
  }
  if (status === 408 || status === 504) return 'timed-out'
  if (status === 429) return /No deployments available/i.test(message) ? 'cooldown' : 'rate-limited'
  if (/Invalid model name|model `[^`]*` does not exist/i.test(message)) return 'model-unknown'
  if (status === 404) return isFromProvider ? 'model-unknown' : 'not-found'
  if (status >= 500) return isFromProvider ? 'provider-failed' : 'gateway-failed'
  return 'invalid-request'
}

/** An answer that is not LiteLLM's: a web page, a proxy's error, an empty body. */
function classifyForeign(refusal: Refusal): ErrorKind {
  if (refusal.status === 401) return 'unauthorized'
  if (refusal.status === 403) return 'forbidden'
  if (refusal.status === 404) return 'not-found'
  if (refusal.status === 408 || refusal.status === 504) return 'timed-out'
  if (refusal.status === 429) return 'rate-limited'
  if (refusal.status >= 500) return 'gateway-failed'
  return 'not-litellm'
}

function retryAfterMs(headers: Headers, body: ErrorBody | null): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  if (Number.isFinite(seconds) && seconds >= 0) return Math.round(seconds * 1000)
  const match = /Try again in ([\d.]+) seconds/i.exec(body?.message ?? '')
  return match ? Math.round(Number(match[1]) * 1000) : null
}
