import { type Answered, type Call, type GatewayState, readBody, requiredText } from './call.ts'
import { dictMessage, type Failure, proxyFailure } from './failure.ts'
import { type JsonObject, textField, textListField } from './json.ts'
import { exactlyAfter } from './key-duration.ts'
import {
  allowedRoutes,
  applyFields,
  refuseEnterpriseFields,
  routeFailure,
  standardReset,
  wholeOrDecimal,
} from './key-fields.ts'
import { newVirtualKey, randomKey, tokenOf, type VirtualKey } from './virtual-keys.ts'

/** POST /key/generate. */
export function generateKey(call: Call): Answered {
  const { state } = call
  requireDatabase(state, dictMessage('DB not connected. See https://docs.litellm.ai/docs/proxy/virtual_keys'))
  const body = readBody(call.request)
  const now = state.settings.now()
  const key = textField(body, 'key') ?? randomKey()
  if (!key.startsWith('sk-')) {
    throw routeFailure(
      400,
      dictMessage(`Invalid key format. LiteLLM Virtual Key must start with 'sk-'. Received: ${key}`),
    )
  }
  refuseEnterpriseFields(body)
  const row = newVirtualKey(key, now)
  applyFields(state, row, body, now, 500)
  const duration = textField(body, 'duration')
  if (duration !== null) row.expires = endOfLife(duration, now, state.settings.isNewer).toISOString()
  const softBudget = wholeOrDecimal(body, 'soft_budget')
  if (typeof softBudget === 'number') {
    row.budget_id = `budget-${row.token.slice(0, 12)}`
    row.litellm_budget_table = { budget_id: row.budget_id, soft_budget: softBudget, max_budget: null }
  }
  row.allowed_routes = allowedRoutes(body)
  state.keys.add(row)
  return { body: { ...echoedFields(row, body), key, token: row.token, token_id: row.token } }
}

/** When a new key's lifetime ends: older gateways round it like a budget's, newer ones count exactly. */
function endOfLife(duration: string, now: Date, isNewer: boolean): Date {
  if (!isNewer) return standardReset(duration, now, 500)
  const end = exactlyAfter(duration, now)
  if (end === null) throw routeFailure(500, 'Invalid duration format')
  return end
}

/** POST /key/update: changes the fields that are sent, and no others. */
export function updateKey(call: Call): Answered {
  const { state } = call
  requireDatabase(state, 'Internal Server Error, Not connected to DB!')
  const body = readBody(call.request)
  const key = requiredText(body, 'key')
  const now = state.settings.now()
  const stored = state.keys.find(key, now)
  if (stored === null) {
    if (state.settings.isNewer) throw keyNotFound()
    throw proxyFailure({
      status: 401,
      type: 'auth_error',
      message: 'invalid user key - user key does not exist in db',
    })
  }
  refuseEnterpriseFields(body)
  const changed = { ...stored }
  applyFields(state, changed, body, now, 400)
  const duration = textField(body, 'duration')
  if (duration !== null) {
    const expires = duration === '-1' && state.settings.isNewer ? 'never' : exactlyAfter(duration, now)
    if (expires === null) throw routeFailure(400, `Unsupported duration format: ${duration}`)
    changed.expires = expires === 'never' ? null : expires.toISOString()
  }
  changed.updated_at = now.toISOString()
  state.keys.add(changed)
  return { body: { ...changed, key } }
}

/** POST /key/delete, by key, hash or alias. */
export function deleteKeys(call: Call): Answered {
  const { state } = call
  requireDatabase(state, 'Internal Server Error, Not connected to DB!')
  const body = readBody(call.request)
  const now = state.settings.now()
  const aliases = textListField(body, 'key_aliases')
  const keys = textListField(body, 'keys')
  const tokens = [
    ...keys.map(tokenOf),
    ...state.keys
      .list(now)
      .filter((row) => row.key_alias !== null && aliases.includes(row.key_alias))
      .map((row) => row.token),
  ]
  const deleted = tokens.filter((token) => state.keys.remove(token))
  if (deleted.length === 0) throw routeFailure(404, dictMessage('No keys found'))
  return { body: { deleted_keys: keys.length > 0 ? keys : aliases } }
}

/** POST /key/block. */
export function blockKey(call: Call): Answered {
  return setBlocked(call, true)
}

/** POST /key/unblock. */
export function unblockKey(call: Call): Answered {
  return setBlocked(call, false)
}

function setBlocked(call: Call, isBlocked: boolean): Answered {
  const { state } = call
  requireDatabase(state, 'DB not connected. See https://docs.litellm.ai/docs/proxy/virtual_keys')
  const key = requiredText(readBody(call.request), 'key')
  const now = state.settings.now()
  const row = state.keys.find(key, now)
  if (row === null) {
    if (state.settings.isNewer) throw keyNotFound()
    throw routeFailure(404, dictMessage(`Key not found. Passed key=${key}`))
  }
  row.blocked = isBlocked
  row.updated_at = now.toISOString()
  return { body: row }
}

/** What newer gateways say about a key to be changed that they do not have. */
function keyNotFound(): Failure {
  return proxyFailure({ status: 404, type: 'not_found_error', message: 'Key not found.', param: 'key' })
}

/** GET /key/info: the caller's own key, or the one asked for. The master key has no row, hence 404. */
export function getKeyInfo(call: Call): Answered {
  const { state, caller, request } = call
  requireDatabase(
    state,
    'Internal Server Error, Database not connected. Connect a database to your proxy - ' +
      'https://docs.litellm.ai/docs/simple_proxy#managing-auth---virtual-keys',
  )
  const asked = request.query.get('key')
  const now = state.settings.now()
  const row = state.keys.find(asked ?? caller.token, now)
  if (row === null) {
    throw proxyFailure({
      status: 404,
      type: 'not_found_error',
      message: 'Key not found in database',
      param: 'key',
    })
  }
  if (!caller.isAdmin && row.token !== caller.token) {
    throw proxyFailure({
      status: 403,
      type: 'auth_error',
      message: "You are not allowed to access this key's info. Your role=unknown",
    })
  }
  const { token, ...info } = seenRow(state, row, now)
  return { body: { key: asked ?? token, info } }
}

/** GET /user/info: the holder of the master key sees all keys; a key without a user learns that it has none. */
export function getUserInfo(call: Call): Answered {
  const { state, caller } = call
  requireDatabase(
    state,
    'Database not connected. Connect a database to your proxy - ' +
      'https://docs.litellm.ai/docs/simple_proxy#managing-auth---virtual-keys',
  )
  const now = state.settings.now()
  const userId = caller.key?.user_id ?? null
  if (!caller.isAdmin && userId === null) throw routeFailure(404, 'User None not found')
  const rows = state.keys.list(now).filter((row) => caller.isAdmin || row.user_id === userId)
  return {
    body: {
      user_id: caller.isAdmin ? 'default_user_id' : userId,
      user_info: null,
      keys: rows.map((row) => seenRow(state, row, now)),
      teams: [],
    },
  }
}

type SeenRow = Omit<VirtualKey, 'last_active'> & { readonly last_active?: string | null }

/** The row as the database would show it: spend lags behind like the logs; only newer gateways tell the last use. */
export function seenRow(state: GatewayState, row: VirtualKey, now: Date): SeenRow {
  const { last_active: lastActive, ...rest } = row
  return {
    ...rest,
    ...(state.settings.isNewer && { last_active: lastActive }),
    spend: Math.max(0, row.spend - state.logs.unseenSpend(row.token, now)),
  }
}

/** The fields /key/generate answers with; when the budget is reset is only in /key/info. */
function echoedFields(row: VirtualKey, body: JsonObject): JsonObject {
  const { budget_reset_at: _resetAt, model_spend: _modelSpend, rotation_count: _count, ...others } = row
  const { last_active: _lastActive, ...echoed } = others
  return {
    ...echoed,
    duration: textField(body, 'duration'),
    soft_budget: body['soft_budget'] ?? null,
    model_rpm_limit: body['model_rpm_limit'] ?? null,
    model_tpm_limit: body['model_tpm_limit'] ?? null,
    guardrails: null,
    tags: null,
    enforced_params: null,
  }
}

export function requireDatabase(state: GatewayState, message: string): void {
  if (!state.settings.database) throw routeFailure(500, message)
}
