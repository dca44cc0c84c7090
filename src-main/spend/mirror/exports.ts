import { renameSync, rmSync } from 'node:fs'

import {
  BIGINT,
  DOUBLE,
  DuckDBDataChunk,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBType,
} from '@duckdb/node-api'

import { AppFailure, appError, type AppError } from '#shared/app-error.ts'
import type { ExportFormat, SpendExportProgress, SpendExportRequest } from '#shared/spend.ts'
import type { SpendGroup } from '#shared/spend-query.ts'

import { picoOf } from '../pico-usd.ts'
import { conditionOf, type QuestionSource } from './condition.ts'
import type { Cell, Statement } from './duck.ts'
import { exportColumns, moneySql } from './export-columns.ts'
import { readGroups } from './groups.ts'
import { orderSql, Pages } from './page.ts'
import { rowSetSql, type RowSet } from './row-set.ts'

const TELL_EVERY_MS = 250
/** Whole rows are sorted in memory, as far as they fit; the rest goes through a file, which takes twice as long. */
const SORTING_MEGABYTES = 192
/** All groups there are: more than anybody opens in a spreadsheet. */
const MAX_GROUPS = 1_000_000
const CHUNK_ROWS = 2048

interface Running {
  readonly connection: DuckDBConnection
  isCancelled: boolean
}

/**
 * Writes what is shown to files. DuckDB writes them itself, beside the file's place and under another name until they are
 * whole; nothing passes through this program but how far it is.
 */
export class Exports {
  readonly #source: QuestionSource
  readonly #tell: (progress: SpendExportProgress) => void
  readonly #running = new Map<string, Running>()

  constructor(source: QuestionSource, tell: (progress: SpendExportProgress) => void) {
    this.#source = source
    this.#tell = tell
  }

  /** Begins to write; how it goes is told. Answers with how it begins. */
  async start(set: RowSet, request: SpendExportRequest, path: string): Promise<SpendExportProgress> {
    const { exportId } = request
    const connection = await this.#source.duck.connect()
    const running: Running = { connection, isCancelled: false }
    this.#running.set(exportId, running)
    const beginning: SpendExportProgress = {
      exportId,
      state: 'running',
      rowsDone: 0,
      rowsTotal: 0,
      path,
      error: null,
    }
    void this.#run(running, set, request, beginning)
    return beginning
  }

  /** Stops an export; what was written goes. Does nothing for one that has ended. */
  cancel(exportId: string): void {
    const running = this.#running.get(exportId)
    if (!running) return
    running.isCancelled = true
    running.connection.interrupt()
  }

  /** Stops everything. */
  stop(): void {
    for (const exportId of this.#running.keys()) this.cancel(exportId)
  }

  async #run(
    running: Running,
    set: RowSet,
    request: SpendExportRequest,
    beginning: SpendExportProgress,
  ): Promise<void> {
    const part = `${beginning.path}.part`
    let progress = beginning
    const timer = setInterval(() => {
      const share = Math.max(running.connection.progress.percentage, 0) / 100
      progress = {
        ...progress,
        rowsDone: Math.min(Math.round(share * progress.rowsTotal), progress.rowsTotal),
      }
      this.#tell(progress)
    }, TELL_EVERY_MS)
    try {
      const source = await this.#sourceOf(running.connection, set, request)
      progress = { ...progress, rowsTotal: source.rows }
      this.#tell(progress)
      if (running.isCancelled) throw new Error('cancelled')
      await this.#source.duck.withMoreMemory(SORTING_MEGABYTES, () =>
        copy(running.connection, source.statement, part, request.format),
      )
      renameSync(part, beginning.path)
      this.#end({ ...progress, state: 'done', rowsDone: progress.rowsTotal }, timer)
    } catch (cause) {
      rmSync(part, { force: true })
      this.#end(
        running.isCancelled
          ? { ...progress, state: 'cancelled' }
          : { ...progress, state: 'failed', error: exportError(cause) },
        timer,
      )
    } finally {
      running.connection.closeSync()
      this.#running.delete(request.exportId)
    }
  }

  #end(progress: SpendExportProgress, timer: NodeJS.Timeout): void {
    clearInterval(timer)
    this.#tell(progress)
  }

  async #sourceOf(
    connection: DuckDBConnection,
    set: RowSet,
    request: SpendExportRequest,
  ): Promise<{ statement: Statement; rows: number }> {
    const { what, filter, format } = request
    if (what.type === 'rows') {
      const rows = await new Pages(this.#source, () => 0).count(set, filter)
      const where = await conditionOf(this.#source, filter)
      return { statement: rowsStatement(set, format, what, where), rows }
    }
    const { groups } = await readGroups(this.#source, set, { ...what, filter, offset: 0, limit: MAX_GROUPS })
    return {
      statement: await groupsStatement(connection, groups, what.measures, format),
      rows: groups.length,
    }
  }
}

function rowsStatement(
  set: RowSet,
  format: ExportFormat,
  what: Extract<SpendExportRequest['what'], { type: 'rows' }>,
  where: Statement,
): Statement {
  const { from, place } = rowSetSql(set)
  const columns = exportColumns(what.columns, format).map(({ name, sql }) => `${sql} AS "${name}"`)
  return {
    sql: `SELECT ${columns.join(', ')} FROM ${from} WHERE ${where.sql} ORDER BY ${orderSql(what.sort, place)}`,
    parameters: where.parameters,
  }
}

/** Groups go through a table of this connection alone, so that every format writes them alike. */
async function groupsStatement(
  connection: DuckDBConnection,
  groups: readonly SpendGroup[],
  measures: Extract<SpendExportRequest['what'], { type: 'groups' }>['measures'],
  format: ExportFormat,
): Promise<Statement> {
  const others = measures.filter((measure) => measure !== 'cost')
  const columns = [
    'place BIGINT',
    'key VARCHAR',
    'label VARCHAR',
    'cost BIGINT',
    ...others.map((name) => `"${name}" DOUBLE`),
  ]
  const types: DuckDBType[] = [BIGINT, VARCHAR, VARCHAR, BIGINT, ...others.map(() => DOUBLE)]
  await connection.run(`CREATE TEMPORARY TABLE groups (${columns.join(', ')})`)
  const appender = await connection.createAppender('groups')
  for (let start = 0; start < groups.length; start += CHUNK_ROWS) {
    const some = groups.slice(start, start + CHUNK_ROWS)
    const chunk = DuckDBDataChunk.create(types, some.length)
    chunk.setRows(
      some.map(({ key, label, figures }, index): Cell[] => [
        BigInt(start + index),
        key,
        label,
        picoOf(figures.cost),
        ...others.map((measure) => figures.values[measure] ?? null),
      ]),
    )
    appender.appendDataChunk(chunk)
  }
  appender.flushSync()
  appender.closeSync()
  const shown = others.map((name) => `"${name}"`)
  const cost = `${moneySql('cost', format)} AS cost`
  return {
    sql: `SELECT ${['key', 'label', cost, ...shown].join(', ')} FROM groups ORDER BY place`,
    parameters: [],
  }
}

const formats: Readonly<Record<ExportFormat, string>> = {
  csv: 'FORMAT csv, HEADER true',
  json: 'FORMAT json, ARRAY true',
  parquet: 'FORMAT parquet, COMPRESSION zstd',
}

async function copy(
  connection: DuckDBConnection,
  statement: Statement,
  path: string,
  format: ExportFormat,
): Promise<void> {
  // Without these, DuckDB does not count how far it is.
  await connection.run('SET enable_progress_bar = true; SET enable_progress_bar_print = false')
  await connection.run("SET TimeZone = 'UTC'; SET progress_bar_time = 0")
  // COPY takes no parameter for the file's name.
  const file = `'${path.replaceAll("'", "''")}'`
  await connection.run(`COPY (${statement.sql}) TO ${file} (${formats[format]})`, [...statement.parameters])
}

function exportError(cause: unknown): AppError {
  if (cause instanceof AppFailure) return cause.error
  return appError('storage-failed', 'The file could not be written.', {
    nextStep: 'Check that the disk is not full and that the folder may be written, then try again.',
    details: String(cause).slice(0, 4000),
  })
}
