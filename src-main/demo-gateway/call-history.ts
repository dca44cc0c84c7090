import { apiBase, builtInDeployments, type Deployment } from './deployments.ts'
import { answeringDeployments, madeUpKeys, type MadeUpKey } from './call-population.ts'
import type { JsonObject } from './json.ts'
import { seededRandom, type SeededRandom } from './seeded-random.ts'
import type { SpendLogRow } from './spend-logs.ts'

/** How a history is made; the same plan gives the same rows. */
export interface HistoryPlan {
  /** At most 16,777,216. */
  readonly count: number
  readonly from: Date
  /** Before this moment. */
  readonly to: Date
  /** Rows as the newer gateway writes them. */
  readonly isNewer: boolean
  /** How many keys share the calls; 40 when left out. */
  readonly keyCount?: number
}

/**
 * Made-up calls of a gateway in daily use: office hours and nights, a few heavy keys and many light ones, sessions, caches,
 * bad hours. Rows are made when asked for, so a million of them take no memory. Index 0 is the oldest.
 */
export interface CallHistory {
  readonly count: number
  readonly keys: readonly MadeUpKey[]
  /** When a call began, in ms since 1970; never before that of a smaller index. */
  timeOf(index: number): number
  row(index: number): SpendLogRow
  /** The first call at or after a time; `count` when there is none. */
  indexAt(timeMs: number): number
  /** The call whose request id or call id this is; null when there is none. */
  find(id: string): SpendLogRow | null
}

const HOUR_MS = 3_600_000
const MAX_COUNT = 2 ** 24

/** Makes a history. */
export function callHistory(plan: HistoryPlan): CallHistory {
  const count = Math.min(plan.count, MAX_COUNT)
  const keys = madeUpKeys(plan.keyCount ?? 40)
  const pace = hourlyPace(plan.from.getTime(), plan.to.getTime())
  // The hours' share of calls grows without jumps, so an index has a place in time and a time a place among indexes.
  const timeOf = (index: number): number => pace.timeAt((index + seededRandom(index).next()) / count)
  const row = (index: number): SpendLogRow => makeRow(plan, keys, index, count, timeOf(index))

  function indexAt(timeMs: number): number {
    let index = Math.min(count, Math.max(0, Math.floor(pace.shareAt(timeMs) * count)))
    while (index > 0 && timeOf(index - 1) >= timeMs) index -= 1
    while (index < count && timeOf(index) < timeMs) index += 1
    return index
  }

  function find(id: string): SpendLogRow | null {
    const index = indexIn(id)
    if (index === null || index >= count) return null
    const found = row(index)
    return found.request_id === id || found.litellm_call_id === id ? found : null
  }

  return { count, keys, timeOf, row, indexAt, find }
}

/** How calls are spread over the hours of a stretch of time. */
function hourlyPace(fromMs: number, toMs: number) {
  const hours = Math.max(1, Math.ceil((toMs - fromMs) / HOUR_MS))
  const sums = new Float64Array(hours + 1)
  for (let hour = 0; hour < hours; hour += 1) {
    const weight = hourWeight(new Date(fromMs + hour * HOUR_MS), hour / hours)
    sums[hour + 1] = (sums[hour] ?? 0) + weight
  }
  const whole = sums[hours] ?? 1
  const hourMs = (toMs - fromMs) / hours

  function timeAt(share: number): number {
    const wanted = share * whole
    let low = 0
    let high = hours
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) <= wanted) low = middle
      else high = middle
    }
    const before = sums[low] ?? 0
    const inside = (wanted - before) / ((sums[low + 1] ?? before + 1) - before)
    return Math.min(Math.floor(fromMs + (low + inside) * hourMs), toMs - 1)
  }

  function shareAt(timeMs: number): number {
    const place = Math.min(hours, Math.max(0, (timeMs - fromMs) / hourMs))
    const hour = Math.floor(place)
    const before = sums[hour] ?? 0
    return (before + (place - hour) * ((sums[hour + 1] ?? before) - before)) / whole
  }

  return { timeAt, shareAt }
}

/** Few calls at night and on weekends, and a use that grows over the months. */
function hourWeight(time: Date, progress: number): number {
  const office = Math.exp(-(((time.getUTCHours() - 13.5) / 4.5) ** 2))
  const isWeekend = time.getUTCDay() === 0 || time.getUTCDay() === 6
  return (0.08 + office) * (isWeekend ? 0.3 : 1) * (0.6 + 0.8 * progress)
}

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

function makeRow(
  plan: HistoryPlan,
  keys: readonly MadeUpKey[],
  index: number,
  count: number,
  timeMs: number,
): SpendLogRow {
  const random = seededRandom(index ^ 0x5f3759df)
  const ids = { request: uuidOf(random, index, REQUEST_MARK), call: uuidOf(random, index, CALL_MARK) }
  // A third power gives a few keys most of the calls.
  const key = keys[Math.floor(random.next() ** 3 * keys.length)] ?? keys[0]
  const isBadHour = seededRandom(Math.floor(timeMs / HOUR_MS)).below(97) === 0
  const fails = random.next() < (isBadHour ? 0.35 : 0.018)
  const deployment =
    key !== undefined && random.next() < 0.6
      ? key.favourite
      : (answeringDeployments[random.below(answeringDeployments.length)] ?? builtInDeployments[0]!)
  const isOld = index / count < NULL_STATUS_SHARE
  const common = commonFields(plan, key, random, index, { isOld, callId: ids.call })
  return fails
    ? failedRow(plan, common, key, deployment, random, { timeMs, isOld, callId: ids.call })
    : answeredRow(plan, common, key, deployment, random, { timeMs, isOld, requestId: ids.request })
}

function commonFields(
  plan: HistoryPlan,
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
    ...(plan.isNewer && !facts.isOld ? { litellm_call_id: facts.callId } : {}),
  }
}

function answeredRow(
  plan: HistoryPlan,
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
  const providerModel = plan.isNewer
    ? `${deployment.provider}/${deployment.upstreamModel}`
    : deployment.upstreamModel
  const prompt = random.pick(CHAT_PROMPTS)
  const answer = random.pick(CHAT_ANSWERS)
  return {
    ...common,
    ...timesOf(plan, isOld, timeMs, timeMs + (isStreamed ? firstMs : totalMs), timeMs + totalMs),
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
      ...(plan.isNewer && !isOld
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
  plan: HistoryPlan,
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
    ...timesOf(plan, isOld, timeMs, timeMs, timeMs),
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

function timesOf(plan: HistoryPlan, isOld: boolean, startMs: number, firstMs: number, endMs: number) {
  return {
    startTime: new Date(startMs).toISOString(),
    endTime: new Date(endMs).toISOString(),
    completionStartTime: new Date(firstMs).toISOString(),
    ...(plan.isNewer && !isOld ? { request_duration_ms: endMs - startMs } : {}),
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
  return uuidOf(random, random.below(MAX_COUNT), random.below(256))
}

/** A whole number between two others, small ones more often. */
function logarithmic(random: SeededRandom, least: number, most: number): number {
  return Math.round(least * (most / least) ** random.next())
}

const REQUEST_MARK = 0x51
const CALL_MARK = 0xca
/** Odd, so that multiplying by it modulo 2^24 can be undone. */
const SCATTER = 0x9e3779
const GATHER = inverseOf(SCATTER)
const UUID = /[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-([\da-f]{12})/

/** A version 4 UUID that hides an index, so that a row can be found by its id without looking at the others. */
function uuidOf(random: SeededRandom, index: number, mark: number): string {
  const hidden = Math.imul(index, SCATTER) & 0xffffff
  return [
    hex(random.below(2 ** 32), 8),
    hex(random.below(2 ** 16), 4),
    `4${hex(random.below(2 ** 12), 3)}`,
    `8${hex(random.below(2 ** 12), 3)}`,
    `${hex(mark, 2)}${hex(hidden, 6)}${hex(random.below(2 ** 16), 4)}`,
  ].join('-')
}

function indexIn(id: string): number | null {
  const digits = UUID.exec(id)?.[1]
  if (digits === undefined) return null
  return Math.imul(Number.parseInt(digits.slice(2, 8), 16), GATHER) & 0xffffff
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}

/** What undoes a multiplication by an odd number modulo 2^24; each step doubles the bits that are right. */
function inverseOf(odd: number): number {
  let inverse = odd
  for (let bits = 3; bits < 24; bits *= 2) inverse = Math.imul(inverse, 2 - Math.imul(odd, inverse))
  return inverse & 0xffffff
}
