import type { LogEntry } from '../log-entry.ts'
import { rowsOf, type Duck } from './duck.ts'
import { splitId } from './id-form.ts'
import { tagText } from './tag-text.ts'

/** Columns that are searched for parts of a text, and what an entry has in them. */
const searched = {
  model: (entry: LogEntry) => entry.model,
  provider_model: (entry: LogEntry) => entry.providerModel,
  key_alias: (entry: LogEntry) => entry.keyAlias,
  user_id: (entry: LogEntry) => entry.user,
  end_user: (entry: LogEntry) => entry.endUser,
  team_alias: (entry: LogEntry) => entry.teamAlias,
  tags: (entry: LogEntry) => tagText(entry.tags),
  client: (entry: LogEntry) => entry.client,
  error_class: (entry: LogEntry) => entry.errorClass,
  error_message: (entry: LogEntry) => entry.errorMessage,
  id_form: (entry: LogEntry) => splitId(entry.id).form,
  session_form: (entry: LogEntry) => (entry.sessionId === null ? null : splitId(entry.sessionId).form),
} satisfies Record<string, (entry: LogEntry) => string | null>

export type SearchedColumn = keyof typeof searched

export const searchedColumns = Object.keys(searched) as SearchedColumn[]

/** A column with more different texts is searched row by row. */
const MAX_VALUES = 5_000

/**
 * The different texts of the searched columns. There are few, so that a word is looked for in them, not in the rows: a
 * million rows are then asked only which of the texts they have. Read when a text is first searched for, and kept since.
 */
export class TextValues {
  readonly #duck: Duck
  /** null for a column with too many. */
  readonly #values = new Map<SearchedColumn, Map<string, string> | null>()
  #loading: Promise<void> | null = null

  constructor(duck: Duck) {
    this.#duck = duck
  }

  /** Reads what there is; resolves at once when it was read before. */
  load(): Promise<void> {
    this.#loading ??= this.#load()
    return this.#loading
  }

  /** Rows are about to be written: their texts are known before they can be found. */
  add(entries: readonly LogEntry[]): void {
    if (this.#loading === null) return
    for (const entry of entries) {
      for (const column of searchedColumns) this.#keep(column, searched[column](entry))
    }
  }

  /** The texts of a column that contain a word, which is in lower case; null when there are too many to know. */
  containing(column: SearchedColumn, word: string): string[] | null {
    const values = this.#values.get(column)
    if (values === undefined || values === null) return null
    return [...values].filter(([, small]) => small.includes(word)).map(([value]) => value)
  }

  async #load(): Promise<void> {
    for (const column of searchedColumns) if (!this.#values.has(column)) this.#values.set(column, new Map())
    try {
      await this.#duck.read(async (connection) => {
        for (const column of searchedColumns) {
          const rows = await rowsOf(connection, {
            sql: `SELECT DISTINCT ${column} FROM log UNION SELECT ${column} FROM own.sent LIMIT ${MAX_VALUES + 1}`,
            parameters: [],
          })
          for (const [value] of rows) this.#keep(column, typeof value === 'string' ? value : null)
        }
      })
    } catch (cause) {
      this.#loading = null
      throw cause
    }
  }

  #keep(column: SearchedColumn, value: string | null): void {
    const values = this.#values.get(column)
    if (value === null || values === undefined || values === null || values.has(value)) return
    if (values.size >= MAX_VALUES) this.#values.set(column, null)
    else values.set(value, value.toLowerCase())
  }
}
