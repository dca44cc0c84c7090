import { authorizeModel, bearerOf, refuseOverBudget } from './authorize.ts'
import type { Call, GatewayState, Request } from './call.ts'
import { commonHeaders, errorHeaders, streamHeaders, wholeHeaders } from './chat-headers.ts'
import { type ChatRequest, readChatRequest } from './chat-request.ts'
import { type Completion, type Delta, planCompletion } from './completion.ts'
import {
  completionObject,
  deltaChunk,
  DONE_FRAME,
  finishChunk,
  frame,
  usageChunk,
} from './completion-json.ts'
import type { Deployment } from './deployments.ts'
import { dictMessage, Failure, proxyFailure } from './failure.ts'
import { textField } from './json.ts'
import { aborted, pace, sleep } from './pace.ts'
import { failureRow, successRow } from './spend-log-entry.ts'
import { countTextTokens, tokenCost } from './tokens.ts'
import { midStreamError, timeoutFailure } from './upstream-failure.ts'
import { hashKey } from './virtual-keys.ts'

/** POST /v1/chat/completions, streamed or not. Throws a Failure as long as nothing has been sent. */
export async function chat(call: Call): Promise<void> {
  const { state, caller } = call
  const start = state.settings.now()
  let request: ChatRequest | null = null
  let deployment: Deployment | null = null
  let isLetIn = false
  try {
    const sent = readChatRequest(call.request)
    // A key may know a model by another name.
    request = { ...sent, model: textField(caller.key?.aliases ?? {}, sent.model) ?? sent.model }
    if (request.model !== '') authorizeModel(state, caller, request.model)
    refuseOverBudget(state, caller)
    isLetIn = true
    if (request.messages === null) {
      if (state.settings.isNewer) throw messagesMissing()
      throw plainFailure(500, "Router.acompletion() missing 1 required positional argument: 'messages'")
    }
    countRequest(call)
    deployment = state.deployments.find(request.model)
    if (deployment === null) throw unknownModel(request.model, state.settings.isNewer)
    const mockResponse = request.mockResponse ?? textField(deployment.extraParams, 'mock_response')
    const asked = { ...request, mockResponse }
    await answer(call, request, planCompletion(state, asked, request.messages, deployment), start)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const apiKey = caller.token
    state.logs.record(
      failureRow(state, { callId: call.callId, caller, apiKey, request, deployment, failure: error, start }),
    )
    if (!isLetIn) throw error
    const headers = {
      ...commonHeaders(call, deployment, caller.key?.spend ?? 0),
      ...errorHeaders(request?.timeoutMs ?? null),
      ...error.headers,
    }
    throw new Failure(error.status, error.message, error.body, headers, error.errorClass)
  }
}

/** Writes the log row of a caller who was not let in at all. */
export function recordRefused(state: GatewayState, request: Request, callId: string, failure: Failure): void {
  const bearer = bearerOf(request.headers) ?? ''
  const apiKey = bearer.startsWith('sk-') ? hashKey(bearer) : bearer
  const start = state.settings.now()
  state.logs.record(
    failureRow(state, { callId, caller: null, apiKey, request: null, deployment: null, failure, start }),
  )
}

function plainFailure(status: number, message: string): Failure {
  return proxyFailure({ status, type: 'None', message })
}

/** What newer gateways say of a request without messages; older ones stumble over it. */
function messagesMissing(): Failure {
  return proxyFailure({
    status: 400,
    type: 'invalid_request_error',
    message: "/chat/completions: Missing required parameter: 'messages'.",
    param: 'messages',
  })
}

function unknownModel(model: string, isNewer: boolean): Failure {
  const message = `/chat/completions: Invalid model name passed in model=${model}. Call \`/v1/models\` to view available models for your key.`
  return isNewer
    ? proxyFailure({ status: 400, type: 'invalid_request_error', message, param: null })
    : plainFailure(400, dictMessage(message))
}

/** Counts the request against the key's limits. Throws the 429 when one is reached. */
function countRequest(call: Call): void {
  const { key } = call.caller
  if (key === null) return
  const window = call.state.rateLimits.window(key.token, call.state.settings.now())
  const refuse = (kind: 'requests' | 'tokens', limit: number): Failure => {
    const resetAt = `${window.resetAt.toISOString().slice(0, 19).replace('T', ' ')} UTC`
    return proxyFailure({
      status: 429,
      type: call.state.settings.isNewer ? 'throttling_error' : 'None',
      message:
        `Rate limit exceeded for api_key: ${key.token}. Limit type: ${kind}. Current limit: ${limit}, ` +
        `Remaining: 0. Limit resets at: ${resetAt}`,
      headers: { 'retry-after': '60', rate_limit_type: kind, reset_at: resetAt },
      errorClass: 'HTTPException',
    })
  }
  if (key.rpm_limit !== null && window.requests >= key.rpm_limit) throw refuse('requests', key.rpm_limit)
  if (key.tpm_limit !== null && window.tokens >= key.tpm_limit) throw refuse('tokens', key.tpm_limit)
  window.requests += 1
}

async function answer(call: Call, request: ChatRequest, completion: Completion, start: Date): Promise<void> {
  const { reply, state, effect } = call
  const startedMs = performance.now()
  const keySpend = call.caller.key?.spend ?? 0
  if (request.timeoutMs !== null && completion.latencyMs > request.timeoutMs) {
    await sleep(request.timeoutMs, reply.signal)
    throw timeoutFailure(request.timeoutMs, completion.deployment, state.settings.isNewer)
  }
  await sleep(completion.latencyMs, reply.signal)
  if (reply.signal.aborted) return
  const common = commonHeaders(call, completion.deployment, keySpend)
  if (request.isStreamed) {
    await stream(
      call,
      request,
      completion,
      { ...common, ...streamHeaders(completion, state.settings.isNewer) },
      start,
    )
    return
  }
  if (completion.isBrokenOff)
    throw proxyFailure({ ...brokenOff(completion, state.settings.isNewer), param: null })
  settle(call, request, completion, { start, firstDelta: null, end: state.settings.now() })
  const headers = { ...common, ...wholeHeaders(completion, performance.now() - startedMs) }
  await reply.send(200, headers, completionObject(completion, effect.omitUsage !== true))
}

async function stream(
  call: Call,
  request: ChatRequest,
  completion: Completion,
  headers: Readonly<Record<string, string>>,
  start: Date,
): Promise<void> {
  const { effect, reply, state } = call
  const sent: Delta[] = []
  let firstDelta: Date | null = null
  await reply.open(200, headers)
  let isOver = await meetDeltaFaults(call, completion, 0)
  for await (const delta of pace(isOver ? [] : completion.deltas, completion.rate, reply.signal)) {
    firstDelta ??= state.settings.now()
    await reply.write(frame(deltaChunk(completion, delta, sent.length === 0)))
    sent.push(delta)
    isOver = await meetDeltaFaults(call, completion, sent.length)
    if (isOver) break
  }
  const times = { start, firstDelta, end: state.settings.now() }
  if (isOver || reply.signal.aborted) {
    // Who leaves early still pays for what was produced.
    settle(call, request, partOf(completion, sent), times)
    return
  }
  if (completion.isBrokenOff) {
    const failure = proxyFailure(brokenOff(completion, state.settings.isNewer))
    const { caller, callId } = call
    const { deployment } = completion
    state.logs.record(
      failureRow(state, { callId, caller, apiKey: caller.token, request, deployment, failure, start }),
    )
    await reply.write(frame({ error: midStreamError(deployment, state.settings.isNewer) }))
    reply.end()
    return
  }
  settle(call, request, completion, times)
  if (effect.omitFinishReason !== true) await reply.write(frame(finishChunk(completion)))
  if (request.hasUsageChunk && effect.omitUsage !== true) {
    await reply.write(
      frame(usageChunk(completion, state.settings.hasCostInUsageChunk || state.settings.isNewer)),
    )
  }
  if (effect.omitDone !== true) await reply.write(DONE_FRAME)
  reply.end()
}

/** Does what the request's faults say after so many deltas; true when nothing may follow. */
async function meetDeltaFaults(call: Call, completion: Completion, sent: number): Promise<boolean> {
  const { effect, reply } = call
  if (effect.malformedAfterDeltas === sent)
    await reply.write('data: {"id": "chatcmpl-demo", "choices": [{"del\n\n')
  if (effect.stallAfterDeltas === sent) {
    await aborted(reply.signal)
    return true
  }
  if (effect.cutAfterDeltas === sent) {
    await reply.cut()
    return true
  }
  if (effect.errorAfterDeltas === sent) {
    await reply.write(
      frame({
        error: effect.errorFrame ?? midStreamError(completion.deployment, call.state.settings.isNewer),
      }),
    )
  }
  if (effect.errorAfterDeltas === sent || effect.endAfterDeltas === sent) {
    reply.end()
    return true
  }
  return false
}

/** Charges the key and writes the log row. */
function settle(
  call: Call,
  request: ChatRequest,
  completion: Completion,
  times: { readonly start: Date; readonly firstDelta: Date | null; readonly end: Date },
): void {
  const { caller, state } = call
  const key = caller.key === null ? null : state.keys.find(caller.token, times.end)
  if (key !== null) {
    key.spend += completion.cost
    key.last_active = times.end.toISOString()
    state.rateLimits.window(key.token, times.end).tokens += completion.usage.total_tokens
  }
  state.logs.record(successRow(state, caller, request, completion, times, call.callId))
}

/** The completion as far as it came. */
function partOf(completion: Completion, sent: readonly Delta[]): Completion {
  const tokens = countTextTokens(sent.map((delta) => delta.text).join(''))
  const { prompt_tokens: promptTokens } = completion.usage
  return {
    ...completion,
    deltas: sent,
    usage: { ...completion.usage, completion_tokens: tokens, total_tokens: promptTokens + tokens },
    cost: tokenCost(completion.deployment, promptTokens, tokens),
  }
}

function brokenOff(completion: Completion, isNewer: boolean) {
  const message = String(midStreamError(completion.deployment, isNewer)['message'])
  return isNewer
    ? { status: 500, type: null, message, errorClass: 'APIConnectionError' }
    : { status: 503, type: null, message, errorClass: 'MidStreamFallbackError' }
}
