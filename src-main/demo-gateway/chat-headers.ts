import type { Call } from './call.ts'
import type { Completion } from './completion.ts'
import { apiBase, type Deployment } from './deployments.ts'
import type { AnswerHeaders } from './failure.ts'
import { pythonFloat } from './python.ts'

/** What every answer about a completion carries; `deployment` null when the call failed before routing. */
export function commonHeaders(call: Call, deployment: Deployment | null, keySpend: number): AnswerHeaders {
  const { key } = call.caller
  return {
    'x-litellm-call-id': call.callId,
    ...(deployment === null
      ? {}
      : { 'x-litellm-model-id': deployment.id, 'x-litellm-model-api-base': apiBase(deployment) }),
    'x-litellm-version': call.state.settings.version,
    'x-litellm-key-spend': pythonFloat(keySpend),
    ...limitHeader('x-litellm-key-max-budget', key?.max_budget, pythonFloat),
    ...limitHeader('x-litellm-key-tpm-limit', key?.tpm_limit, String),
    ...limitHeader('x-litellm-key-rpm-limit', key?.rpm_limit, String),
    ...keyLimitHeaders(call),
  }
}

/** Streams tell nothing of what they cost: -original is there, as on the real proxy, but not known yet. */
export function streamHeaders(completion: Completion, isNewer: boolean): AnswerHeaders {
  return {
    ...(isNewer ? routingHeaders(completion) : {}),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-litellm-response-cost-original': '0.0',
    'x-litellm-response-cost-discount-amount': '0.0',
  }
}

/** What only an answer that is not streamed carries. `durationMs`: the whole call. */
export function wholeHeaders(completion: Completion, durationMs: number): AnswerHeaders {
  const cost = pythonFloat(completion.cost)
  return {
    'x-litellm-response-cost': cost,
    'x-litellm-response-cost-original': cost,
    'x-litellm-response-cost-discount-amount': '0.0',
    'x-litellm-response-duration-ms': durationMs.toFixed(3),
    'x-litellm-overhead-duration-ms': '-0.211',
    ...routingHeaders(completion),
    'llm_provider-x-request-id': `req_demo_${completion.id.slice(-12)}`,
  }
}

function routingHeaders(completion: Completion): AnswerHeaders {
  return {
    'x-litellm-model-group': completion.deployment.modelName,
    'x-litellm-attempted-retries': '0',
    'x-litellm-attempted-fallbacks': String(completion.attemptedFallbacks),
  }
}

/** What an error about a completion carries. */
export function errorHeaders(timeoutMs: number | null): AnswerHeaders {
  return {
    'x-litellm-timeout': pythonFloat((timeoutMs ?? 6_000_000) / 1000),
    'x-litellm-response-cost': '0',
  }
}

function limitHeader(
  name: string,
  value: number | null | undefined,
  write: (value: number) => string,
): AnswerHeaders {
  return value === null || value === undefined ? {} : { [name]: write(value) }
}

function keyLimitHeaders(call: Call): AnswerHeaders {
  const { key } = call.caller
  if (key === null) return {}
  const window = call.state.rateLimits.window(key.token, call.state.settings.now())
  return {
    ...limitPair('requests', key.rpm_limit, window.requests),
    ...limitPair('tokens', key.tpm_limit, window.tokens),
  }
}

function limitPair(unit: string, limit: number | null, used: number): AnswerHeaders {
  if (limit === null) return {}
  return {
    [`x-ratelimit-api_key-remaining-${unit}`]: String(Math.max(0, limit - used)),
    [`x-ratelimit-api_key-limit-${unit}`]: String(limit),
  }
}
