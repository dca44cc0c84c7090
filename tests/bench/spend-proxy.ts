import { chmodSync, createWriteStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'

import { z } from 'zod'

import type { CallHistory } from '#main/demo-gateway/call-history.ts'
import type { SpendLogRow } from '#main/demo-gateway/spend-logs.ts'
import { Mirror } from '#main/spend/mirror/mirror.ts'
import { Pages } from '#main/spend/mirror/page.ts'
import { noFilter, type SpendDimension, type SpendFilter, type SpendSort } from '#shared/spend-query.ts'

import { fillMirror, generatedHistory, HISTORY_END } from '../helpers/spend-rows.ts'
import { litellmUnavailableReason, startLiteLlm, type LiteLlm } from '../litellm/start-litellm.ts'
import type { Measurement } from './measurement.ts'
import { temporaryFolder } from './temporary-folders.ts'

const ROWS = 1_000_000
const DAYS = 90
const PAGE = 50

/** The same question to the mirror and to the proxy. */
interface Question {
  readonly name: string
  readonly filter: SpendFilter
  readonly sort: SpendSort
  readonly query: Readonly<Record<string, string>>
}

/**
 * Filters over a million rows: the mirror against `/spend/logs/ui` of the real LiteLLM proxy with the same rows in PostgreSQL,
 * in one run. Takes minutes, so it is measured with `--large` only.
 */
export const spendProxy: Measurement = async ({ runs, isLarge, say }) => {
  if (!isLarge) {
    say('spend proxy: with --large only')
    return []
  }
  const unavailable = await litellmUnavailableReason({ database: true })
  if (unavailable !== null) {
    say(`spend proxy: ${unavailable}`)
    return []
  }
  const history = generatedHistory(ROWS, DAYS)
  say('spend proxy: filling the mirror')
  const mirror = await Mirror.open(join(temporaryFolder(), 'spend.duckdb'))
  await fillMirror(mirror, history)
  say('spend proxy: filling PostgreSQL')
  const proxy = await startLiteLlm({ database: true })
  try {
    await fillDatabase(proxy, history)
    const pages = new Pages(mirror, () => mirror.generation)
    const figures = []
    for (const question of questionsOn(history)) {
      const own: number[] = []
      const theirs: number[] = []
      // The first of each warms what a second would find warm.
      for (let run = -1; run < runs; run += 1) {
        const ownMs = await timed(() => pages.page('gateway', question, { offset: 0, limit: PAGE }))
        const theirMs = await timed(() => askProxy(proxy, question))
        if (run >= 0) {
          own.push(ownMs)
          theirs.push(theirMs)
        }
      }
      figures.push({
        name: `spend, 1M rows: ${question.name}`,
        unit: 'ms',
        samples: own,
        baseline: { name: '/spend/logs/ui', samples: theirs },
        goal: { of: 'ratio', is: 'at most', limit: 0.1 } as const,
      })
    }
    return figures
  } finally {
    await proxy.close()
    await mirror.close()
  }
}

function questionsOn(history: CallHistory): Question[] {
  const newest: SpendSort = { column: 'time', direction: 'descending' }
  const row = history.row(Math.floor(history.count / 2))
  const chosen = (name: string, dimension: SpendDimension, value: string, parameter: string): Question => ({
    name,
    filter: { ...noFilter, choices: { [dimension]: { isExcluded: false, values: [value] } } },
    sort: newest,
    query: { [parameter]: value },
  })
  return [
    chosen('rows of a key', 'key', row.api_key, 'api_key'),
    chosen('rows of a user', 'user', row.user, 'user_id'),
    chosen('rows of a model', 'model', row.model_group, 'model_group'),
    chosen('failures', 'status', 'failure', 'status_filter'),
    {
      name: 'the most expensive rows',
      filter: noFilter,
      sort: { column: 'cost', direction: 'descending' },
      query: { sort_by: 'spend', sort_order: 'desc' },
    },
  ]
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

async function askProxy(proxy: LiteLlm, { query }: Question): Promise<void> {
  const second = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
  const parameters = new URLSearchParams({
    ...query,
    start_date: second(HISTORY_END.getTime() - DAYS * 86_400_000),
    end_date: second(HISTORY_END.getTime()),
    page: '1',
    page_size: String(PAGE),
  })
  const answer = await fetch(`${proxy.url}/spend/logs/ui?${parameters.toString()}`, {
    headers: { authorization: `Bearer ${proxy.adminKey}` },
  })
  const { data } = z.object({ data: z.array(z.unknown()) }).parse(await answer.json())
  if (data.length !== PAGE) throw new Error(`The proxy gave ${data.length} rows.`)
}

const columns = [
  'request_id',
  'call_type',
  'api_key',
  'spend',
  'total_tokens',
  'prompt_tokens',
  'completion_tokens',
  'startTime',
  'endTime',
  'completionStartTime',
  'request_duration_ms',
  'model',
  'model_id',
  'model_group',
  'custom_llm_provider',
  'api_base',
  'user',
  'metadata',
  'cache_hit',
  'cache_key',
  'request_tags',
  'team_id',
  'end_user',
  'session_id',
  'status',
  'litellm_call_id',
] as const satisfies readonly (keyof SpendLogRow)[]

/** Writes the history into PostgreSQL through a file, as that is how a million rows go in. */
async function fillDatabase(proxy: LiteLlm, history: CallHistory): Promise<void> {
  const file = join(temporaryFolder(), 'rows.csv')
  const stream = createWriteStream(file)
  for (let index = 0; index < history.count; index += 1) {
    const row = history.row(index)
    if (!stream.write(`${columns.map((column) => csvCell(row[column])).join(',')}\n`))
      await once(stream, 'drain')
  }
  stream.end()
  await finished(stream)
  // PostgreSQL runs as another user.
  chmodSync(join(file, '..'), 0o755)
  chmodSync(file, 0o644)
  const names = columns.map((column) => `"${column}"`).join(', ')
  await proxy.database?.sql(`COPY "LiteLLM_SpendLogs" (${names}) FROM '${file}' WITH (FORMAT csv)`)
  await proxy.database?.sql('ANALYZE "LiteLLM_SpendLogs"')
  rmSync(file)
}

/** Nothing for null, which CSV takes for it. */
function csvCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return `"${text.replaceAll('"', '""')}"`
}
