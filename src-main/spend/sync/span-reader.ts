import type { Span } from '../coverage.ts'
import type { LogEntry } from '../log-entry.ts'
import type { LogPage } from './log-source.ts'

/** The next page to ask for. */
export interface NextPage {
  readonly span: Span
  readonly page: number
}

/** Rows that are known to be all there are of a stretch. */
export interface ReadPart {
  readonly span: Span
  readonly entries: readonly LogEntry[]
}

const SECOND_MS = 1000

/**
 * Reads a stretch of time from its end to its beginning. Every question is for the first page of what is still unread, so no
 * deep page is asked for and no total is believed: a page that is full tells all that is newer than its oldest row, one that
 * is not full tells everything. The gateway takes whole seconds only, so rows of the last second come again; where more than
 * a page of rows began within one second, further pages of it are asked for, which is the one case of a second page.
 *
 * `next` says what to ask; `take` is given the answer and says what is known since.
 */
export class SpanReader {
  /** Rows of a page; the same for all of them, since the gateway counts pages by it. */
  readonly pageSize: number
  readonly #from: number
  #to: number
  #page = 1
  /** Rows of earlier pages of the same question. */
  #held: readonly LogEntry[] = []

  constructor(span: Span, pageSize: number) {
    this.#from = span.from
    this.#to = span.to
    this.pageSize = pageSize
  }

  /** What to ask next; null when all is read. */
  next(): NextPage | null {
    if (this.#to <= this.#from) return null
    return { span: { from: this.#from, to: this.#to }, page: this.#page }
  }

  /** Takes the answer to `next`. null when it takes another page to know anything. */
  take(page: Pick<LogPage, 'entries' | 'isFull'>): ReadPart | null {
    const entries = [...this.#held, ...page.entries]
    const known = this.#knownSpan(page, entries)
    if (known === null) {
      this.#held = entries
      this.#page += 1
      return null
    }
    const isKnown = ({ timeMs }: LogEntry): boolean => timeMs >= known.from && timeMs < known.to
    this.#held = []
    this.#page = 1
    this.#to = known.from
    return { span: known, entries: entries.filter(isKnown) }
  }

  #knownSpan(page: Pick<LogPage, 'entries' | 'isFull'>, entries: readonly LogEntry[]): Span | null {
    if (!page.isFull) return { from: this.#from, to: this.#to }
    const oldest = Math.min(...entries.map(({ timeMs }) => timeMs))
    // Rows of the oldest's own moment may follow on the next page.
    const from = Math.max(oldest + 1, this.#from)
    // Within one second the question would be the same again.
    const asksAnew = Math.ceil(from / SECOND_MS) < Math.ceil(this.#to / SECOND_MS)
    return asksAnew && from < this.#to ? { from, to: this.#to } : null
  }
}
