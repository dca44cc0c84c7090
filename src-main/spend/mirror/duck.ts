import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'

import { log } from '../../log/log.ts'

/** A value of a result or a parameter. Whole numbers of 64 bits and more are bigints. */
export type Cell = DuckDBValue

/** A row of a result: its values in the order they were selected. */
export type Cells = readonly Cell[]

/** A statement and its parameters. Texts from outside go into `parameters` only, never into `sql`. */
export interface Statement {
  readonly sql: string
  readonly parameters: readonly Cell[]
}

/** Memory for DuckDB's cache and its work, in megabytes, until it is told how much it has to do. */
const FIRST_MEGABYTES = 64
/** For a question that needs more than it may have, once. */
const SPARE_MEGABYTES = 256
/**
 * What writing takes beside. With less, commits fail, and a checkpoint that fails makes DuckDB refuse everything that follows.
 */
const WRITING_MEGABYTES = 64
/** While nobody asks. What it needs again is read from the file, which the system still has in memory. */
const REST_MEGABYTES = 32
/** How long nobody has asked when it rests, in ms. */
const REST_AFTER_MS = 4_000
const READERS = 2

/**
 * An open DuckDB database: one connection that writes, a few that read at the same time. DuckDB works on threads of its own,
 * so nobody waits but the caller.
 */
export class Duck {
  readonly writer: DuckDBConnection
  readonly #instance: DuckDBInstance
  readonly #idle: DuckDBConnection[]
  readonly #waiting: ((connection: DuckDBConnection) => void)[] = []
  #isClosed = false
  #megabytes: number = FIRST_MEGABYTES
  #lentMegabytes = 0
  /** Questions under way. */
  #running = 0
  #isResting = false
  #rest: NodeJS.Timeout | undefined
  #applying: Promise<void> = Promise.resolve()

  private constructor(instance: DuckDBInstance, writer: DuckDBConnection, readers: DuckDBConnection[]) {
    this.#instance = instance
    this.writer = writer
    this.#idle = readers
  }

  /** Opens or makes a file; `:memory:` for none. Throws what DuckDB gives for a file it cannot read. */
  static async open(path: string): Promise<Duck> {
    const instance = await DuckDBInstance.create(path, {
      memory_limit: `${FIRST_MEGABYTES}MB`,
      threads: '2',
      // Nothing is fetched from anywhere.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      ...(path === ':memory:' ? {} : { storage_compatibility_version: 'latest' }),
    })
    try {
      const writer = await instance.connect()
      const readers = await Promise.all(Array.from({ length: READERS }, () => instance.connect()))
      return new Duck(instance, writer, readers)
    } catch (cause) {
      instance.closeSync()
      throw cause
    }
  }

  /**
   * Runs several statements on one view of the data: nothing written meanwhile is seen. `work` may be run twice, when memory
   * did not do the first time.
   */
  read<Value>(work: (connection: DuckDBConnection) => Promise<Value>): Promise<Value> {
    return this.#withMemory(async () => {
      const connection = await this.#take()
      try {
        await connection.run('BEGIN TRANSACTION READ ONLY')
        try {
          return await work(connection)
        } finally {
          await connection.run('ROLLBACK')
        }
      } finally {
        this.#give(connection)
      }
    })
  }

  /** Runs one statement. */
  rows(statement: Statement): Promise<Cells[]> {
    return this.#withMemory(async () => {
      const connection = await this.#take()
      try {
        return await rowsOf(connection, statement)
      } finally {
        this.#give(connection)
      }
    })
  }

  /** Lets something that takes long have a connection of its own. `work` may be run twice, as in `read`. */
  apart<Value>(work: (connection: DuckDBConnection) => Promise<Value>): Promise<Value> {
    return this.#withMemory(async () => {
      const connection = await this.#instance.connect()
      try {
        return await work(connection)
      } finally {
        connection.closeSync()
      }
    })
  }

  /** Lets something write that may take memory: all but the smallest statements. */
  write<Value>(work: (writer: DuckDBConnection) => Promise<Value>): Promise<Value> {
    return this.withMoreMemory(WRITING_MEGABYTES, () => work(this.writer))
  }

  async #withMemory<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#running += 1
    await this.#wake()
    try {
      return await work()
    } catch (cause) {
      if (!(cause instanceof Error) || !cause.message.includes('Out of Memory')) throw cause
      return await this.withMoreMemory(SPARE_MEGABYTES, work)
    } finally {
      this.#running -= 1
    }
  }

  /** How much memory DuckDB may use, in megabytes; what it holds beyond that for later, it lets go. */
  async setMemory(megabytes: number): Promise<void> {
    this.#megabytes = megabytes
    await this.#applyMemory()
  }

  /** Lets something heavy have more, until it is done. */
  async withMoreMemory<Value>(megabytes: number, work: () => Promise<Value>): Promise<Value> {
    this.#lentMegabytes += megabytes
    await this.#applyMemory()
    try {
      return await work()
    } finally {
      this.#lentMegabytes -= megabytes
      await this.#applyMemory()
    }
  }

  async #wake(): Promise<void> {
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => this.#restNow(), REST_AFTER_MS).unref()
    if (!this.#isResting) return
    this.#isResting = false
    await this.#applyMemory()
  }

  #restNow(): void {
    const isBusy = this.#running > 0 || this.#lentMegabytes > 0
    if (isBusy) this.#rest?.refresh()
    this.#isResting = !isBusy
    if (this.#isResting) void this.#applyMemory()
  }

  /** One after the other, so that the last word is the one that stays. */
  #applyMemory(): Promise<void> {
    this.#applying = this.#applying.then(() => this.#setLimit())
    return this.#applying
  }

  async #setLimit(): Promise<void> {
    const own = this.#isResting ? Math.min(REST_MEGABYTES, this.#megabytes) : this.#megabytes
    try {
      const connection = await this.#instance.connect()
      try {
        await connection.run(`SET memory_limit = '${Math.round(own + this.#lentMegabytes)}MB'`)
      } finally {
        connection.closeSync()
      }
    } catch (cause) {
      // More than that is in use right now; it stays as it was.
      log.info('DuckDB keeps its memory', cause)
    }
  }

  /** A connection of one's own, for what takes long; to be closed by the caller. */
  connect(): Promise<DuckDBConnection> {
    return this.#instance.connect()
  }

  /** Closes the file when what is being read has been read. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    clearTimeout(this.#rest)
    // Closing writes down what only the log file has yet.
    this.#lentMegabytes += WRITING_MEGABYTES
    await this.#applyMemory()
    for (let reader = 0; reader < READERS; reader += 1) (await this.#take()).closeSync()
    this.writer.closeSync()
    this.#instance.closeSync()
  }

  #take(): Promise<DuckDBConnection> {
    const idle = this.#idle.pop()
    return idle ? Promise.resolve(idle) : new Promise((resolve) => this.#waiting.push(resolve))
  }

  #give(connection: DuckDBConnection): void {
    const next = this.#waiting.shift()
    if (next) next(connection)
    else this.#idle.push(connection)
  }
}

/** Runs a statement and reads all of its rows. */
export async function rowsOf(connection: DuckDBConnection, { sql, parameters }: Statement): Promise<Cells[]> {
  const reader = await connection.runAndReadAll(sql, [...parameters])
  return reader.getRows()
}
