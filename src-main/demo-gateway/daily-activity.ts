import type { SpendLogRow } from './spend-logs.ts'

/** The figures of a group of calls, by LiteLLM's names; money USD. */
interface ActivityMetrics {
  readonly spend: number
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly cache_read_input_tokens: number
  readonly cache_creation_input_tokens: number
  readonly total_tokens: number
  readonly successful_requests: number
  readonly failed_requests: number
  readonly api_requests: number
}

/** The answer of /user/daily/activity: days newest first, each broken down, and totals over all pages. */
export function dailyActivity(rows: readonly SpendLogRow[], page: number, pageSize: number): object {
  const days = [...Map.groupBy(rows, (row) => row.startTime.slice(0, 10))].sort(([left], [right]) =>
    left < right ? 1 : -1,
  )
  const totals = Object.entries(metricsOf(rows)).map(([name, value]) => [
    name.startsWith('total_') ? name : `total_${name}`,
    value,
  ])
  const totalPages = Math.ceil(days.length / pageSize)
  return {
    results: days.slice((page - 1) * pageSize, page * pageSize).map(([date, dayRows]) => ({
      date,
      metrics: metricsOf(dayRows),
      breakdown: {
        models: breakdown(dayRows, (row) => row.model),
        model_groups: breakdown(dayRows, (row) => row.model_group),
        api_keys: breakdown(dayRows, (row) => row.api_key, keyMetadata),
        providers: breakdown(dayRows, (row) => row.custom_llm_provider),
        mcp_servers: {},
        entities: {},
      },
    })),
    metadata: {
      ...Object.fromEntries(totals),
      page,
      total_pages: totalPages,
      has_more: page < totalPages,
    },
  }
}

function breakdown(
  rows: readonly SpendLogRow[],
  nameOf: (row: SpendLogRow) => string,
  metadataOf: (row: SpendLogRow) => object = () => ({}),
): object {
  const groups = [...Map.groupBy(rows, nameOf)].filter(([name]) => name !== '')
  return Object.fromEntries(
    groups.map(([name, group]) => [
      name,
      {
        metrics: metricsOf(group),
        metadata: group[0] === undefined ? {} : metadataOf(group[0]),
        api_key_breakdown: {},
      },
    ]),
  )
}

function keyMetadata(row: SpendLogRow): object {
  return { key_alias: row.metadata['user_api_key_alias'] ?? null, team_id: row.team_id }
}

function metricsOf(rows: readonly SpendLogRow[]): ActivityMetrics {
  const sum = (valueOf: (row: SpendLogRow) => number): number =>
    rows.reduce((total, row) => total + valueOf(row), 0)
  const failed = rows.filter((row) => row.status === 'failure').length
  return {
    spend: sum((row) => row.spend),
    prompt_tokens: sum((row) => row.prompt_tokens),
    completion_tokens: sum((row) => row.completion_tokens),
    cache_read_input_tokens: 0,
    cache_creation_input_tokens: 0,
    total_tokens: sum((row) => row.total_tokens),
    successful_requests: rows.length - failed,
    failed_requests: failed,
    api_requests: rows.length,
  }
}
