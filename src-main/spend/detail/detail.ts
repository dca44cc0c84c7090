import { AppFailure, appError } from '#shared/app-error.ts'
import type { Model } from '#shared/model.ts'
import type { SpendLog, SpendLogDetail } from '#shared/spend-log.ts'

import { getFromGateway, type GatewayAddress } from '../../gateway/gateway-client.ts'
import type { LogEntry } from '../log-entry.ts'
import { fieldsOf, readLogRow } from '../sync/log-row.ts'
import { loggedMessages } from './logged-content.ts'
import { priceOf } from './price.ts'
import { routeOf } from './route.ts'

const MAX_JSON_CHARACTERS = 2_000_000

type Fields = Readonly<Record<string, unknown>>

/** What a detail is made of. */
export interface DetailParts {
  readonly address: GatewayAddress
  /** The mirror's copy of the row; null when it has none. */
  readonly known: LogEntry | null
  readonly toLog: (entry: LogEntry) => SpendLog
  readonly modelOf: (name: string | null) => Promise<Model | null>
  readonly signal: AbortSignal
}

/**
 * Everything about one row, from the gateway; without an answer from it, what the mirror has. Throws AppFailure `gone` for a
 * row that is neither there nor here.
 */
export async function readDetail(
  id: string,
  withTraceback: boolean,
  parts: DetailParts,
): Promise<SpendLogDetail> {
  const row = await findRow(id, parts)
  const entry = (row === null ? null : readLogRow(row)) ?? parts.known
  if (entry === null) {
    throw new AppFailure(
      appError('gone', 'The gateway no longer has this row.', {
        nextStep: 'It may have been removed from its log.',
      }),
    )
  }
  const fields = row ?? {}
  const said = await findContent(fields, entry, parts)
  const metadata = fieldsOf(fields['metadata'])
  const apiBase = textOf(fields['api_base'])
  const { shown, traceback } = withoutTraceback(metadata)
  return {
    log: parts.toLog(entry),
    content: row === null ? 'unavailable' : said === null ? 'not-stored' : 'stored',
    messages: said === null ? [] : loggedMessages(said.request, said.response),
    requestJson: said === null ? null : jsonText(said.request),
    responseJson: said === null ? null : jsonText(said.response),
    metadataJson: row === null ? null : jsonText(shown),
    traceback: withTraceback ? traceback : null,
    hasTraceback: traceback !== null,
    price: priceOf(entry, metadata, await parts.modelOf(entry.model)),
    route: routeOf(entry, metadata, apiBase),
    timing: {
      firstTokenMs: entry.firstTokenMs,
      totalMs: entry.durationMs,
      overheadMs: numberOf(metadata['litellm_overhead_time_ms']),
    },
    apiBase,
    requesterIp: textOf(fields['requester_ip_address']) ?? textOf(metadata['requester_ip_address']),
  }
}

/** The row as the gateway has it; null when it has none, or does not answer while the mirror knows the row. */
async function findRow(id: string, { address, known, signal }: DetailParts): Promise<Fields | null> {
  try {
    const query = new URLSearchParams({ request_id: id })
    const { json } = await getFromGateway(address, `/spend/logs?${query.toString()}`, { signal })
    // Older gateways answer [null] for an id they do not have.
    const [first] = Array.isArray(json) ? json : []
    const row = fieldsOf(first)
    return textOf(row['request_id']) === null ? null : row
  } catch (cause) {
    if (cause instanceof AppFailure && known !== null && cause.error.kind !== 'cancelled') return null
    throw cause
  }
}

interface Content {
  readonly request: unknown
  readonly response: unknown
}

/** What was said: with the row, or where the gateway keeps such things apart, on its own route. null when nothing is kept. */
async function findContent(row: Fields, entry: LogEntry, parts: DetailParts): Promise<Content | null> {
  const own = contentOf(row)
  if (own !== null || Object.keys(row).length === 0) return own
  const date = new Date(entry.timeMs).toISOString().slice(0, 19).replace('T', ' ')
  const path = `/spend/logs/ui/${encodeURIComponent(entry.id)}?${new URLSearchParams({ start_date: date }).toString()}`
  try {
    const { json } = await getFromGateway(parts.address, path, { signal: parts.signal })
    return contentOf(fieldsOf(json))
  } catch (cause) {
    // Not every gateway has this route, and the row is worth showing without it.
    if (cause instanceof AppFailure) return null
    throw cause
  }
}

function contentOf(fields: Fields): Content | null {
  const request = filled(fields['proxy_server_request']) ?? filledMessages(fields['messages'])
  const response = filled(fields['response'])
  return request === null && response === null ? null : { request, response }
}

function filledMessages(value: unknown): unknown {
  const messages = typeof value === 'string' ? parsed(value) : value
  return Array.isArray(messages) && messages.length > 0 ? { messages } : null
}

/** An object with something in it; LiteLLM writes `{}` for nothing. */
function filled(value: unknown): Fields | null {
  const fields = fieldsOf(value)
  return Object.keys(fields).length === 0 ? null : fields
}

/** A traceback tells the paths of the gateway's machine. */
function withoutTraceback(metadata: Fields): { shown: Fields; traceback: string | null } {
  const error = fieldsOf(metadata['error_information'])
  const traceback = textOf(error['traceback'])
  if (traceback === null) return { shown: metadata, traceback }
  const { traceback: _hidden, ...rest } = error
  return { shown: { ...metadata, error_information: rest }, traceback }
}

function jsonText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  const text = JSON.stringify(value, null, 2)
  return text.length <= MAX_JSON_CHARACTERS ? text : `${text.slice(0, MAX_JSON_CHARACTERS)}\n…`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A text that is not JSON says nothing here.
    return null
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
