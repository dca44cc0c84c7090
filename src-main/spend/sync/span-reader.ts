import type { Span } from '../coverage.ts'
import type { LogEntry } from '../log-entry.ts'
import type { LogPage } from './log-source.ts'

/** Rows that are known to be all there are of a stretch. */
export interface ReadPart {
  readonly span: Span
  readonly entries: readonly LogEntry[]
}

export const SECOND_MS = 1000

/**
 * Reads a stretch of time from its end to its beginning. Every question is for the first page of what is still unread, so no
 * deep page is asked for and no total is believed: a page that is full tells all that is newer than its oldest row, one that
 * is not full tells everything. The gateway takes whole seconds only, so rows of the last second come again; a second that
 * more than a page of rows began in is left to `readBurst`.
 *
 * `next` says what to ask for; `take` is given the first page of it and says what is known since, `takeBurst` the rows of a
 * burst.
 */
export class SpanReader {
  readonly pageSize: number
  readonly #from: number
  #to: number

  constructor(span: Span, pageSize: number) {
    this.#from = span.from
    this.#to = span.to
    this.pageSize = pageSize
  }

  /** The stretch whose first page is to be asked for; null when all is read. */
  next(): Span | null {
    return this.#to <= this.#from ? null : { from: this.#from, to: this.#to }
  }

  /** Takes the first page of `next`; null when its newest second holds more than a page. */
  take(page: Pick<LogPage, 'entries' | 'isFull'>): ReadPart | null {
    const from = page.isFull ? this.#knownFrom(page.entries) : this.#from
    return from === null ? null : this.#part(from, page.entries)
  }

  /** The newest second of what is unread, which `readBurst` reads when `take` cannot. */
  get newestSecond(): Span {
    const from = Math.floor((this.#to - 1) / SECOND_MS) * SECOND_MS
    return { from, to: from + SECOND_MS }
  }

  /** Takes all rows of the newest second. */
  takeBurst(entries: readonly LogEntry[]): ReadPart {
    return this.#part(Math.max(this.newestSecond.from, this.#from), entries)
  }

  #part(from: number, entries: readonly LogEntry[]): ReadPart {
    const span = { from, to: this.#to }
    this.#to = from
    return { span, entries: entries.filter(({ timeMs }) => timeMs >= span.from && timeMs < span.to) }
  }

  /** Where what a full page tells begins; null when the next question would be the same again. */
  #knownFrom(entries: readonly LogEntry[]): number | null {
    const oldest = Math.min(...entries.map(({ timeMs }) => timeMs))
    // Rows of the oldest's own moment may be missing.
    const from = Math.max(oldest + 1, this.#from)
    const asksAnew = Math.ceil(from / SECOND_MS) < Math.ceil(this.#to / SECOND_MS)
    return asksAnew && from < this.#to ? from : null
  }
}
