import type { Deployment } from './deployments.ts'
import { type Failure, proxyFailure } from './failure.ts'
import { pythonFloat, pythonList } from './python.ts'

/** What can go wrong at the provider; a prompt `error: <kind>` asks for it. */
export type UpstreamProblem =
  | '401'
  | '404'
  | '429'
  | '500'
  | 'context'
  | 'content-policy'
  | 'unsupported'
  | 'embedding'

interface ProblemWords {
  readonly status: number
  readonly errorClass: string
  readonly type?: string
  readonly message: string
}

const PROBLEMS: Readonly<Record<UpstreamProblem, ProblemWords>> = {
  '401': {
    status: 401,
    errorClass: 'AuthenticationError',
    message:
      'litellm.AuthenticationError: AuthenticationError: {provider} - Incorrect API key provided: demo.',
  },
  '404': {
    status: 404,
    errorClass: 'NotFoundError',
    message: 'litellm.NotFoundError: NotFoundError: {provider} - The model `{model}` does not exist.',
  },
  '429': {
    status: 429,
    errorClass: 'RateLimitError',
    type: 'throttling_error',
    message: 'litellm.RateLimitError: RateLimitError: {provider} - Rate limit reached for {model}.',
  },
  '500': {
    status: 500,
    errorClass: 'InternalServerError',
    message:
      'litellm.InternalServerError: InternalServerError: {provider} - The demo provider failed on purpose.',
  },
  context: {
    status: 400,
    errorClass: 'ContextWindowExceededError',
    message:
      'litellm.ContextWindowExceededError: litellm.BadRequestError: ContextWindowExceededError: {provider} - ' +
      "This model's maximum context length is {limit} tokens. Please reduce the length of the messages.",
  },
  'content-policy': {
    status: 400,
    errorClass: 'ContentPolicyViolationError',
    message:
      'litellm.BadRequestError: litellm.ContentPolicyViolationError: ContentPolicyViolationError: {provider} - ' +
      'Your request was rejected by the safety system.',
  },
  unsupported: {
    status: 400,
    errorClass: 'UnsupportedParamsError',
    message:
      'litellm.UnsupportedParamsError: {name} does not support parameters: {params}, for model={model}. ' +
      'To drop these, set `litellm.drop_params=True` or for proxy:\n\n' +
      '`litellm_settings:\n drop_params: true`\n',
  },
  embedding: {
    status: 404,
    errorClass: 'NotFoundError',
    message:
      'litellm.NotFoundError: NotFoundError: {provider} - This is not a chat model and thus not supported in ' +
      'the v1/chat/completions endpoint.',
  },
}

/** Which problem a prompt asks for with `error: <kind>`; null when it asks for none. */
export function askedProblem(prompt: string): UpstreamProblem | null {
  const kind = /^error:\s*(\S+)$/.exec(prompt)?.[1]
  return ASKABLE.find((problem) => problem === kind) ?? null
}

const ASKABLE: readonly UpstreamProblem[] = ['401', '404', '429', '500', 'context', 'content-policy']

/** A provider's error as the proxy passes it on. `params`: the parameters that are not supported. */
export function upstreamFailure(
  problem: UpstreamProblem,
  deployment: Deployment,
  isNewer: boolean,
  params: readonly string[] = [],
): Failure {
  const words = PROBLEMS[problem]
  const message = words.message
    .replace('{provider}', exceptionName(deployment.provider))
    .replace('{name}', deployment.provider)
    .replace('{model}', deployment.upstreamModel)
    .replace('{params}', pythonList(params))
    .replace('{limit}', String(deployment.maxInputTokens))
  return proxyFailure({
    status: words.status,
    type: isNewer ? newerType(words.status) : (words.type ?? null),
    message: isNewer
      ? `${message}\n\n${newerGroupWords(deployment)}`
      : `${message}. ${modelGroupWords(deployment)}`,
    param: null,
    errorClass: words.errorClass,
  })
}

/** The 408 of a call that took longer than its `timeout`. */
export function timeoutFailure(timeoutMs: number, deployment: Deployment, isNewer: boolean): Failure {
  const seconds = pythonFloat(timeoutMs / 1000)
  return proxyFailure({
    status: 408,
    type: isNewer ? newerType(408) : null,
    message:
      'litellm.Timeout: APITimeoutError - Request timed out. Error_str: Request timed out. - ' +
      `timeout value=${seconds}, time taken=${seconds} seconds` +
      (isNewer ? `\n\n${newerGroupWords(deployment)}` : `. ${modelGroupWords(deployment)}`),
    param: null,
    errorClass: 'Timeout',
  })
}

/** The `error` object of the frame that tells of a provider failing in the middle of a stream. */
export function midStreamError(deployment: Deployment, isNewer: boolean): Readonly<Record<string, unknown>> {
  const provider = exceptionName(deployment.provider)
  if (isNewer) {
    const message = `litellm.APIConnectionError: APIConnectionError: ${provider} - The demo provider broke off on purpose.`
    return { message, type: null, param: null, code: '500' }
  }
  return {
    message:
      'litellm.ServiceUnavailableError: litellm.MidStreamFallbackError: litellm.APIError: APIError: ' +
      `${provider} - The demo provider broke off on purpose. ${modelGroupWords(deployment)}`,
    type: null,
    param: null,
    code: '503',
  }
}

// LiteLLM's cooldown, in seconds. Source: litellm constants.py, DEFAULT_COOLDOWN_TIME_SECONDS.
const COOLDOWN_S = 5

/** The 429 of a deployment in cooldown. */
export function cooldownFailure(deployment: Deployment, isNewer: boolean): Failure {
  if (isNewer) {
    return proxyFailure({
      status: 429,
      type: 'all_deployments_in_cooldown',
      message:
        `No deployments available for selected model, Try again in ${COOLDOWN_S} seconds. ` +
        `All deployments for selected model are in cooldown. Passed model=${deployment.modelName}. ` +
        `pre-call-checks=False, cooldown_list=['${deployment.id}']`,
      param: null,
      headers: { 'retry-after': String(COOLDOWN_S) },
      errorClass: 'RouterRateLimitError',
    })
  }
  return proxyFailure({
    status: 429,
    type: 'None',
    message:
      `No deployments available for selected model, Try again in ${COOLDOWN_S} seconds. ` +
      `Passed model=${deployment.modelName}. pre-call-checks=False, cooldown_list=['${deployment.id}']`,
    errorClass: 'RouterRateLimitError',
  })
}

function exceptionName(provider: string): string {
  const names: Readonly<Record<string, string>> = {
    openai: 'OpenAI',
    anthropic: 'Anthropic',
    gemini: 'Gemini',
  }
  return `${names[provider] ?? provider}Exception`
}

/** The `type` newer gateways give a provider's error, by HTTP status. */
function newerType(status: number): string {
  const types: Readonly<Record<number, string>> = {
    401: 'authentication_error',
    429: 'throttling_error',
    500: 'internal_server_error',
  }
  return types[status] ?? 'invalid_request_error'
}

function newerGroupWords(deployment: Deployment): string {
  return (
    `LiteLLM: model group '${deployment.modelName}' failed with the error above and no fallback model group was found ` +
    'for it, so the request was not retried on another model.'
  )
}

function modelGroupWords(deployment: Deployment): string {
  const fallbacks = deployment.fallbacks.length > 0 ? pythonList(deployment.fallbacks) : 'None'
  return `Received Model Group=${deployment.modelName}\nAvailable Model Group Fallbacks=${fallbacks}`
}
