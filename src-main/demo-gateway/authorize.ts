import type { IncomingHttpHeaders } from 'node:http'

import type { Caller, GatewayState } from './call.ts'
import { type Failure, proxyFailure } from './failure.ts'
import { pythonFloat, pythonList } from './python.ts'
import { hashKey, type VirtualKey } from './virtual-keys.ts'

/** Who may use a route: virtual keys too, the master key alone, or virtual keys on older gateways only. */
export type Access = 'keys' | 'admin' | 'keys-on-older'

// Read in this order; Authorization wins. Source: litellm proxy/_types.py, SpecialHeaders.
const KEY_HEADERS = ['api-key', 'x-api-key', 'x-goog-api-key', 'x-litellm-api-key']

/** The key a request brings; null when it brings none, empty when the header is not a bearer's. */
export function bearerOf(headers: IncomingHttpHeaders): string | null {
  const { authorization } = headers
  if (authorization !== undefined) return /^Bearer\s+(\S.*)$/i.exec(authorization)?.[1]?.trim() ?? ''
  const header = KEY_HEADERS.map((name) => headers[name]).find((value) => value !== undefined)
  return typeof header === 'string' ? header.replace(/^Bearer\s+/i, '').trim() : null
}

/** Finds out who is calling. Throws the failures of section 4 of the contract: no key, unknown, blocked, expired. */
export function authenticate(state: GatewayState, headers: IncomingHttpHeaders): Caller {
  const bearer = bearerOf(headers)
  if (bearer === null) throw authFailure('No api key passed in.')
  if (bearer === '') {
    throw authFailure('Malformed API Key passed in. Ensure Key has `Bearer ` prefix. Passed in: Bearer')
  }
  const token = hashKey(bearer)
  if (token === hashKey(state.masterKey)) return { isAdmin: true, token, key: null }
  if (!state.settings.database) {
    throw proxyFailure({ status: 400, type: 'no_db_connection', message: 'No connected db.' })
  }
  if (!bearer.startsWith('sk-')) {
    throw notAVirtualKey(bearer, state.settings.isNewer)
  }
  const now = state.settings.now()
  const key = state.keys.find(token, now)
  if (key === null) {
    throw authFailure(
      `Invalid proxy server token passed. Received API Key = sk-...${bearer.slice(-4)}, Key Hash (Token) =${token}. ` +
        'Unable to find token in cache or `LiteLLM_VerificationTokenTable`',
      'token_not_found_in_db',
      'key',
    )
  }
  refuseUnusable(key, now, state.settings.isNewer)
  return { isAdmin: false, token, key }
}

/** Newer gateways do not repeat what may be some other secret. */
function notAVirtualKey(bearer: string, isNewer: boolean): Failure {
  const received = isNewer ? '****' : bearer
  const message = `LiteLLM Virtual Key expected. Received=${received}, expected to start with 'sk-'.`
  return isNewer ? proxyFailure({ status: 401, type: 'auth_error', message }) : authFailure(message)
}

function refuseUnusable(key: VirtualKey, now: Date, isNewer: boolean): void {
  if (key.blocked === true) {
    throw authFailure(
      `Key is blocked. Update via \`/key/unblock\` if you're ${isNewer ? 'an admin' : 'admin'}.`,
    )
  }
  if (key.expires !== null && Date.parse(key.expires) <= now.getTime()) {
    throw proxyFailure({
      status: isNewer ? 401 : 400,
      type: 'expired_key',
      message: `Authentication Error - Expired Key. Key Expiry time ${key.expires} and current time ${now.toISOString()}`,
      param: isNewer ? key.key_name : key.token,
    })
  }
}

// The routes a key with key_type llm_api may use, among those this gateway has.
const MODEL_ROUTES = /^(\/v1)?\/(models|chat\/completions)|^\/utils\/token_counter$/

/** Throws when the caller may not use the route. */
export function authorize(state: GatewayState, caller: Caller, access: Access, path: string): void {
  if (caller.key === null) return
  const { isNewer } = state.settings
  if (caller.key.allowed_routes.includes('llm_api_routes') && !MODEL_ROUTES.test(path)) {
    throw authFailure(
      "Virtual key is not allowed to call this route. Only allowed to call routes: ['llm_api_routes']. " +
        `Tried to call route: ${path}`,
    )
  }
  const isForKeys = access === 'keys' || (access === 'keys-on-older' && !isNewer)
  // Newer gateways refuse a key over budget wherever a model could be involved.
  if (isForKeys && isNewer && MODEL_ROUTES.test(path)) refuseOverBudget(state, caller)
  if (isForKeys) return
  throw authFailure(
    'Only proxy admin can be used to generate, delete, update info for new keys/users/teams. ' +
      `Route=${path}. Your role=unknown. Your user_id=${caller.key.user_id ?? 'None'}`,
  )
}

/** Whether the caller may call a model; everybody may call names that do not exist, and be told so. */
export function mayCallModel(caller: Caller, modelName: string): boolean {
  const models = caller.key?.models ?? []
  return models.length === 0 || models.includes('all-proxy-models') || models.includes(modelName)
}

/** Throws when the caller may not call the model. */
export function authorizeModel(state: GatewayState, caller: Caller, modelName: string): void {
  if (mayCallModel(caller, modelName)) return
  const { isNewer } = state.settings
  throw proxyFailure({
    status: isNewer ? 403 : 401,
    type: 'key_model_access_denied',
    message: isNewer
      ? `The requested model '${modelName}' is not available for this API key, or the model name is invalid. ` +
        'Check the models available to you and try again.'
      : 'key not allowed to access model. This key can only access models=' +
        `${pythonList(caller.key?.models ?? [])}. Tried to access ${modelName}`,
    param: 'model',
  })
}

/** Throws when the caller's budget is used up; a negative budget always is. */
export function refuseOverBudget(state: GatewayState, caller: Caller): void {
  const { key } = caller
  if (key === null || key.max_budget === null || key.spend < key.max_budget) return
  const spent = `Current cost: ${pythonFloat(key.spend)}`
  const limit = `Max budget: ${pythonFloat(key.max_budget)}`
  throw proxyFailure(
    state.settings.isNewer
      ? {
          status: 422,
          type: 'budget_exceeded',
          message: `Budget has been exceeded! Key=key (${key.key_name}) ${spent}, ${limit}`,
          param: null,
          errorClass: 'BudgetExceededError',
        }
      : {
          status: 400,
          type: 'budget_exceeded',
          message: `Budget has been exceeded! ${spent}, ${limit}`,
          param: null,
          errorClass: 'BudgetExceededError',
        },
  )
}

/** The proxy's 401; `message` goes behind "Authentication Error, ". */
function authFailure(message: string, type = 'auth_error', param = 'None'): Failure {
  return proxyFailure({ status: 401, type, message: `Authentication Error, ${message}`, param })
}
