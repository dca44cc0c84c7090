import { answeringDeployments, type MadeUpKey } from './call-population.ts'
import { apiBase, builtInDeployments, type Deployment } from './deployments.ts'
import { INDEX_LIMIT, uuidWith } from './hidden-index.ts'
import type { JsonObject } from './json.ts'
import { seededRandom, type SeededRandom } from './seeded-random.ts'
import type { SpendLogRow } from './spend-logs.ts'

const HOUR_MS = 3_600_000
/** Set apart the ids of one call. */
const REQUEST_MARK = 0x51
const CALL_MARK = 0xca
/** The oldest rows, of before LiteLLM wrote a status. */
const NULL_STATUS_SHARE = 0.05
const CHAT_PROMPTS = [
  'Write a function that groups rows by day.',
  'Compare the two plans in a table.',
  'Explain the formula in one paragraph.',
  'List the steps to publish a release.',
  'Why does this query take ten seconds?',
] as const
const CHAT_ANSWERS = [
  'Group by the first ten characters of the time stamp, then add up.',
  'The second plan costs less from the third month on.',
  'It weighs each term by how often it occurs, so rare ones count more.',
  'Tag it, build it, sign it, and upload what was signed.',
  'It scans the whole table: the column in its condition has no index.',
] as const

interface FailureKind {
  readonly errorClass: string
  readonly code: string
  readonly message: string
}
const FAILURES: readonly [FailureKind, ...FailureKind[]] = [
  {
    errorClass: 'RateLimitError',
    code: '429',
    message: 'litellm.RateLimitError: RateLimitError: OpenAIException - Rate limit reached for requests',
  },
  {
    errorClass: 'Timeout',
    code: '408',
    message: 'litellm.Timeout: APITimeoutError - Request timed out. timeout value=600.0',
  },
  {
    errorClass: 'ContextWindowExceededError',
    code: '400',
    message: 'litellm.ContextWindowExceededError: This model’s maximum context length is 128000 tokens.',
  },
  {
    errorClass: 'BudgetExceededError',
    code: '400',
    message: 'Budget has been exceeded! Current cost: 50.01, Max budget: 50.0',
  },
  {
    errorClass: 'InternalServerError',
    code: '500',
    message: 'litellm.InternalServerError: InternalServerError: OpenAIException - Connection error.',
  },
]

/**
 * A made-up call as a gateway logged it; the same index gives the same row. `isNewer`: as the newer gateway writes it. `timeMs`:
 * when it began, in ms since 1970.
 */
export function historyRow(
  isNewer: boolean,
  keys: readonly MadeUpKey[],
  index: number,
  count: number,
  timeMs: number,
): SpendLogRow {
  const random = seededRandom(index ^ 0x5f3759df)
  const ids = { request: uuidWith(random, index, REQUEST_MARK), call: uuidWith(random, index, CALL_MARK) }
  // A third power gives a few keys most of the calls.
  const key = keys[Math.floor(random.next() ** 3 * keys.length)] ?? keys[0]
  const isBadHour = seededRandom(Math.floor(timeMs / HOUR_MS)).below(97) === 0
  const fails = random.next() < (isBadHour ? 0.35 : 0.018)
  const deployment =
    key !== undefined && random.next() < 0.6
      ? key.favourite
      : (answeringDeployments[random.below(answeringDeployments.length)] ?? builtInDeployments[0]!)
  const isOld = index / count < NULL_STATUS_SHARE
  const common = commonFields(isNewer, key, random, index, { isOld, callId: ids.call })
  return fails
    ? failedRow(isNewer, common, key, deployment, random, { timeMs, isOld, callId: ids.call })
    : answeredRow(isNewer, common, key, deployment, random, { timeMs, isOld, requestId: ids.request })
}

function commonFields(
  isNewer: boolean,
  key: MadeUpKey | undefined,
  random: SeededRandom,
  index: number,
  facts: { readonly isOld: boolean; readonly callId: string },
) {
  const session = random.next()
  const client = key?.client ?? 'curl/8.5.0'
  const tags = random.next() < 0.8 ? (key?.tags ?? []) : []
  return {
    api_key: key?.token ?? '',
    user: key?.user ?? '',
    team_id: key?.teamId ?? null,
    end_user: random.next() < 0.25 ? `customer-${random.below(400)}` : '',
    // LiteLLM repeats a tag that comes from the key and from the request.
    request_tags: [
      ...tags,
      ...(random.next() < 0.1 ? tags : []),
      `User-Agent: ${client.split('/')[0]}`,
      `User-Agent: ${client}`,
    ],
    cache_key: 'Cache OFF',
    requester_ip_address: '',
    messages: {},
    session_id:
      session < 0.45
        ? sessionId(seededRandom(`session ${Math.floor(index / 41)} ${key?.alias}`))
        : sessionId(random),
    mcp_namespaced_tool_name: null,
    ...(isNewer && !facts.isOld ? { litellm_call_id: facts.callId } : {}),
  }
}

function answeredRow(
  isNewer: boolean,
  common: ReturnType<typeof commonFields>,
  key: MadeUpKey | undefined,
  deployment: Deployment,
  random: SeededRandom,
  facts: { readonly timeMs: number; readonly isOld: boolean; readonly requestId: string },
): SpendLogRow {
  const { timeMs, isOld } = facts
  const isChat = deployment.mode === 'chat'
  const input = logarithmic(random, 60, 24_000)
  const output = isChat ? logarithmic(random, 8, 3000) : 0
  const cached = isChat && random.next() < 0.35 ? Math.floor(input * random.next()) : 0
  const reasons = deployment.supports['reasoning'] === true && random.next() < 0.5
  const reasoning = reasons ? Math.floor(output * 0.6 * random.next()) : 0
  const isCacheHit = random.next() < 0.025
  const firstMs = 180 + logarithmic(random, 20, 2500)
  const isStreamed = isChat && random.next() < 0.65
  const totalMs = isCacheHit ? 4 + random.below(40) : firstMs + output * (4 + random.below(22))
  const prices = {
    input: deployment.inputPrice ?? 0,
    cached: deployment.cacheReadPrice ?? deployment.inputPrice ?? 0,
    output: deployment.outputPrice ?? 0,
  }
  const inputCost = (input - cached) * prices.input + cached * prices.cached
  const outputCost = output * prices.output
  const usage = {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached },
    completion_tokens_details: { reasoning_tokens: reasoning },
  }
  const providerModel = isNewer
    ? `${deployment.provider}/${deployment.upstreamModel}`
    : deployment.upstreamModel
  const prompt = random.pick(CHAT_PROMPTS)
  const answer = random.pick(CHAT_ANSWERS)
  return {
    ...common,
    ...timesOf(isNewer, isOld, timeMs, timeMs + (isStreamed ? firstMs : totalMs), timeMs + totalMs),
    request_id: isCacheHit
      ? `chatcmpl-${facts.requestId}_cache_hit${Math.floor(timeMs / 1000)}`
      : `chatcmpl-${facts.requestId}`,
    call_type: isChat ? 'acompletion' : 'aembedding',
    spend: isCacheHit ? 0 : inputCost + outputCost,
    total_tokens: usage.total_tokens,
    prompt_tokens: input,
    completion_tokens: output,
    model: providerModel,
    model_id: deployment.id,
    model_group: deployment.modelName,
    custom_llm_provider: deployment.provider,
    api_base: apiBase(deployment),
    cache_hit: isCacheHit ? 'True' : 'False',
    metadata: {
      ...keyMetadata(key),
      usage_object: usage,
      additional_usage_values: {},
      applied_guardrails: [],
      model_map_information: { model_map_key: providerModel, model_map_value: null },
      ...(isNewer && !isOld
        ? {
            attempted_retries: 0,
            cost_breakdown: {
              input_cost: inputCost,
              output_cost: outputCost,
              total_cost: inputCost + outputCost,
            },
          }
        : {}),
    },
    proxy_server_request: { model: deployment.modelName, messages: [{ role: 'user', content: prompt }] },
    response: isChat
      ? {
          id: facts.requestId,
          object: 'chat.completion',
          model: providerModel,
          choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: answer } }],
          usage,
        }
      : {},
    status: isOld ? null : 'success',
  }
}

function failedRow(
  isNewer: boolean,
  common: ReturnType<typeof commonFields>,
  key: MadeUpKey | undefined,
  deployment: Deployment,
  random: SeededRandom,
  facts: { readonly timeMs: number; readonly isOld: boolean; readonly callId: string },
): SpendLogRow {
  const failure = random.pick(FAILURES)
  const { timeMs, isOld } = facts
  return {
    ...common,
    ...timesOf(isNewer, isOld, timeMs, timeMs, timeMs),
    request_id: facts.callId,
    call_type: '',
    spend: 0,
    total_tokens: 0,
    prompt_tokens: 0,
    completion_tokens: 0,
    model: deployment.modelName,
    model_id: '',
    model_group: deployment.modelName,
    custom_llm_provider: '',
    api_base: '',
    cache_hit: 'None',
    metadata: {
      ...keyMetadata(key),
      status: 'failure',
      error_information: {
        error_code: failure.code,
        error_class: failure.errorClass,
        llm_provider: deployment.provider,
        traceback: 'Traceback (most recent call last): the demo gateway keeps none',
        error_message: failure.message,
      },
    },
    proxy_server_request: {
      model: deployment.modelName,
      messages: [{ role: 'user', content: random.pick(CHAT_PROMPTS) }],
    },
    response: {},
    status: 'failure',
  }
}

function timesOf(isNewer: boolean, isOld: boolean, startMs: number, firstMs: number, endMs: number) {
  return {
    startTime: new Date(startMs).toISOString(),
    endTime: new Date(endMs).toISOString(),
    completionStartTime: new Date(firstMs).toISOString(),
    ...(isNewer && !isOld ? { request_duration_ms: endMs - startMs } : {}),
  }
}

function keyMetadata(key: MadeUpKey | undefined): JsonObject {
  return {
    user_api_key: key?.token ?? null,
    user_api_key_alias: key?.alias ?? null,
    user_api_key_team_id: key?.teamId ?? null,
    user_api_key_team_alias: key?.teamAlias ?? null,
    user_api_key_user_id: key?.user ?? null,
    requester_ip_address: '',
  }
}

function sessionId(random: SeededRandom): string {
  return uuidWith(random, random.below(INDEX_LIMIT), random.below(256))
}

/** A whole number between two others, small ones more often. */
function logarithmic(random: SeededRandom, least: number, most: number): number {
  return Math.round(least * (most / least) ** random.next())
}
