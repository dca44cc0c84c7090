import type { Caller, GatewayState } from './call.ts'
import type { ChatRequest } from './chat-request.ts'
import type { Completion } from './completion.ts'
import { completionObject } from './completion-json.ts'
import { apiBase, type Deployment } from './deployments.ts'
import type { Failure } from './failure.ts'
import { isJsonObject, type JsonObject } from './json.ts'
import { shortened, type SpendLogRow } from './spend-logs.ts'

/** When the parts of a call happened. */
export interface CallTimes {
  readonly start: Date
  /** Null when nothing came, or the answer was not streamed. */
  readonly firstDelta: Date | null
  readonly end: Date
}

const MASTER_USER = 'default_user_id'

/** The row of a call that was answered. */
export function successRow(
  state: GatewayState,
  caller: Caller,
  request: ChatRequest,
  completion: Completion,
  times: CallTimes,
  callId: string,
): SpendLogRow {
  const { deployment, usage } = completion
  const model = state.settings.isNewer
    ? `${deployment.provider}/${deployment.upstreamModel}`
    : deployment.upstreamModel
  return {
    ...commonFields(state, times, callId),
    ...requestFields(state, caller, request),
    request_id: completion.id,
    call_type: 'acompletion',
    spend: completion.cost,
    total_tokens: usage.total_tokens,
    prompt_tokens: usage.prompt_tokens,
    completion_tokens: usage.completion_tokens,
    completionStartTime: (times.firstDelta ?? times.end).toISOString(),
    model,
    ...deploymentFields(deployment),
    metadata: {
      ...keyMetadata(caller),
      usage_object: usage,
      additional_usage_values: {},
      spend_logs_metadata: request.spendLogsMetadata,
      model_map_information: { model_map_key: model, model_map_value: null },
      applied_guardrails: [],
    },
    response: stored(state, completionObject(completion, true)),
    status: 'success',
  }
}

/** What is known of a call that failed; the parts before the failure may be missing. */
export interface FailedCall {
  readonly callId: string
  /** Null when the caller was not let in. */
  readonly caller: Caller | null
  /** What the caller showed as a key: a hash, or the text itself when it was no key. */
  readonly apiKey: string
  /** Null when the body was not read. */
  readonly request: ChatRequest | null
  /** Null when the call failed before routing. */
  readonly deployment: Deployment | null
  readonly failure: Failure
  readonly start: Date
}

/** The row of a call that failed. */
export function failureRow(state: GatewayState, failed: FailedCall): SpendLogRow {
  const { caller, deployment, failure, request } = failed
  const times = { start: failed.start, firstDelta: null, end: failed.start }
  return {
    ...commonFields(state, times, failed.callId),
    ...(request === null ? {} : requestFields(state, caller, request)),
    api_key: failed.apiKey,
    request_id: failed.callId,
    call_type: '',
    spend: 0,
    total_tokens: 0,
    prompt_tokens: 0,
    completion_tokens: 0,
    completionStartTime: times.end.toISOString(),
    model: request?.model ?? '',
    model_id: deployment?.id ?? '',
    model_group: deployment?.modelName ?? '',
    custom_llm_provider: '',
    api_base: '',
    metadata: {
      ...keyMetadata(caller),
      status: 'failure',
      spend_logs_metadata: request?.spendLogsMetadata ?? null,
      error_information: {
        error_code: String(failure.status),
        error_class: failure.errorClass,
        llm_provider: deployment?.provider ?? '',
        traceback: 'Traceback (most recent call last): the demo gateway keeps none',
        error_message: failure.message,
      },
    },
    response: {},
    status: 'failure',
  }
}

function commonFields(state: GatewayState, times: CallTimes, callId: string) {
  return {
    startTime: times.start.toISOString(),
    endTime: times.end.toISOString(),
    ...(state.settings.isNewer
      ? { request_duration_ms: times.end.getTime() - times.start.getTime(), litellm_call_id: callId }
      : {}),
    api_key: '',
    user: '',
    cache_hit: 'None',
    cache_key: 'Cache OFF',
    request_tags: [],
    team_id: null,
    end_user: '',
    requester_ip_address: '',
    messages: {},
    proxy_server_request: {},
    session_id: '',
    mcp_namespaced_tool_name: null,
  }
}

function requestFields(state: GatewayState, caller: Caller | null, request: ChatRequest) {
  return {
    api_key: caller?.token ?? '',
    user: caller?.isAdmin === true ? MASTER_USER : (caller?.key?.user_id ?? ''),
    team_id: caller?.key?.team_id ?? null,
    request_tags: request.tags,
    end_user: request.endUser,
    proxy_server_request: stored(state, request.body),
    session_id: request.sessionId,
  }
}

function deploymentFields(deployment: Deployment) {
  return {
    model_id: deployment.id,
    model_group: deployment.modelName,
    custom_llm_provider: deployment.provider,
    api_base: apiBase(deployment),
  }
}

function keyMetadata(caller: Caller | null): JsonObject {
  return {
    user_api_key: caller?.token ?? null,
    user_api_key_alias: caller?.key?.key_alias ?? null,
    user_api_key_team_id: caller?.key?.team_id ?? null,
    user_api_key_user_id: caller?.isAdmin === true ? MASTER_USER : (caller?.key?.user_id ?? null),
    requester_ip_address: '',
  }
}

function stored(state: GatewayState, value: JsonObject): JsonObject {
  if (!state.settings.storesPrompts) return {}
  const copy = shortened(value)
  return isJsonObject(copy) ? copy : {}
}
