import type { GatewayState } from './call.ts'
import { dictMessage, type Failure, invalidFailure, proxyFailure } from './failure.ts'
import { type JsonObject, objectField, textField, textListField } from './json.ts'
import { DurationError, newerBudgetDuration, nextStandardReset } from './key-duration.ts'
import { pythonFloat } from './python.ts'
import type { VirtualKey } from './virtual-keys.ts'

/**
 * Puts the fields of a request body into a row. Throws when one cannot be; `badDurationStatus` is the HTTP status for a
 * duration LiteLLM refuses.
 */
export function applyFields(
  state: GatewayState,
  row: VirtualKey,
  body: JsonObject,
  now: Date,
  badDurationStatus: number,
): void {
  const alias = body['key_alias']
  if (alias !== undefined) {
    row.key_alias = typeof alias === 'string' ? alias : null
    refuseTakenAlias(state, row, now)
  }
  const maxBudget = wholeOrDecimal(body, 'max_budget')
  if (state.settings.isNewer && typeof maxBudget === 'number' && maxBudget < 0) {
    throw routeFailure(
      400,
      dictMessage(`max_budget must be a non-negative finite number. Received: ${pythonFloat(maxBudget)}`),
    )
  }
  if (maxBudget !== undefined) row.max_budget = maxBudget
  const spend = wholeOrDecimal(body, 'spend')
  if (typeof spend === 'number') row.spend = spend
  const tpmLimit = wholeOrDecimal(body, 'tpm_limit')
  if (tpmLimit !== undefined) row.tpm_limit = tpmLimit
  const rpmLimit = wholeOrDecimal(body, 'rpm_limit')
  if (rpmLimit !== undefined) row.rpm_limit = rpmLimit
  const parallel = wholeOrDecimal(body, 'max_parallel_requests')
  if (parallel !== undefined) row.max_parallel_requests = parallel
  if (body['models'] !== undefined) row.models = textListField(body, 'models')
  if (body['aliases'] !== undefined) row.aliases = objectField(body, 'aliases')
  if (body['metadata'] !== undefined) row.metadata = objectField(body, 'metadata')
  for (const name of ['model_rpm_limit', 'model_tpm_limit']) {
    if (body[name] !== undefined) row.metadata = { ...row.metadata, [name]: body[name] }
  }
  if (body['model_max_budget'] !== undefined) row.model_max_budget = objectField(body, 'model_max_budget')
  if (body['user_id'] !== undefined) row.user_id = textField(body, 'user_id')
  if (body['team_id'] !== undefined) row.team_id = textField(body, 'team_id')
  if (typeof body['blocked'] === 'boolean') row.blocked = body['blocked']
  applyBudgetDuration(state, row, body, now, badDurationStatus)
}

/** The route groups a key is confined to; empty for all. */
export function allowedRoutes(body: JsonObject): readonly string[] {
  const group = {
    llm_api: 'llm_api_routes',
    management: 'management_routes',
    read_only: 'info_routes',
  }[textField(body, 'key_type') ?? '']
  return group === undefined ? textListField(body, 'allowed_routes') : [group]
}

/** Throws the 403 for fields that need a license, even when they are empty. */
export function refuseEnterpriseFields(body: JsonObject): void {
  if (body['tags'] === undefined && body['guardrails'] === undefined && body['enforced_params'] === undefined)
    return
  throw routeFailure(
    403,
    dictMessage(
      'You must be a LiteLLM Enterprise user to use this feature. Setting tags, guardrails or enforced_params on a key needs a license.',
    ),
  )
}

/** A number, null when sent as null, undefined when not sent. Throws FastAPI's 422 for anything else. */
export function wholeOrDecimal(body: JsonObject, name: string): number | null | undefined {
  const input = body[name]
  if (input === undefined || input === null || typeof input === 'number') return input
  if (typeof input === 'string' && input.trim() !== '' && Number.isFinite(Number(input))) return Number(input)
  throw invalidFailure({
    type: 'float_parsing',
    loc: ['body', name],
    msg: 'Input should be a valid number, unable to parse string as a number',
    input,
  })
}

/** When a duration ends by the standard rules. Throws a failure with `status` for one LiteLLM refuses. */
export function standardReset(duration: string, now: Date, status: number): Date {
  try {
    return nextStandardReset(duration, now)
  } catch (error) {
    if (error instanceof DurationError) throw routeFailure(status, error.message)
    throw error
  }
}

/** The shape of what key routes throw by themselves. */
export function routeFailure(status: number, message: string): Failure {
  return proxyFailure({ status, type: 'internal_server_error', message })
}

function applyBudgetDuration(
  state: GatewayState,
  row: VirtualKey,
  body: JsonObject,
  now: Date,
  badDurationStatus: number,
): void {
  if (body['budget_duration'] === undefined) return
  const sent = textField(body, 'budget_duration')
  const duration = sent === null || !state.settings.isNewer ? sent : newerBudgetDuration(sent)
  if (sent !== null && duration === null) {
    throw routeFailure(
      400,
      dictMessage(`Invalid budget_duration '${sent}'. Use a format like '1h', '24h', '7d', or '30d'.`),
    )
  }
  // A word is kept as it came; only the reset follows its meaning.
  row.budget_duration = sent
  row.budget_reset_at =
    duration === null
      ? null
      : standardReset(duration, now, state.settings.isNewer ? 400 : badDurationStatus).toISOString()
}

function refuseTakenAlias(state: GatewayState, row: VirtualKey, now: Date): void {
  const taken = state.keys
    .list(now)
    .some((other) => other.token !== row.token && row.key_alias !== null && other.key_alias === row.key_alias)
  if (!taken) return
  throw proxyFailure({
    status: 400,
    type: 'bad_request_error',
    message: `Key with alias '${row.key_alias}' already exists. Unique key aliases across all keys are required.`,
    param: 'key_alias',
  })
}
