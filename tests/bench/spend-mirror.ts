import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import { z } from 'zod'

import { Mirror } from '#main/spend/mirror/mirror.ts'

import { entriesOf, generatedHistory, HISTORY_END } from '../helpers/spend-rows.ts'
import type { Figure } from './figure.ts'
import type { BenchContext, Measurement } from './measurement.ts'
import { SqliteLog } from './sqlite-log.ts'
import { median, percentile } from './statistics.ts'
import { temporaryFolder } from './temporary-folders.ts'

/** Rows of the mirrors measured; the last only when asked for, since it takes minutes. */
const SIZES = [10_000, 100_000, 1_000_000] as const
const LARGE = 10_000_000
/** The size the goals are about. */
const GOAL_SIZE = 1_000_000
const BATCH_ROWS = 20_000
const MEGABYTE = 1_000_000

const Report = z.object({
  openMs: z.number(),
  newest: z.array(z.number()),
  pages: z.array(z.number()),
  sums: z.array(z.number()),
  percentiles: z.array(z.number()),
  charts: z.array(z.number()),
  deep: z.array(z.number()),
  memoryBytes: z.number(),
  exportMs: z.number(),
})

/** What was measured at one size. */
interface SizeResult extends z.infer<typeof Report> {
  readonly rows: number
  /** Into the mirror, and into SQLite. */
  readonly rowsPerSecond: { readonly own: number; readonly sqlite: number }
  readonly bytesPerRow: number
  /** The same sums in SQLite, in ms. */
  readonly sqliteSums: readonly number[]
}

/** The mirror of spend logs at growing sizes, against the same rows in SQLite. */
export const spendMirror: Measurement = async (context) => {
  const sizes = context.isLarge ? [...SIZES, LARGE] : SIZES
  const results: SizeResult[] = []
  for (const rows of sizes) results.push(await measureSize(rows, context))
  for (const line of curveOf(results)) context.say(line)
  return results.flatMap((result) => figuresOf(result, results))
}

async function measureSize(rows: number, { runs, say }: BenchContext): Promise<SizeResult> {
  say(`spend mirror: ${rows.toLocaleString('en')} rows`)
  const folder = temporaryFolder()
  const path = join(folder, 'spend.duckdb')
  const filled = await fill(path, rows, runs)
  const script = join(import.meta.dirname, '../helpers/spend-questions-process.ts')
  const child = spawn(process.execPath, [script, path, String(runs), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const report = Report.parse(JSON.parse(await text(child.stdout)))
  await exited
  return { ...report, ...filled, rows }
}

/** Makes rows and writes them, into the mirror and into SQLite, batch by batch; making them is not measured. */
async function fill(path: string, rows: number, runs: number) {
  const history = generatedHistory(rows)
  const mirror = await Mirror.open(path)
  const sqlite = rows > GOAL_SIZE ? null : new SqliteLog()
  let ownMs = 0
  let sqliteMs = 0
  for (let end = rows; end > 0; end -= BATCH_ROWS) {
    const start = Math.max(0, end - BATCH_ROWS)
    const span = {
      from: history.timeOf(start),
      to: end === rows ? HISTORY_END.getTime() : history.timeOf(end),
    }
    const entries = entriesOf(history, start, end).filter(({ timeMs }) => timeMs < span.to)
    const begun = performance.now()
    await mirror.write({ span, entries, settled: span })
    const written = performance.now()
    sqlite?.write(entries)
    ownMs += written - begun
    sqliteMs += performance.now() - written
  }
  await mirror.close()
  const sqliteSums = sqlite === null ? [] : timesOf(sqlite, runs)
  sqlite?.close()
  return {
    rowsPerSecond: { own: (rows / ownMs) * 1000, sqlite: (rows / sqliteMs) * 1000 },
    bytesPerRow: statSync(path).size / rows,
    sqliteSums,
  }
}

function timesOf(sqlite: SqliteLog, runs: number): number[] {
  const parts = ['model', 'key_hash', 'user', 'team', 'time_ms / 86400000', 'time_ms / 3600000'] as const
  return parts.flatMap((part) =>
    Array.from({ length: runs }, () => {
      const start = performance.now()
      sqlite.sums(part)
      return performance.now() - start
    }),
  )
}

function figuresOf(result: SizeResult, all: readonly SizeResult[]): Figure[] {
  const { rows, sqliteSums } = result
  const at = sizeName(rows)
  const isGoal = rows === GOAL_SIZE
  const goal = (limit: number): Figure['goal'] => (isGoal ? { of: 'value', is: 'at most', limit } : null)
  const p95 = (samples: readonly number[]): number => percentile(samples, 95)
  const sqlite = (samples: readonly number[]): Figure['baseline'] =>
    samples.length === 0 ? null : { name: 'SQLite', samples }
  const figures: Figure[] = [
    {
      name: `spend, ${at}: sums over everything`,
      unit: 'ms',
      samples: result.sums,
      baseline: sqlite(sqliteSums),
      goal: rows === LARGE ? { of: 'value', is: 'at most', limit: 400 } : goal(50),
    },
    {
      name: `spend, ${at}: any filter or order, p95`,
      unit: 'ms',
      samples: result.pages,
      baseline: null,
      goal: goal(80),
      summary: p95,
    },
    { name: `spend, ${at}: newest rows`, unit: 'ms', samples: result.newest, baseline: null, goal: null },
    {
      name: `spend, ${at}: rows from the middle of an order`,
      unit: 'ms',
      samples: result.deep,
      baseline: null,
      goal: null,
    },
    { name: `spend, ${at}: chart by model`, unit: 'ms', samples: result.charts, baseline: null, goal: null },
    {
      name: `spend, ${at}: sums with p95`,
      unit: 'ms',
      samples: result.percentiles,
      baseline: null,
      goal: null,
    },
    {
      name: `spend, ${at}: export to CSV`,
      unit: 'ms',
      samples: [result.exportMs],
      baseline: null,
      goal: goal(3000),
    },
    {
      name: `spend, ${at}: rows in`,
      unit: '/s',
      samples: [result.rowsPerSecond.own],
      baseline: rows > GOAL_SIZE ? null : sqlite([result.rowsPerSecond.sqlite]),
      goal: isGoal ? { of: 'value', is: 'at least', limit: 50_000 } : null,
    },
    {
      name: `spend, ${at}: bytes a row`,
      unit: 'B',
      samples: [result.bytesPerRow],
      baseline: null,
      goal: goal(100),
    },
    {
      name: `spend, ${at}: memory over an open mirror`,
      unit: 'MB',
      samples: [result.memoryBytes / MEGABYTE],
      baseline: null,
      goal: null,
    },
  ]
  const tenth = all.find((other) => other.rows * 10 === rows)
  if (tenth === undefined) return figures
  return [
    ...figures,
    {
      name: `spend, ${at}: sums, growth from ${sizeName(tenth.rows)}`,
      unit: 'ms',
      samples: result.sums,
      baseline: { name: sizeName(tenth.rows), samples: tenth.sums },
      goal: { of: 'ratio', is: 'at most', limit: 10 },
    },
    {
      name: `spend, ${at}: newest rows, growth from ${sizeName(tenth.rows)}`,
      unit: 'ms',
      samples: result.newest,
      baseline: { name: sizeName(tenth.rows), samples: tenth.newest },
      goal: null,
    },
  ]
}

/** How each question grows, a line for each size. */
function curveOf(results: readonly SizeResult[]): string[] {
  const ms = (samples: readonly number[]): string => `${median(samples).toFixed(1)} ms`.padStart(10)
  const head = ['rows', 'newest', 'filters', 'sums', 'p95 sums', 'chart', 'deep'].map((name) =>
    name.padStart(10),
  )
  const lines = results.map(({ rows, newest, pages, sums, percentiles, charts, deep }) =>
    [sizeName(rows).padStart(10), ...[newest, pages, sums, percentiles, charts, deep].map(ms)].join('  '),
  )
  return [head.join('  '), ...lines]
}

function sizeName(rows: number): string {
  return rows >= 1_000_000 ? `${rows / 1_000_000}M rows` : `${rows / 1000}k rows`
}
