import { describe, expect, it } from 'vitest'

import type { ErrorKind } from '#shared/app-error.ts'

import {
  classifyRefusal,
  classifyStreamError,
  classifyTransport,
} from '../../../../src-main/gateway/gateway-error.ts'

interface Row {
  readonly name: string
  readonly status: number
  readonly body: unknown
  readonly kind: ErrorKind
}

function proxyError(
  status: number,
  type: string | null,
  message: string,
  param: string | null = 'None',
): unknown {
  return { error: { message, type, param, code: String(status) } }
}

/** Every row of the error table a running proxy gave, and the other shapes its routes answer with. */
const ROWS: readonly Row[] = [
  row('no key', 401, 'auth_error', 'Authentication Error, No api key passed in.', 'key-missing'),
  row(
    'unknown key',
    401,
    'token_not_found_in_db',
    'Authentication Error, Invalid proxy server token passed.',
    'key-unknown',
  ),
  row(
    'key of another shape',
    401,
    'auth_error',
    "Authentication Error, LiteLLM Virtual Key expected. Received=abc, expected to start with 'sk-'.",
    'key-malformed',
  ),
  row(
    'empty bearer',
    401,
    'auth_error',
    'Authentication Error, Malformed API Key passed in. Ensure Key has `Bearer ` prefix.',
    'key-malformed',
  ),
  row('no database', 400, 'no_db_connection', 'No connected db.', 'no-database'),
  row(
    'budget, older',
    400,
    'budget_exceeded',
    'Budget has been exceeded! Current cost: 1.5, Max budget: 1.0',
    'budget-exceeded',
  ),
  row(
    'budget, newer',
    429,
    'budget_exceeded',
    'Budget has been exceeded! Key=ab Current cost: 1.5, Estimated request cost: 0.1, Max budget: 1.0',
    'budget-exceeded',
  ),
  row('budget of another scope', 400, null, 'ExceededBudget: User=x over budget', 'budget-exceeded'),
  row(
    'expired',
    400,
    'expired_key',
    'Authentication Error - Expired Key. Key Expiry time 1 and current time 2',
    'key-expired',
  ),
  row(
    'blocked',
    401,
    'auth_error',
    'Authentication Error, Key is blocked. Update via `/key/unblock` if you are admin.',
    'key-blocked',
  ),
  row(
    'model not allowed',
    401,
    'key_model_access_denied',
    "key not allowed to access model. This key can only access models=['a']. Tried to access b",
    'model-not-allowed',
  ),
  row(
    'unknown model',
    400,
    'None',
    "{'error': '/chat/completions: Invalid model name passed in model=nope. Call `/v1/models` to view'}",
    'model-unknown',
  ),
  row(
    'key rate limit',
    429,
    'None',
    'Rate limit exceeded for api_key: ab. Limit type: requests. Current limit: 1, Remaining: 0.',
    'rate-limited',
  ),
  row(
    'cooldown',
    429,
    'None',
    'No deployments available for selected model, Try again in 5 seconds. Passed model=x.',
    'cooldown',
  ),
  row(
    'provider 401',
    401,
    null,
    'litellm.AuthenticationError: AuthenticationError: OpenAIException - Incorrect API key',
    'provider-unauthorized',
  ),
  row(
    'provider 429',
    429,
    'throttling_error',
    'litellm.RateLimitError: RateLimitError: slow down',
    'rate-limited',
  ),
  row('provider 404', 404, null, 'litellm.NotFoundError: NotFoundError: no such model', 'model-unknown'),
  row('provider 5xx', 500, null, 'litellm.InternalServerError: InternalServerError: boom', 'provider-failed'),
  row(
    'context window',
    400,
    null,
    'litellm.ContextWindowExceededError: litellm.BadRequestError: ContextWindowExceededError: too long',
    'context-too-long',
  ),
  row(
    'content policy',
    400,
    null,
    'litellm.BadRequestError: litellm.ContentPolicyViolationError: no',
    'content-refused',
  ),
  row('timeout', 408, null, 'litellm.Timeout: APITimeoutError - Request timed out.', 'timed-out'),
  row('bad JSON body', 400, 'invalid_request_error', 'Invalid JSON payload: x', 'invalid-request'),
  row(
    'messages missing',
    500,
    'None',
    "Router.acompletion() missing 1 required positional argument: 'messages'",
    'gateway-failed',
  ),
  row(
    'admin route',
    401,
    'auth_error',
    'Authentication Error, Only proxy admin can be used to generate, delete, update info for new keys/users/teams. Route=/key/generate.',
    'forbidden',
  ),
  row(
    'viewer on admin route',
    403,
    'auth_error',
    'user not allowed to access this route, role= proxy_admin_viewer',
    'forbidden',
  ),
  {
    name: 'model detail text',
    status: 404,
    body: { detail: 'The model `nope` does not exist or is not accessible' },
    kind: 'model-unknown',
  },
  {
    name: 'detail object',
    status: 400,
    body: { detail: { error: 'Database not connected. See docs' } },
    kind: 'no-database',
  },
  {
    name: 'validation list',
    status: 422,
    body: { detail: [{ type: 'int', loc: ['query', 'page'], msg: 'too small' }] },
    kind: 'invalid-request',
  },
  { name: 'unknown path', status: 404, body: { detail: 'Not Found' }, kind: 'not-found' },
]

function row(name: string, status: number, type: string | null, message: string, kind: ErrorKind): Row {
  return { name, status, body: proxyError(status, type, message), kind }
}

function failedFetch(code: string, message = 'x'): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) })
}

function refusal(status: number, body: unknown, headers: Record<string, string> = {}) {
  return {
    status,
    headers: new Headers(headers),
    text: typeof body === 'string' ? body : JSON.stringify(body),
  }
}

describe('classifyRefusal', () => {
  it.each(ROWS)('knows $name', ({ status, body, kind }) => {
    const error = classifyRefusal(refusal(status, body))
    expect(error.kind).toBe(kind)
    expect(error.nextStep).not.toBeNull()
  })

  it('says how much of the budget is spent', () => {
    const error = classifyRefusal(refusal(400, ROWS[5]?.body))
    expect(error.message).toBe('The budget of this key is used up: $1.5 spent of $1.')
  })

  it('writes amounts without the digits floating point added', () => {
    const message =
      'Budget has been exceeded! Key=key (sk-...cmtQ) Current cost: 0.00022500000000000102, Max budget: 1e-06'
    const body = { error: { message, type: 'budget_exceeded', param: null, code: '422' } }
    expect(classifyRefusal(refusal(422, body)).message).toBe(
      'The budget of this key is used up: $0.000225 spent of $0.000001.',
    )
  })

  it('reads how long to wait from the header, else from the words', () => {
    const limited = proxyError(429, 'None', 'Rate limit exceeded')
    const resting = proxyError(
      429,
      'None',
      'No deployments available for selected model, Try again in 5 seconds.',
    )
    expect(classifyRefusal(refusal(429, limited, { 'retry-after': '60' })).retryAfterMs).toBe(60_000)
    expect(classifyRefusal(refusal(429, resting)).retryAfterMs).toBe(5000)
  })

  it('keeps the call id for the gateway’s own log', () => {
    const error = classifyRefusal(refusal(500, proxyError(500, null, 'x'), { 'x-litellm-call-id': 'call-7' }))
    expect(error.requestId).toBe('call-7')
  })

  it.each([
    [502, 'gateway-failed'],
    [404, 'not-found'],
    [401, 'unauthorized'],
    [200, 'not-litellm'],
  ] as const)('reads a web page with status %i as %s', (status, kind) => {
    expect(classifyRefusal(refusal(status, '<html><h1>Bad gateway</h1></html>')).kind).toBe(kind)
  })

  it('lets no key into message or details', () => {
    const key = 'my-secret-key-0042'
    const text = `Authentication Error, LiteLLM Virtual Key expected. Received=${key}, or sk-abcdefghijkl9999`
    const error = classifyRefusal(refusal(401, proxyError(401, 'auth_error', text)), [key])
    expect(JSON.stringify(error)).not.toMatch(/my-secret-key|sk-abcdefgh/)
  })
})

describe('classifyStreamError', () => {
  it('takes the status from the frame, since HTTP said 200', () => {
    const body = {
      message:
        'litellm.ServiceUnavailableError: litellm.MidStreamFallbackError: gone\nReceived Model Group=x',
      type: null,
      param: null,
      code: '503',
    }
    expect(classifyStreamError(body, 'call-1')).toMatchObject({
      kind: 'provider-failed',
      status: 503,
      requestId: 'call-1',
      message: 'The provider failed. It said: “gone”',
    })
  })
})

describe('classifyTransport', () => {
  it.each([
    ['ECONNREFUSED', 'refused'],
    ['ENOTFOUND', 'host-not-found'],
    ['EAI_AGAIN', 'host-not-found'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls-failed'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls-failed'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timed-out'],
    ['ECONNRESET', 'unreachable'],
  ] as const)('knows %s as %s', (code, kind) => {
    expect(classifyTransport(failedFetch(code)).kind).toBe(kind)
  })

  it('calls a connection that breaks during an answer a cut stream', () => {
    expect(classifyTransport(failedFetch('UND_ERR_SOCKET'), true).kind).toBe('stream-cut')
  })
})
