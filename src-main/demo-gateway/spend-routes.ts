import { type Answered, type Call, type GatewayState, pageNumber } from './call.ts'
import { dailyActivity } from './daily-activity.ts'
import { detailFailure, dictMessage, type Failure, invalidFailure, proxyFailure } from './failure.ts'
import { isJsonObject } from './json.ts'
import type { LogWindow, SpendLogRow } from './spend-logs.ts'
import { tokenOf } from './virtual-keys.ts'

const DAY_MS = 86_400_000

/** GET /spend/logs: whole rows, or sums by day when both dates are given and `summarize` is not false. */
export function listSpendLogs(call: Call): Answered {
  const { state, request } = call
  if (!state.settings.database) {
    throw logsFailure(
      'Database not connected. Connect a database to your proxy - ' +
        'https://docs.litellm.ai/docs/simple_proxy#managing-auth---virtual-keys',
    )
  }
  const { query } = request
  const now = state.settings.now()
  const [start, end] = [query.get('start_date'), query.get('end_date')]
  const [apiKey, userId, requestId] = [query.get('api_key'), query.get('user_id'), query.get('request_id')]
  if (start !== null && end !== null) {
    const [startMs, endMs] = [dayMs(start), dayMs(end)]
    const chosen = allOf(state.logs.window(startMs, endMs, now))
      .filter((row) => apiKey === null || row.api_key === apiKey)
      .filter((row) => userId === null || row.user === userId)
      .filter((row) => requestId === null || row.request_id === requestId)
    return { body: query.get('summarize') === 'false' ? chosen : summaries(chosen, startMs, endMs) }
  }
  // Without dates only one of the filters counts.
  if (requestId !== null && apiKey === null) {
    const found = findRow(state, requestId)
    if (found !== null) return { body: [found] }
    return { body: state.settings.isNewer ? [] : [null] }
  }
  const rows = state.logs.list(now)
  if (apiKey !== null) return { body: rows.filter((row) => row.api_key === tokenOf(apiKey)) }
  if (userId !== null) return { body: rows.filter((row) => row.user === userId) }
  return { body: rows }
}

/** Newer gateways know a row by its call's id, too. */
function findRow(state: GatewayState, id: string): SpendLogRow | null {
  const found = state.logs.find(id, state.settings.now())
  return found !== null && (state.settings.isNewer || found.request_id === id) ? found : null
}

function allOf(window: LogWindow): SpendLogRow[] {
  return window.slice(0, window.count)
}

function dayMs(text: string): number {
  const day = text.slice(0, 10)
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : Number.NaN
  if (Number.isNaN(time)) throw logsFailure(`time data '${text}' does not match format '%Y-%m-%d'`)
  if (text.length > day.length) throw logsFailure(`unconverted data remains: ${text.slice(10)}`)
  return time
}

function logsFailure(message: string): Failure {
  return proxyFailure({ status: 500, type: 'internal_error', message: `/spend/logs Error${message}` })
}

/** Sums by day, oldest first; the hashes of keys are properties beside the others. Days without calls are zero. */
function summaries(rows: readonly SpendLogRow[], startMs: number, endMs: number): object[] {
  if (rows.length === 0) return []
  const days: object[] = []
  for (let day = startMs; day < endMs; day += DAY_MS) {
    const date = new Date(day).toISOString().slice(0, 10)
    const inDay = rows.filter((row) => row.startTime.startsWith(date))
    days.push({
      startTime: date,
      spend: sumOf(inDay),
      users: sums(inDay, (row) => row.user),
      models: sums(inDay, (row) => row.model),
      ...sums(inDay, (row) => row.api_key),
    })
  }
  return days
}

function sums(rows: readonly SpendLogRow[], nameOf: (row: SpendLogRow) => string): Record<string, number> {
  const groups = Map.groupBy(rows, nameOf)
  return Object.fromEntries([...groups].map(([name, group]) => [name, sumOf(group)]))
}

function sumOf(rows: readonly SpendLogRow[]): number {
  return rows.reduce((sum, row) => sum + row.spend, 0)
}

const UI_PAGE_SIZE = 50
const OLDER_MAX_PAGE_SIZE = 100
const NEWER_MAX_PAGE_SIZE = 1000
/** Newer gateways count no further. */
const COUNT_CAP = 10_000

/** GET /spend/logs/ui: a page of rows between two times, newest first. */
export function listSpendLogsUi(call: Call): Answered {
  const { state, request } = call
  const id = request.query.get('request_id')
  // Newer gateways find an id whenever it was.
  if (state.settings.isNewer && state.settings.database && id !== null) {
    const found = findRow(state, id)
    return pageOf(call, found === null ? [] : [found])
  }
  return pageOfLogs(call)
}

/** GET /spend/logs/v2: the same under its newer name; older gateways answer 404. */
export function listSpendLogsV2(call: Call): Answered {
  if (!call.state.settings.isNewer) throw detailFailure(404, 'Not Found')
  return pageOfLogs(call)
}

/** GET /spend/logs/session/ui: the rows of a session; older gateways begin with the oldest. */
export function listSessionLogs(call: Call): Answered {
  const { state, request } = call
  if (!state.settings.database) throw detailFailure(500, 'Database not connected')
  const id = request.query.get('session_id')
  if (id === null) {
    throw invalidFailure({
      type: 'missing',
      loc: ['query', 'session_id'],
      msg: 'Field required',
      input: null,
    })
  }
  const rows = state.logs.list(state.settings.now()).filter((row) => row.session_id === id)
  return pageOf(call, state.settings.isNewer ? rows : rows.toReversed())
}

/** GET /spend/logs/ui/{id}: request and answer of a row; older gateways know them only from other loggers. */
export function getLoggedContent(call: Call): Answered {
  const { state, request } = call
  const found = findRow(state, decodeURIComponent(request.path.split('/').at(-1) ?? ''))
  if (!state.settings.isNewer || found === null) return { body: null }
  const { messages, response, proxy_server_request } = found
  return { body: { messages, response, proxy_server_request } }
}

function pageOfLogs(call: Call): Answered {
  const { state, request } = call
  const { query } = request
  if (!state.settings.database) {
    throw proxyFailure({ status: 401, type: 'internal_error', message: 'Prisma Client is not initialized' })
  }
  const [start, end] = [query.get('start_date'), query.get('end_date')]
  if (start === null || end === null) {
    throw proxyFailure({
      status: 400,
      type: 'bad_request',
      message: 'Start date and end date are required',
      param: 'None',
    })
  }
  const window = state.logs.window(secondMs(start), secondMs(end), state.settings.now())
  if (!SHAPING.some((name) => query.has(name))) return pageOf(call, window)
  const rows = allOf(window).filter((row) => hasWanted(row, query))
  return pageOf(call, state.settings.isNewer ? inAskedOrder(rows, query) : rows)
}

/** What narrows or orders the rows of a window. */
const SHAPING = [
  'api_key',
  'user_id',
  'request_id',
  'team_id',
  'model',
  'end_user',
  'model_id',
  'model_group',
  'key_alias',
  'error_code',
  'status_filter',
  'session_id',
  'min_spend',
  'max_spend',
  'sort_by',
  'sort_order',
] as const

function pageOf(call: Call, rows: LogWindow | readonly SpendLogRow[]): Answered {
  const { isNewer } = call.state.settings
  const { query } = call.request
  const page = pageNumber(query, 'page', 1)
  const pageSize = pageNumber(
    query,
    'page_size',
    UI_PAGE_SIZE,
    isNewer ? NEWER_MAX_PAGE_SIZE : OLDER_MAX_PAGE_SIZE,
  )
  const skip = (page - 1) * pageSize
  const count = 'count' in rows ? rows.count : rows.length
  const shown = 'count' in rows ? rows.slice(skip, pageSize) : rows.slice(skip, skip + pageSize)
  const total = isNewer ? Math.min(count, COUNT_CAP) : count
  return {
    body: {
      data: isNewer ? shown.map(lightRow) : shown,
      total,
      page,
      page_size: pageSize,
      total_pages: Math.ceil(total / pageSize),
      ...(isNewer ? { total_is_capped: count > COUNT_CAP } : {}),
    },
  }
}

/** A row as newer gateways list it: without what was said. */
function lightRow(row: SpendLogRow): object {
  const { messages: _messages, response: _response, proxy_server_request: _request, ...light } = row
  const durationMs = Date.parse(row.endTime) - Date.parse(row.startTime)
  return { ...light, request_duration_ms: row.request_duration_ms ?? durationMs }
}

function secondMs(text: string): number {
  const isWellFormed = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)
  const time = isWellFormed ? Date.parse(`${text.replace(' ', 'T')}Z`) : Number.NaN
  if (!Number.isNaN(time)) return time
  throw proxyFailure({
    status: 500,
    type: 'internal_server_error',
    message: `time data '${text}' does not match format '%Y-%m-%d %H:%M:%S'`,
  })
}

function hasWanted(row: SpendLogRow, query: URLSearchParams): boolean {
  const wants = (name: string, value: unknown): boolean => {
    const wanted = query.get(name)
    return wanted === null || wanted === value
  }
  const status = query.get('status_filter')
  const session = query.get('session_id')
  return (
    wants('api_key', row.api_key) &&
    wants('user_id', row.user) &&
    wants('request_id', row.request_id) &&
    wants('team_id', row.team_id) &&
    wants('model', row.model) &&
    wants('end_user', row.end_user) &&
    wants('model_id', row.model_id) &&
    wants('model_group', row.model_group) &&
    wants('key_alias', row.metadata['user_api_key_alias']) &&
    wants('error_code', errorCode(row)) &&
    (status === null || status === (row.status ?? 'success')) &&
    (session === null || row.session_id.includes(session)) &&
    row.spend >= Number(query.get('min_spend') ?? -Infinity) &&
    row.spend <= Number(query.get('max_spend') ?? Infinity)
  )
}

function errorCode(row: SpendLogRow): unknown {
  const information = row.metadata['error_information']
  return isJsonObject(information) ? information['error_code'] : null
}

function inAskedOrder(rows: readonly SpendLogRow[], query: URLSearchParams): SpendLogRow[] {
  const direction = query.get('sort_order') === 'asc' ? 1 : -1
  const valueOf = {
    spend: (row: SpendLogRow) => row.spend,
    total_tokens: (row: SpendLogRow) => row.total_tokens,
    startTime: (row: SpendLogRow) => Date.parse(row.startTime),
    endTime: (row: SpendLogRow) => Date.parse(row.endTime),
    request_duration_ms: (row: SpendLogRow) => row.request_duration_ms ?? 0,
  }[query.get('sort_by') ?? 'startTime']
  return valueOf === undefined
    ? [...rows]
    : rows.toSorted((left, right) => direction * (valueOf(left) - valueOf(right)))
}

/** GET /user/daily/activity: figures by day, newest first. */
export function getDailyActivity(call: Call): Answered {
  const { state, caller, request } = call
  if (!state.settings.database) {
    throw detailFailure(500, {
      error: 'DB not connected. See https://docs.litellm.ai/docs/proxy/virtual_keys',
    })
  }
  if (state.settings.isNewer && caller.key !== null && caller.key.user_id === null) {
    throw detailFailure(403, {
      error:
        'Service-account keys cannot query user analytics. Use a user-bound key, or call as a proxy admin.',
    })
  }
  const { query } = request
  const [start, end] = [query.get('start_date'), query.get('end_date')]
  if (start === null || end === null) {
    throw detailFailure(400, { error: 'Please provide start_date and end_date' })
  }
  const [model, apiKey] = [query.get('model'), query.get('api_key')]
  const [startMs, endMs] = [activityDayMs(start), activityDayMs(end) + DAY_MS - 1]
  const rows = allOf(state.logs.window(startMs, endMs, state.settings.now()))
    .filter((row) => model === null || row.model === model)
    .filter((row) => apiKey === null || row.api_key === apiKey)
  const page = pageNumber(query, 'page', 1)
  return { body: dailyActivity(rows, page, pageNumber(query, 'page_size', 50, 1000)) }
}

function activityDayMs(text: string): number {
  const time = Date.parse(text.slice(0, 10))
  if (!Number.isNaN(time)) return time
  throw detailFailure(500, { error: `Failed to fetch analytics: time data '${text}' does not match format` })
}

/** GET /global/spend. */
export function getGlobalSpend(call: Call): Answered {
  if (!call.state.settings.database) {
    throw proxyFailure({
      status: 500,
      type: 'internal_server_error',
      message: dictMessage('No db connected'),
    })
  }
  return { body: { spend: totalSpend(call.state), max_budget: 0 } }
}

function totalSpend(state: GatewayState): number {
  return sumOf(state.logs.list(state.settings.now()))
}
