import type { DuckDBConnection } from '@duckdb/node-api'

import type { SpendFilter, SpendSort } from '#shared/spend-query.ts'

import type { LogEntry } from '../log-entry.ts'
import { sortExpressions } from './dimensions.ts'
import { conditionOf, type QuestionSource } from './condition.ts'
import { rowsOf, type Cell, type Cells, type Duck, type Statement } from './duck.ts'
import { entryOf, logColumnNames } from './log-columns.ts'
import { ownRowid, rowSetSql, type RowSet } from './row-set.ts'

/** Which rows, and in what order. */
export interface OrderQuestion {
  readonly filter: SpendFilter
  readonly sort: SpendSort
}

/** A run of rows in an order. */
export interface PagePlace {
  readonly offset: number
  readonly limit: number
}

/** An entry, and the id of the call when it is a record of our own. */
export interface PageRow {
  readonly entry: LogEntry
  readonly ownId: string | null
}

/** Behind this row an order is written down once and then only read. */
const DEEP_OFFSET = 1_000
/** How long nothing else is asked before an order is made ahead, in ms: making one takes every core. */
const PREPARE_AFTER_MS = 400
/** Orders that are kept. Each takes eight bytes a row. */
const KEPT_ORDERS = 2

interface KeptOrder {
  readonly key: string
  readonly table: Promise<string>
}

/**
 * Pages of rows. The first rows of an order are found by themselves; deeper ones from the order as a whole, which is made
 * once and kept until the data or the question changes, so that any offset costs the same.
 */
export class Pages {
  readonly #source: QuestionSource
  readonly #duck: Duck
  readonly #generation: () => number
  #orders: readonly KeptOrder[] = []
  #tables = 0
  #preparing: NodeJS.Timeout | undefined

  /** `generation` counts what was written: a write may give rows other places, even one that changes no row. */
  constructor(source: QuestionSource, generation: () => number) {
    this.#source = source
    this.#duck = source.duck
    this.#generation = generation
  }

  /** Rows that pass a filter. */
  async count(set: RowSet, filter: SpendFilter): Promise<number> {
    const where = await conditionOf(this.#source, filter)
    const [cells] = await this.#duck.rows({
      sql: `SELECT count(*) FROM ${rowSetSql(set).from} WHERE ${where.sql}`,
      parameters: where.parameters,
    })
    return Number(cells?.[0] ?? 0)
  }

  /** Rows and how many there are. What has to look through texts looks only once. */
  async page(
    set: RowSet,
    question: OrderQuestion,
    place: PagePlace,
  ): Promise<{ rows: PageRow[]; total: number }> {
    clearTimeout(this.#preparing)
    if (question.filter.text.trim() !== '' && place.offset === 0) return this.#counted(set, question, place)
    const [rows, total] = await Promise.all([
      this.rows(set, question, place),
      this.count(set, question.filter),
    ])
    return { rows, total }
  }

  /** `limit` rows from `offset` on. */
  async rows(set: RowSet, question: OrderQuestion, page: PagePlace): Promise<PageRow[]> {
    if (page.offset + page.limit <= DEEP_OFFSET) {
      const where = await conditionOf(this.#source, question.filter)
      return this.#duck.read(async (connection) => {
        const places = await rowsOf(connection, firstPlaces(set, question.sort, where, page))
        return readPlaces(connection, places)
      })
    }
    const generation = this.#generation()
    const table = await this.#order(set, question)
    const rows = await this.#duck.read(async (connection) => {
      const places = await rowsOf(connection, {
        sql: `SELECT place FROM own.${table} LIMIT ?::BIGINT OFFSET ?::BIGINT`,
        parameters: [BigInt(page.limit), BigInt(page.offset)],
      })
      return readPlaces(connection, places)
    })
    return generation === this.#generation() ? rows : this.rows(set, question, page)
  }

  async #counted(
    set: RowSet,
    question: OrderQuestion,
    place: PagePlace,
  ): Promise<{ rows: PageRow[]; total: number }> {
    const where = await conditionOf(this.#source, question.filter)
    return this.#duck.read(async (connection) => {
      const counted = firstPlaces(set, question.sort, where, place, ', count(*) OVER ()')
      const places = await rowsOf(connection, counted)
      return { rows: await readPlaces(connection, places), total: Number(places[0]?.[1] ?? 0) }
    })
  }

  /** Makes an order that is about to be needed, unless other rows are asked for meanwhile. */
  prepare(set: RowSet, question: OrderQuestion): void {
    clearTimeout(this.#preparing)
    this.#preparing = setTimeout(() => void this.#order(set, question).catch(() => null), PREPARE_AFTER_MS)
  }

  /** Makes nothing ahead any more. */
  stop(): void {
    clearTimeout(this.#preparing)
  }

  async #order(set: RowSet, question: OrderQuestion): Promise<string> {
    const key = JSON.stringify([this.#generation(), set, question.filter, question.sort])
    const kept = this.#orders.find((order) => order.key === key)
    if (kept) return kept.table
    const order = { key, table: this.#makeOrder(set, question) }
    const all = [order, ...this.#orders]
    this.#orders = all.slice(0, KEPT_ORDERS)
    for (const old of all.slice(KEPT_ORDERS)) void this.#drop(old)
    // One that could not be made is not kept.
    order.table.catch(() => {
      this.#orders = this.#orders.filter((other) => other !== order)
    })
    return order.table
  }

  async #makeOrder(set: RowSet, question: OrderQuestion): Promise<string> {
    this.#tables += 1
    const name = `order_${this.#tables}`
    const where = await conditionOf(this.#source, question.filter)
    const { from, place } = rowSetSql(set)
    await this.#duck.apart((connection) =>
      connection.run(
        `CREATE TABLE own.${name} AS SELECT ${place} AS place FROM ${from} WHERE ${where.sql}
          ORDER BY ${orderSql(question.sort, place)}`,
        [...where.parameters],
      ),
    )
    return name
  }

  async #drop({ table }: KeptOrder): Promise<void> {
    const name = await table.catch(() => null)
    if (name !== null) await this.#duck.apart((connection) => connection.run(`DROP TABLE own.${name}`))
  }
}

function firstPlaces(set: RowSet, sort: SpendSort, where: Statement, page: PagePlace, more = ''): Statement {
  const { from, place } = rowSetSql(set)
  return {
    sql: `SELECT ${place}${more} FROM ${from} WHERE ${where.sql} ORDER BY ${orderSql(sort, place)}
      LIMIT ?::BIGINT OFFSET ?::BIGINT`,
    parameters: [...where.parameters, BigInt(page.limit), BigInt(page.offset)],
  }
}

/** The order of rows: by a column, then the newest first, then as they are stored, which costs nothing to read. */
export function orderSql({ column, direction }: SpendSort, place: string): string {
  const word = direction === 'ascending' ? 'ASC' : 'DESC'
  const asked = sortExpressions[column].map((expression) => `${expression} ${word} NULLS LAST`)
  const ties = column === 'time' ? [] : ['time_ms DESC']
  return [...asked, ...ties, place].join(', ')
}

/** Reads the rows whose places a statement gave, in that order. */
async function readPlaces(connection: DuckDBConnection, rows: readonly Cells[]): Promise<PageRow[]> {
  const numbers = rows.map(([place]) => place).filter((place) => typeof place === 'bigint')
  const logged = numbers.filter((place) => place >= 0n)
  const own = numbers.filter((place) => place < 0n).map(ownRowid)
  const found = new Map<bigint, PageRow>()
  for (const cells of await readRowids(connection, 'log', 'NULL', logged)) {
    found.set(bigOf(cells.at(-1)), { entry: entryOf(cells), ownId: null })
  }
  for (const cells of await readRowids(connection, 'own.sent', 'own_id', own)) {
    const ownId = cells.at(-2)
    const place = -1n - bigOf(cells.at(-1))
    found.set(place, { entry: entryOf(cells), ownId: typeof ownId === 'string' ? ownId : null })
  }
  return numbers.flatMap((place) => found.get(place) ?? [])
}

/** Reads rows, then `last` and the rowid of each. */
async function readRowids(
  connection: DuckDBConnection,
  table: 'log' | 'own.sent',
  last: 'NULL' | 'own_id',
  rowids: readonly bigint[],
): Promise<readonly Cells[]> {
  const sorted = rowids.toSorted((left, right) => (left < right ? -1 : 1))
  const [first, end] = [sorted[0], sorted.at(-1)]
  if (first === undefined || end === undefined) return []
  // Numbers from the database itself, written out: as parameters they would not be known when blocks are chosen. Blocks are
  // chosen by the range alone, and rows in the order of time lie close together.
  return rowsOf(connection, {
    sql: `SELECT ${logColumnNames}, ${last}, rowid FROM ${table}
      WHERE rowid BETWEEN ${first} AND ${end} AND rowid IN (${sorted.join(', ')})`,
    parameters: [],
  })
}

function bigOf(cell: Cell | undefined): bigint {
  return typeof cell === 'bigint' ? cell : -1n
}
