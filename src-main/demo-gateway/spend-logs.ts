import type { CallHistory } from './call-history.ts'
import type { JsonObject } from './json.ts'

/** A row of LiteLLM_SpendLogs; names are the API's, times ISO 8601 UTC, money USD. */
export interface SpendLogRow {
  readonly request_id: string
  readonly call_type: string
  /** Hash of the key; a refused text that was no key is stored as it came. */
  readonly api_key: string
  readonly spend: number
  readonly total_tokens: number
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly startTime: string
  readonly endTime: string
  readonly completionStartTime: string | null
  /** Newer gateways only, in ms. */
  readonly request_duration_ms?: number
  /** Newer gateways only: what the call's answer carried as x-litellm-call-id. */
  readonly litellm_call_id?: string
  readonly model: string
  readonly model_id: string
  readonly model_group: string
  readonly custom_llm_provider: string
  readonly api_base: string
  readonly user: string
  readonly metadata: JsonObject
  readonly cache_hit: string
  readonly cache_key: string
  readonly request_tags: readonly string[]
  readonly team_id: string | null
  readonly end_user: string
  readonly requester_ip_address: string
  /** Always empty for chat: the prompt is in proxy_server_request. */
  readonly messages: JsonObject
  readonly response: JsonObject
  readonly proxy_server_request: JsonObject
  readonly session_id: string
  /** null on rows of old versions, which succeeded. */
  readonly status: 'success' | 'failure' | null
  readonly mcp_namespaced_tool_name: string | null
}

/** Rows between two times, newest first, made when asked for. */
export interface LogWindow {
  readonly count: number
  /** `skip` rows from the newest are left out; at most `take` follow. */
  slice(skip: number, take: number): SpendLogRow[]
}

/**
 * The log of calls: made-up ones of the past, and those that were made. A row can be read only some time after it was
 * written, as with LiteLLM's batch writer.
 */
export class SpendLogs {
  readonly #delayMs: number
  readonly #history: CallHistory | null
  readonly #rows: { readonly row: SpendLogRow; readonly visibleAtMs: number }[] = []

  /** `delayMs`: how long a row stays unseen. */
  constructor(delayMs: number, history: CallHistory | null = null) {
    this.#delayMs = delayMs
    this.#history = history
  }

  /** Writes a row; it can be read `delayMs` after its end. */
  record(row: SpendLogRow): void {
    this.#rows.push({ row, visibleAtMs: Date.parse(row.endTime) + this.#delayMs })
  }

  /** The rows that can be read by now, newest first. */
  list(now: Date): SpendLogRow[] {
    const all = this.window(-Infinity, Infinity, now)
    return all.slice(0, all.count)
  }

  /** The rows that began at or between two times, in ms since 1970. */
  window(startMs: number, endMs: number, now: Date): LogWindow {
    const recorded = this.#seen(now).filter(({ startTime }) => {
      const time = Date.parse(startTime)
      return time >= startMs && time <= endMs
    })
    const history = this.#history
    if (history === null) return windowOf(recorded)
    const from = history.indexAt(startMs)
    const to = history.indexAt(endMs + 1)
    const oldest = recorded.at(-1)
    const isApart = oldest === undefined || to === 0 || Date.parse(oldest.startTime) >= history.timeOf(to - 1)
    const past = (skip: number, take: number): SpendLogRow[] =>
      Array.from({ length: Math.max(0, Math.min(take, to - from - skip)) }, (_, place) =>
        history.row(to - 1 - skip - place),
      )
    if (!isApart) return windowOf([...recorded, ...past(0, to - from)].sort(newestFirst))
    return {
      count: recorded.length + to - from,
      slice: (skip, take) => {
        const shown = recorded.slice(skip, skip + take)
        return [...shown, ...past(Math.max(0, skip - recorded.length), take - shown.length)]
      },
    }
  }

  /** The row of a request id, or of a call id; null when there is none that can be read. */
  find(id: string, now: Date): SpendLogRow | null {
    const recorded = this.#seen(now).find((row) => row.request_id === id || row.litellm_call_id === id)
    return recorded ?? this.#history?.find(id) ?? null
  }

  /** USD a key has spent in rows that cannot be read yet. */
  unseenSpend(token: string, now: Date): number {
    let sum = 0
    for (const { row, visibleAtMs } of this.#rows) {
      if (row.api_key === token && visibleAtMs > now.getTime()) sum += row.spend
    }
    return sum
  }

  #seen(now: Date): SpendLogRow[] {
    return this.#rows
      .filter((entry) => entry.visibleAtMs <= now.getTime())
      .map((entry) => entry.row)
      .toReversed()
      .sort(newestFirst)
  }
}

function windowOf(rows: readonly SpendLogRow[]): LogWindow {
  return { count: rows.length, slice: (skip, take) => rows.slice(skip, skip + take) }
}

function newestFirst(left: SpendLogRow, right: SpendLogRow): number {
  return left.startTime < right.startTime ? 1 : left.startTime > right.startTime ? -1 : 0
}

const MAX_STORED_CHARACTERS = 2048

/** Copies a JSON value with long texts cut in the middle, as LiteLLM stores prompts and answers. */
export function shortened(value: unknown): unknown {
  if (typeof value === 'string') return shortenedText(value)
  if (Array.isArray(value)) return value.map(shortened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, shortened(field)]))
}

function shortenedText(text: string): string {
  if (text.length <= MAX_STORED_CHARACTERS) return text
  const head = Math.floor(MAX_STORED_CHARACTERS * 0.35)
  const tail = Math.floor(MAX_STORED_CHARACTERS * 0.65)
  const skipped = text.length - head - tail
  return `${text.slice(0, head)}... (litellm_truncated skipped ${skipped} chars) ...${text.slice(-tail)}`
}
