import { type Answered, type Call, type GatewayState, pageNumber } from './call.ts'
import { dailyActivity } from './daily-activity.ts'
import { detailFailure, dictMessage, type Failure, proxyFailure } from './failure.ts'
import { isJsonObject } from './json.ts'
import type { SpendLogRow } from './spend-logs.ts'
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
  const rows = state.logs.list(state.settings.now())
  const [start, end] = [query.get('start_date'), query.get('end_date')]
  const [apiKey, userId, requestId] = [query.get('api_key'), query.get('user_id'), query.get('request_id')]
  if (start !== null && end !== null) {
    const [startMs, endMs] = [dayMs(start), dayMs(end)]
    const chosen = rows
      .filter((row) => Date.parse(row.startTime) >= startMs && Date.parse(row.startTime) <= endMs)
      .filter((row) => apiKey === null || row.api_key === apiKey)
      .filter((row) => userId === null || row.user === userId)
      .filter((row) => requestId === null || row.request_id === requestId)
    return { body: query.get('summarize') === 'false' ? chosen : summaries(chosen, startMs, endMs) }
  }
  // Without dates only one of the filters counts.
  if (apiKey !== null) return { body: rows.filter((row) => row.api_key === tokenOf(apiKey)) }
  if (requestId !== null) {
    const found = rows.find((row) => row.request_id === requestId)
    if (found !== undefined) return { body: [found] }
    return { body: state.settings.isNewer ? [] : [null] }
  }
  if (userId !== null) return { body: rows.filter((row) => row.user === userId) }
  return { body: rows }
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
const UI_MAX_PAGE_SIZE = 100
const V2_MAX_PAGE_SIZE = 1000

/** GET /spend/logs/ui: a page of whole rows between two times, newest first. */
export function listSpendLogsUi(call: Call): Answered {
  return pageOfLogs(call, UI_MAX_PAGE_SIZE)
}

/** GET /spend/logs/v2: the same under its newer name; older gateways answer 404. */
export function listSpendLogsV2(call: Call): Answered {
  if (!call.state.settings.isNewer) throw detailFailure(404, 'Not Found')
  return pageOfLogs(call, V2_MAX_PAGE_SIZE)
}

function pageOfLogs(call: Call, maxPageSize: number): Answered {
  const { state, request } = call
  const { query } = request
  const page = pageNumber(query, 'page', 1)
  const pageSize = pageNumber(query, 'page_size', UI_PAGE_SIZE, maxPageSize)
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
  const [startMs, endMs] = [secondMs(start), secondMs(end)]
  const rows = state.logs
    .list(state.settings.now())
    .filter((row) => Date.parse(row.startTime) >= startMs && Date.parse(row.startTime) <= endMs)
    .filter((row) => hasWanted(row, query))
  const sorted = state.settings.isNewer ? inAskedOrder(rows, query) : rows
  return {
    body: {
      data: sorted.slice((page - 1) * pageSize, page * pageSize),
      total: rows.length,
      page,
      page_size: pageSize,
      total_pages: Math.ceil(rows.length / pageSize),
    },
  }
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
    (status === null || status === row.status) &&
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
  const rows = state.logs
    .list(state.settings.now())
    .filter((row) => row.startTime.slice(0, 10) >= start && row.startTime.slice(0, 10) <= end)
    .filter((row) => model === null || row.model === model)
    .filter((row) => apiKey === null || row.api_key === apiKey)
  const page = pageNumber(query, 'page', 1)
  return { body: dailyActivity(rows, page, pageNumber(query, 'page_size', 50, 1000)) }
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
