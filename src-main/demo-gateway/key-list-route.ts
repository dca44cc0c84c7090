import { type Answered, type Call, type GatewayState, pageNumber } from './call.ts'
import { dictMessage, proxyFailure } from './failure.ts'
import { requireDatabase, seenRow } from './key-routes.ts'
import type { VirtualKey } from './virtual-keys.ts'

const MAX_LIST_SIZE = 100
const COLUMNS = ['spend', 'max_budget', 'created_at', 'updated_at', 'token', 'key_alias'] as const
type Column = (typeof COLUMNS)[number]

/** GET /key/list: a page of hashes, or of whole rows. */
export function listKeys(call: Call): Answered {
  const { state, caller, request } = call
  requireDatabase(state, 'Authentication Error, Database not connected')
  if (!caller.isAdmin && (caller.key?.user_id ?? null) === null) {
    throw proxyFailure({
      status: 403,
      type: 'bad_request_error',
      message:
        "You are not authorized to access this endpoint. No 'user_id' is associated with your API key.",
      param: 'user_id',
    })
  }
  const { query } = request
  const page = pageNumber(query, 'page', 1)
  const size = pageNumber(query, 'size', 10, MAX_LIST_SIZE)
  const now = state.settings.now()
  const order = rowOrder(query)
  const userId = caller.isAdmin ? query.get('user_id') : (caller.key?.user_id ?? null)
  const rows = state.keys
    .list(now)
    .filter((row) => userId === null || row.user_id === userId)
    .filter((row) => matches(query, 'team_id', row.team_id))
    .filter((row) => matches(query, 'organization_id', row.organization_id))
    .filter((row) => matches(query, 'key_hash', row.token))
    .filter(aliasFilter(state, query))
    .filter(newerFilter(state, query, now))
    .sort(order)
  const isFull = query.get('return_full_object') === 'true'
  const shown = rows.slice((page - 1) * size, page * size)
  return {
    body: {
      keys: shown.map((row) => (isFull ? seenRow(state, row, now) : row.token)),
      total_count: rows.length,
      current_page: page,
      total_pages: Math.ceil(rows.length / size),
    },
  }
}

function matches(query: URLSearchParams, name: string, value: string | null): boolean {
  const wanted = query.get(name)
  return wanted === null || wanted === value
}

/** Older gateways know the whole alias alone. */
function aliasFilter({ settings }: GatewayState, query: URLSearchParams): (row: VirtualKey) => boolean {
  const wanted = query.get('key_alias')
  if (wanted === null) return () => true
  const isSubstring = settings.isNewer && query.get('substring_matching') === 'true'
  return ({ key_alias: alias }) => (isSubstring ? includesText(alias, wanted) : wanted === alias)
}

/** What newer gateways know; older ones leave it out of account. */
function newerFilter(
  { settings }: GatewayState,
  query: URLSearchParams,
  now: Date,
): (row: VirtualKey) => boolean {
  if (!settings.isNewer) return () => true
  const expires = query.get('expires')
  if (expires !== null && expires !== 'active' && expires !== 'expired') {
    throw proxyFailure({
      status: 400,
      type: 'internal_server_error',
      message: dictMessage("Invalid expires value. Supported: 'active', 'expired'."),
    })
  }
  const search = query.get('search')
  const isExpired = (row: VirtualKey): boolean =>
    row.expires !== null && Date.parse(row.expires) <= now.getTime()
  return (row) =>
    (expires === null || isExpired(row) === (expires === 'expired')) &&
    (search === null || row.token === search || includesText(row.key_alias, search))
}

function includesText(text: string | null, part: string): boolean {
  return text !== null && text.toLowerCase().includes(part.toLowerCase())
}

function rowOrder(query: URLSearchParams): (left: VirtualKey, right: VirtualKey) => number {
  const column = query.get('sort_by') ?? 'created_at'
  if (!isColumn(column)) {
    throw proxyFailure({
      status: 400,
      type: 'internal_server_error',
      message: dictMessage(`Invalid sort column. Must be one of: ${COLUMNS.join(', ')}`),
    })
  }
  const direction = query.get('sort_order') === 'asc' ? 1 : -1
  return (left, right) => direction * compareCells(left[column], right[column])
}

function isColumn(name: string): name is Column {
  return COLUMNS.some((column) => column === name)
}

/** As PostgreSQL does: nothing comes after everything. */
function compareCells(left: string | number | null, right: string | number | null): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null)
  return left < right ? -1 : left > right ? 1 : 0
}
