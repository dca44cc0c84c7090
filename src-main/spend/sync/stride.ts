import type { Span } from '../coverage.ts'

const MINUTE_MS = 60_000

/** The first stretch asked for, in ms; the next ones follow from how many rows it had. */
export const FIRST_STRETCH_MS = 60 * MINUTE_MS
const MAX_STRETCH_MS = 60 * 24 * 60 * MINUTE_MS
const MIN_STRETCH_MS = MINUTE_MS
/** A stretch is to hold so many pages: so the gateway counts few rows, and asks its database for few. */
const PAGES = 4
const SMALLEST_PAGE = 25

/** How much is asked of the gateway at once: rows of a page, and the stretch of time they are of. */
export class Stride {
  readonly #maxPageSize: () => number
  #stretchMs = FIRST_STRETCH_MS
  /** Rows the stretch under way had so far. */
  #rows = 0
  /** null for as many as the gateway gives. */
  #pageSize: number | null = null

  constructor(maxPageSize: () => number) {
    this.#maxPageSize = maxPageSize
  }

  get pageSize(): number {
    return Math.min(this.#pageSize ?? Infinity, this.#maxPageSize())
  }

  /** Whether the stretch under way had no row yet. */
  get isEmpty(): boolean {
    return this.#rows === 0
  }

  /** Begins a stretch: the newest part of a gap. */
  begin(gap: Span): Span {
    this.#rows = 0
    return { from: Math.max(gap.from, gap.to - Math.round(this.#stretchMs)), to: gap.to }
  }

  add(rows: number): void {
    this.#rows += rows
  }

  /** The stretch was read to its end; the next one is longer or shorter by what it had. */
  end(): void {
    const factor = this.isEmpty ? 4 : Math.min(4, Math.max(0.25, (this.pageSize * PAGES) / this.#rows))
    this.#stretchMs = Math.min(MAX_STRETCH_MS, Math.max(MIN_STRETCH_MS, this.#stretchMs * factor))
  }

  /** The gateway answered: it may manage more than after a failure. */
  grow(): void {
    if (this.#pageSize === null) return
    this.#pageSize = this.#pageSize * 2 >= this.#maxPageSize() ? null : this.#pageSize * 2
  }

  /** A gateway that is slow or falls over may manage less. */
  shrink(): void {
    this.#pageSize = Math.max(SMALLEST_PAGE, Math.floor(this.pageSize / 2))
    this.#stretchMs = Math.max(MIN_STRETCH_MS, this.#stretchMs / 4)
  }

  /** Another log: nothing is known of how many rows a time has. */
  reset(): void {
    this.#stretchMs = FIRST_STRETCH_MS
  }
}
