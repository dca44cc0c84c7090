import { DuckDBDataChunk } from '@duckdb/node-api'

import { cover, type Coverage, type Span } from '../coverage.ts'
import type { LogEntry } from '../log-entry.ts'
import { rowsOf, type Cell, type Duck } from './duck.ts'
import { columnsOf, entryOf, logColumnNames, logColumnTypes } from './log-columns.ts'
import { openMirrorFile } from './mirror-file.ts'
import { TextValues } from './text-values.ts'

/** Rows of the gateway to be written down: all there are between two times. */
export interface Batch {
  /** The rows of this stretch are exactly `entries`; what the mirror had of it and the gateway has no more, goes. */
  readonly span: Span
  readonly entries: readonly LogEntry[]
  /** The part that will not change any more; null when all of it may. */
  readonly settled: Span | null
  /** Rows that are not among `entries` stay, because the gateway may have more than it gave. */
  readonly keepsOthers?: boolean
}

/** What writing a batch came to. */
export interface BatchOutcome {
  readonly added: readonly LogEntry[]
  readonly changed: readonly LogEntry[]
  readonly removed: number
}

const IDLE_MEGABYTES = 32
const USED_MEGABYTES = 48
/** Values that are kept until a percentile is known cannot go to a file. */
const BYTES_PER_ROW = 24
const BYTES_PER_MEGABYTE = 1_000_000
/** So many more rows are worth more memory. */
const MANY_ROWS = 200_000
/** DuckDB takes rows in vectors of this many. */
const VECTOR_ROWS = 2048

/**
 * A gateway's rows on this computer. Every batch is written in one transaction together with what it covers, so after a
 * crash the mirror is as some batch left it: no row twice, none missing from what is covered.
 */
export class Mirror {
  readonly duck: Duck
  readonly texts: TextValues
  #coverage: Coverage
  #revision = 1
  #generation = 0
  /** Rows there were when memory was last allotted; null while no questions are expected. */
  #rowsInUse: number | null = null
  #rowCount: number
  #writing: Promise<unknown> = Promise.resolve()

  private constructor(duck: Duck, coverage: Coverage, rowCount: number) {
    this.duck = duck
    this.texts = new TextValues(duck)
    this.#coverage = coverage
    this.#rowCount = rowCount
  }

  /** Opens a mirror file, made when missing; `:memory:` keeps nothing. */
  static async open(path: string): Promise<Mirror> {
    const duck = await openMirrorFile(path)
    const spans = await duck.rows(select('SELECT from_ms, to_ms FROM coverage ORDER BY from_ms'))
    const [count] = await duck.rows(select('SELECT count(*) FROM log'))
    const coverage = spans.map(([from, to]) => ({ from: Number(from), to: Number(to) }))
    return new Mirror(duck, coverage, Number(count?.[0]))
  }

  get coverage(): Coverage {
    return this.#coverage
  }

  /** Grows with every change of what can be read. */
  get revision(): number {
    return this.#revision
  }

  /** Counts what was written, also what changes no row. */
  get generation(): number {
    return this.#generation
  }

  get rowCount(): number {
    return this.#rowCount
  }

  /** Writes a batch, all or nothing. Batches are written one after the other. */
  write(batch: Batch): Promise<BatchOutcome> {
    return this.#inTurn(() => this.#write(batch))
  }

  /** Drops everything; the notes stay. */
  clear(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#transact(async () => {
        await this.duck.writer.run('DELETE FROM log; DELETE FROM coverage')
      })
      await this.duck.write((writer) => writer.run('CHECKPOINT'))
      this.#generation += 1
      this.#coverage = []
      this.#rowCount = 0
      this.#revision += 1
    })
  }

  /** What was noted under a name; null for nothing. */
  async note(name: string): Promise<string | null> {
    const [row] = await this.duck.rows({ sql: 'SELECT text FROM note WHERE name = ?', parameters: [name] })
    return typeof row?.[0] === 'string' ? row[0] : null
  }

  setNote(name: string, text: string): Promise<void> {
    return this.#inTurn(() =>
      this.#transact(async () => {
        await this.duck.writer.run('INSERT OR REPLACE INTO note VALUES (?, ?)', [name, text])
      }),
    )
  }

  /**
   * Whether questions are to be expected. Without them, most of the memory is given back; percentiles take some for each row.
   */
  setInUse(isInUse: boolean): Promise<void> {
    this.#rowsInUse = isInUse ? this.#rowCount : null
    const perRow = (this.#rowCount * BYTES_PER_ROW) / BYTES_PER_MEGABYTE
    return this.duck.setMemory(isInUse ? USED_MEGABYTES + perRow : IDLE_MEGABYTES)
  }

  /** Something that is read together with the log has changed. */
  touch(): void {
    this.#generation += 1
    this.#revision += 1
  }

  /** Rows of a stretch of time. */
  async count(span: Span): Promise<number> {
    const [row] = await this.duck.rows({
      sql: `SELECT count(*) FROM log WHERE ${WITHIN}`,
      parameters: spanCells(span),
    })
    return Number(row?.[0])
  }

  /** Closes the file after what was to be written. */
  async close(): Promise<void> {
    await this.#writing
    await this.duck.close()
  }

  async #write({ span, entries, settled, keepsOthers }: Batch): Promise<BatchOutcome> {
    const { writer } = this.duck
    const rows = await rowsOf(writer, {
      sql: `SELECT ${logColumnNames}, rowid FROM log WHERE ${WITHIN}`,
      parameters: spanCells(span),
    })
    const known = rows.map((cells) => ({ entry: entryOf(cells), place: cells.at(-1) ?? null }))
    const difference = differenceOf(known, entries, keepsOthers === true)
    const coverage = settled === null ? this.#coverage : cover(this.#coverage, settled)
    this.texts.add(difference.written)
    const isNews = difference.gone.length > 0 || difference.written.length > 0
    if (isNews || coverage !== this.#coverage) {
      await this.#transact(async () => {
        if (difference.gone.length > 0) await this.#remove(difference.gone)
        if (difference.written.length > 0) await this.#append(difference.written)
        if (coverage !== this.#coverage) await this.#writeCoverage(coverage)
      })
    }
    this.#coverage = coverage
    this.#rowCount += difference.written.length - difference.gone.length
    if (isNews) this.#revision += 1
    if (this.#rowsInUse !== null && this.#rowCount > this.#rowsInUse + MANY_ROWS) await this.setInUse(true)
    const { added, changed, gone } = difference
    return { added, changed, removed: gone.length - changed.length }
  }

  async #remove(places: readonly Cell[]): Promise<void> {
    for (let start = 0; start < places.length; start += VECTOR_ROWS) {
      const some = places.slice(start, start + VECTOR_ROWS)
      await this.duck.writer.run(`DELETE FROM log WHERE rowid IN (${some.map(() => '?').join(', ')})`, some)
    }
  }

  async #append(entries: readonly LogEntry[]): Promise<void> {
    const appender = await this.duck.writer.createAppender('log')
    for (let start = 0; start < entries.length; start += VECTOR_ROWS) {
      const some = entries.slice(start, start + VECTOR_ROWS)
      const chunk = DuckDBDataChunk.create(logColumnTypes, some.length)
      chunk.setColumns(columnsOf(some))
      appender.appendDataChunk(chunk)
    }
    appender.flushSync()
    appender.closeSync()
  }

  async #writeCoverage(coverage: Coverage): Promise<void> {
    await this.duck.writer.run('DELETE FROM coverage')
    for (const span of coverage) {
      await this.duck.writer.run('INSERT INTO coverage VALUES (?, ?)', spanCells(span))
    }
  }

  async #transact(work: () => Promise<void>): Promise<void> {
    this.#generation += 1
    await this.duck.write(async (writer) => {
      await writer.run('BEGIN')
      try {
        await work()
      } catch (cause) {
        await writer.run('ROLLBACK')
        throw cause
      }
      await writer.run('COMMIT')
    })
    this.#generation += 1
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#writing.then(work, work)
    this.#writing = turn.catch(() => null)
    return turn
  }
}

const WITHIN = 'time_ms >= ?::BIGINT AND time_ms < ?::BIGINT'

function spanCells({ from, to }: Span): Cell[] {
  return [BigInt(from), BigInt(to)]
}

function select(sql: string): { sql: string; parameters: [] } {
  return { sql, parameters: [] }
}

interface KnownEntry {
  readonly entry: LogEntry
  /** Its rowid. */
  readonly place: Cell
}

interface Difference {
  readonly added: LogEntry[]
  readonly changed: LogEntry[]
  /** Added and changed ones. */
  readonly written: LogEntry[]
  /** Where rows are removed before writing: those that are no more, and those that changed. */
  readonly gone: Cell[]
}

/** What leads from the rows that are known to those that are there. An id that comes twice counts once, the last one. */
function differenceOf(
  known: readonly KnownEntry[],
  entries: readonly LogEntry[],
  keepsOthers: boolean,
): Difference {
  const old = new Map(known.map(({ entry }) => [entry.id, entry]))
  const now = new Map(entries.map((entry) => [entry.id, entry]))
  const added = [...now.values()].filter(({ id }) => !old.has(id))
  const changed = [...now.values()].filter((entry) => {
    const before = old.get(entry.id)
    return before !== undefined && !isSame(before, entry)
  })
  const rewritten = new Set(changed.map(({ id }) => id))
  const isGone = ({ id }: LogEntry): boolean => rewritten.has(id) || (!keepsOthers && !now.has(id))
  const gone = known.filter(({ entry }) => isGone(entry))
  return { added, changed, written: [...added, ...changed], gone: gone.map(({ place }) => place) }
}

function isSame(left: LogEntry, right: LogEntry): boolean {
  const names = Object.keys(left) as (keyof LogEntry)[]
  return names.every((name) =>
    name === 'tags' ? left.tags.join('\n') === right.tags.join('\n') : left[name] === right[name],
  )
}
