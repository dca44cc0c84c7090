import type { LogEntry } from '../log-entry.ts'
import { picoOfNumber } from '../pico-usd.ts'

const MAX_ERROR_CHARACTERS = 500
const MAX_INT = 2 ** 31 - 1
const USER_AGENT = 'User-Agent: '

/**
 * Reads a row of LiteLLM_SpendLogs as either route gives it. Anything but the request id and the start may be missing, null,
 * or of another type; null when one of those two is. Source: docs/spend.md, "A row".
 */
export function readLogRow(value: unknown): LogEntry | null {
  const row = fieldsOf(value)
  const id = text(row['request_id'])
  const timeMs = timeOf(row['startTime'])
  if (id === null || timeMs === null) return null
  const metadata = fieldsOf(row['metadata'])
  const usage = fieldsOf(metadata['usage_object'])
  const other = fieldsOf(metadata['additional_usage_values'])
  const error = fieldsOf(metadata['error_information'])
  const hasFailed = text(row['status']) === 'failure'
  const endMs = timeOf(row['endTime']) ?? timeMs
  const { tags, client } = splitTags(row['request_tags'])
  return {
    id,
    timeMs,
    callId: text(row['litellm_call_id']),
    model: text(row['model_group']) ?? text(row['model']),
    providerModel: text(row['model']),
    provider: text(row['custom_llm_provider']),
    callType: text(row['call_type']),
    keyHash: text(row['api_key']),
    keyAlias: text(metadata['user_api_key_alias']),
    user: text(row['user']),
    endUser: text(row['end_user']),
    teamId: text(row['team_id']),
    teamAlias: text(metadata['user_api_key_team_alias']),
    tags,
    client,
    sessionId: text(row['session_id']),
    deploymentId: text(row['model_id']),
    hasFailed,
    cost: picoOfNumber(Number(row['spend'] ?? 0)),
    inputTokens: whole(row['prompt_tokens']),
    outputTokens: whole(row['completion_tokens']),
    cachedTokens: whole(
      fieldsOf(usage['prompt_tokens_details'])['cached_tokens'] ??
        usage['cache_read_input_tokens'] ??
        other['cache_read_input_tokens'],
    ),
    reasoningTokens: whole(fieldsOf(usage['completion_tokens_details'])['reasoning_tokens']),
    durationMs: whole(row['request_duration_ms'] ?? endMs - timeMs),
    firstTokenMs: firstTokenMs(timeMs, timeOf(row['completionStartTime']), endMs),
    // LiteLLM writes Python's words.
    isCacheHit: text(row['cache_hit'])?.toLowerCase() === 'true',
    errorClass: hasFailed ? text(error['error_class']) : null,
    errorCode: hasFailed ? text(error['error_code']) : null,
    errorMessage: hasFailed ? (text(error['error_message'])?.slice(0, MAX_ERROR_CHARACTERS) ?? null) : null,
  }
}

/** Equal to the end when the answer was not streamed. */
function firstTokenMs(startMs: number, firstMs: number | null, endMs: number): number | null {
  if (firstMs === null || firstMs === endMs || firstMs < startMs) return null
  return whole(firstMs - startMs)
}

/** LiteLLM makes two tags of a User-Agent: the program, and the program with its version. */
function splitTags(value: unknown): { tags: readonly string[]; client: string | null } {
  const all = listOf(value).filter((tag) => typeof tag === 'string' && tag !== '')
  const agents = all.filter((tag) => tag.startsWith(USER_AGENT)).map((tag) => tag.slice(USER_AGENT.length))
  const longest = agents.reduce((found, agent) => (agent.length > found.length ? agent : found), '')
  return {
    tags: [...new Set(all.filter((tag) => !tag.startsWith(USER_AGENT)))],
    client: longest === '' ? null : longest,
  }
}

/** Raw queries give JSON columns as text. */
function listOf(value: unknown): readonly string[] {
  const list = typeof value === 'string' ? parsed(value) : value
  return Array.isArray(list) ? list : []
}

/** An object's fields; none for anything else. Texts are read as JSON, as raw queries give such columns. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  const object = typeof value === 'string' ? parsed(value) : value
  return typeof object === 'object' && object !== null && !Array.isArray(object) ? { ...object } : {}
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    // Not JSON after all: nothing of it is used.
    return null
  }
}

function text(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}

function whole(value: unknown): number {
  const number = Math.round(Number(value ?? 0))
  return Number.isFinite(number) ? Math.min(Math.max(number, 0), MAX_INT) : 0
}

/** Times come with `Z`, with an offset, or with neither; LiteLLM means UTC. null for anything else. */
export function timeOf(value: unknown): number | null {
  if (typeof value !== 'string') return null
  const hasZone = /(?:[zZ]|[+-]\d{2}:?\d{2})$/.test(value)
  const time = Date.parse(hasZone ? value : `${value.replace(' ', 'T')}Z`)
  return Number.isNaN(time) ? null : time
}
