import { randomUUID } from 'node:crypto'

import { type Answered, type Call, type GatewayState, readBody, requiredText } from './call.ts'
import { builtInDeployments, type Deployment } from './deployments.ts'
import { dictMessage, type Failure, proxyFailure } from './failure.ts'
import { isJsonObject, type JsonObject, objectField, textField } from './json.ts'

/** POST /model/new. What it answers is encrypted, as in the database. */
export function addModel(call: Call): Answered {
  const { state } = call
  refuseWithoutDatabase(state)
  const body = readBody(call.request)
  const name = requiredText(body, 'model_name')
  const params = objectField(body, 'litellm_params')
  requiredText(params, 'model')
  requireAdmin(call)
  requireStore(state)
  const info = objectField(body, 'model_info')
  const id = textField(info, 'id') ?? randomUUID()
  state.deployments.put(deploymentFrom(id, name, params, { ...info, id }))
  return { body: storedRow(call, id, name, params, info) }
}

/** PATCH /model/{id}/update: what is sent is merged into what is there. */
export function patchModel(call: Call): Answered {
  const { state, request } = call
  refuseWithoutDatabase(state)
  const body = readBody(request)
  if (!state.settings.storesModels) throw notStored()
  const id = decodeURIComponent(request.path.split('/')[2] ?? '')
  const stored = state.deployments.inDatabase(id)
  if (stored === null) throw notChangeable(state, id)
  requireAdmin(call)
  const info = objectField(body, 'model_info')
  // Older gateways make up an id where none is sent, and keep that.
  const isLost = !state.settings.isNewer && body['model_info'] !== undefined && textField(info, 'id') === null
  const nextId = isLost ? randomUUID() : id
  const params = merged(stored.extraParams, objectField(body, 'litellm_params'), state.settings.isNewer)
  const next = deploymentFrom(
    nextId,
    textField(body, 'model_name') ?? stored.modelName,
    params,
    merged(withoutCleared(stored.extraInfo, body), info, state.settings.isNewer),
  )
  state.deployments.remove(id)
  state.deployments.put(next)
  return { body: storedRow(call, next.id, next.modelName, params, next.extraInfo) }
}

/** POST /model/update: like PATCH, with the id in model_info; older gateways keep the public name. */
export function updateModel(call: Call): Answered {
  const { state } = call
  refuseWithoutDatabase(state)
  const body = readBody(call.request)
  requireAdmin(call)
  requireStore(state)
  const id = textField(objectField(body, 'model_info'), 'id') ?? ''
  const stored = state.deployments.inDatabase(id)
  if (stored === null) throw notChangeable(state, id, true)
  const params = merged(stored.extraParams, objectField(body, 'litellm_params'), state.settings.isNewer)
  const info = merged(stored.extraInfo, objectField(body, 'model_info'), state.settings.isNewer)
  const name = state.settings.isNewer ? (textField(body, 'model_name') ?? stored.modelName) : stored.modelName
  state.deployments.put(deploymentFrom(id, name, params, info))
  return { body: storedRow(call, id, name, params, info) }
}

/** POST /model/delete. */
export function deleteModel(call: Call): Answered {
  const { state } = call
  refuseWithoutDatabase(state)
  const id = requiredText(readBody(call.request), 'id')
  const isThere = state.deployments.inDatabase(id) !== null
  if (!isThere) throw failure(400, dictMessage(`Model with id=${id} not found in db`))
  requireAdmin(call)
  requireStore(state)
  state.deployments.remove(id)
  return { body: { message: `Model: ${id} deleted successfully` } }
}

/** A deployment as LiteLLM would see it: its own price list, then what was given. */
function deploymentFrom(id: string, name: string, params: JsonObject, info: JsonObject): Deployment {
  const model = textField(params, 'model') ?? ''
  const [provider, upstreamModel] = model.includes('/')
    ? [model.slice(0, model.indexOf('/')), model.slice(model.indexOf('/') + 1)]
    : ['openai', model]
  const known = builtInDeployments.find((candidate) => candidate.upstreamModel === upstreamModel)
  const own = (field: string): number | null | undefined => numberIn(params[field] ?? info[field])
  return {
    id,
    modelName: name,
    isInDatabase: true,
    provider: textField(params, 'custom_llm_provider') ?? provider,
    upstreamModel,
    mode: textField(info, 'mode') ?? known?.mode ?? 'chat',
    inputPrice: own('input_cost_per_token') ?? known?.inputPrice ?? null,
    outputPrice: own('output_cost_per_token') ?? known?.outputPrice ?? null,
    cacheReadPrice: own('cache_read_input_token_cost') ?? known?.cacheReadPrice ?? null,
    maxInputTokens: own('max_input_tokens') ?? known?.maxInputTokens ?? null,
    maxOutputTokens: own('max_output_tokens') ?? known?.maxOutputTokens ?? null,
    supports: { ...known?.supports, ...ownSupports(info) },
    supportedParams: known?.supportedParams ?? [],
    behaviour: 'answers',
    fallbacks: [],
    extraParams: params,
    extraInfo: info,
  }
}

function ownSupports(info: JsonObject): Record<string, boolean> {
  const supports = Object.entries(info).filter(
    (entry): entry is [string, boolean] => entry[0].startsWith('supports_') && typeof entry[1] === 'boolean',
  )
  return Object.fromEntries(supports.map(([name, value]) => [name.slice('supports_'.length), value]))
}

const CLEARABLE = /_cost(?:_|$)/

/** null takes a price away on newer gateways; everything else that is null stays as it was. */
function merged(before: JsonObject, sent: JsonObject, isNewer: boolean): JsonObject {
  const cleared = Object.keys(sent).filter((name) => sent[name] === null && isNewer && CLEARABLE.test(name))
  const kept = Object.entries(before).filter(([name]) => !cleared.includes(name))
  return { ...Object.fromEntries(kept), ...withoutNulls(sent) }
}

/** An own price stands in both places, and is taken from both. */
function withoutCleared(info: JsonObject, body: JsonObject): JsonObject {
  const params = objectField(body, 'litellm_params')
  return Object.fromEntries(Object.entries(info).filter(([name]) => params[name] !== null))
}

function withoutNulls(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}

function numberIn(value: unknown): number | null | undefined {
  return typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : undefined
}

function storedRow(call: Call, id: string, name: string, params: JsonObject, info: JsonObject): object {
  const now = call.state.settings.now().toISOString()
  return {
    model_id: id,
    model_name: name,
    litellm_params: Object.fromEntries(
      Object.entries(params).map(([field, value]) => [field, encrypted(value)]),
    ),
    model_info: { ...info, id, db_model: false },
    created_at: now,
    created_by: 'default_user_id',
    updated_at: now,
    updated_by: 'default_user_id',
    blocked: false,
  }
}

/** Unreadable like LiteLLM's, and as little worth reading. */
function encrypted(value: unknown): unknown {
  return isJsonObject(value) ? value : Buffer.from(`encrypted:${JSON.stringify(value)}`).toString('base64')
}

function refuseWithoutDatabase(state: GatewayState): void {
  if (state.settings.database) return
  throw failure(
    500,
    dictMessage("No DB Connected. Here's how to do it - https://docs.litellm.ai/docs/proxy/virtual_keys"),
  )
}

function requireAdmin({ caller }: Call): void {
  if (caller.isAdmin) return
  throw failure(
    403,
    dictMessage(
      'User does not have permission to make this model call. Your role=internal_user. You can only make model calls if you are a PROXY_ADMIN or if you are a team admin, by specifying a team_id in the model_info.',
    ),
  )
}

function requireStore(state: GatewayState): void {
  if (state.settings.storesModels) return
  throw failure(500, dictMessage("Set `'STORE_MODEL_IN_DB='True'` in your env to enable this feature."))
}

function notStored(): Failure {
  return proxyFailure({
    status: 400,
    type: 'validation_error',
    message: 'Model updates only supported for DB-stored models',
    param: null,
  })
}

function notChangeable(state: GatewayState, id: string, isPost = false): Failure {
  const isInConfig = state.deployments.list().some((deployment) => deployment.id === id)
  if (isInConfig && isPost) {
    const message = "Can't edit model. Model in config. Store model in db via `/model/new`. to edit."
    return failure(400, dictMessage(message))
  }
  if (isInConfig) {
    const message = 'Cannot edit config-based model. Store model in DB via /model/new first.'
    return proxyFailure({ status: 400, type: 'validation_error', message, param: null })
  }
  const message = `Model ${id} not found on proxy.`
  return proxyFailure({ status: 404, type: 'not_found_error', message, param: null })
}

/** What the model routes throw by themselves. */
function failure(status: number, message: string): Failure {
  return proxyFailure({ status, type: 'auth_error', message })
}
