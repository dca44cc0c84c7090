/**
 * Brings rows from main, a page at a time: what is in sight first, at most two requests at once, answers to former
 * questions dropped. What is on show stays until its successor is there, so that nothing flickers.
 */
import type { AppError } from '#shared/app-error.ts'
import type { SpendLog } from '#shared/spend-log.ts'
import type { SpendAnswerFacts, SpendPage, SpendPageRequest } from '#shared/spend-query.ts'

/** Rows asked for at once: what a window shows. Each costs, since rows of an order lie scattered over the log. */
export const PAGE_ROWS = 50
/** Requests of one question under way at once. */
const MAX_REQUESTS = 2
/** Pages kept: some thousand rows around what is in sight. */
const MAX_PAGES = 80

/** Which rows, in which order. */
export type RowQuestion = Omit<SpendPageRequest, 'offset' | 'limit'>

export interface LoadedRows {
  /** Grows with every new question; not when the same one is asked of newer data. */
  readonly question: number
  /** null until the first answer. */
  readonly total: number | null
  readonly isTotalCapped: boolean
  readonly pages: ReadonlyMap<number, readonly SpendLog[]>
  readonly facts: SpendAnswerFacts | null
  /** Whether what is on show answers a former question. */
  readonly isAwaited: boolean
  /** Why the last request failed; null after one that did not. */
  readonly error: AppError | null
  /** How many rows further down newer data put what was in sight, and a count of such moves. */
  readonly shift: { readonly rows: number; readonly count: number }
}

export const noRows: LoadedRows = {
  question: 0,
  total: null,
  isTotalCapped: false,
  pages: new Map(),
  facts: null,
  isAwaited: false,
  error: null,
  shift: { rows: 0, count: 0 },
}

/** A row by its place, undefined while it is not there. */
export function rowAt(rows: LoadedRows, place: number): SpendLog | undefined {
  return rows.pages.get(Math.floor(place / PAGE_ROWS))?.[place % PAGE_ROWS]
}

/** Where a row stands among those at hand; null when it is not there. */
export function placeOf(rows: Pick<LoadedRows, 'pages'>, id: string): number | null {
  for (const [page, logs] of rows.pages) {
    const index = logs.findIndex((log) => log.id === id)
    if (index !== -1) return page * PAGE_ROWS + index
  }
  return null
}

export interface RowLoader {
  /** Another filter or order: begins at the top. */
  readonly ask: (question: RowQuestion) => void
  /** The same question of newer data; `question` may say "now" anew. */
  readonly askAnew: (question: RowQuestion) => void
  /** Which rows are in sight, the last one not included. */
  readonly see: (first: number, end: number) => void
  /** Tries what failed once more. */
  readonly retry: () => void
  /** Forgets everything; answers on their way are dropped. */
  readonly clear: () => void
}

interface RowLoaderParts {
  readonly request: (input: SpendPageRequest) => Promise<SpendPage>
  readonly errorOf: (cause: unknown) => AppError
  readonly changed: (rows: LoadedRows) => void
}

/** Answers of one asking of a question. */
interface Asking {
  readonly question: RowQuestion
  readonly isNew: boolean
  readonly pages: Map<number, readonly SpendLog[]>
  readonly inFlight: Set<number>
}

export function createRowLoader({ request, errorOf, changed }: RowLoaderParts): RowLoader {
  let rows = noRows
  /** What is on show. */
  let shown: Asking | null = null
  /** What will be, once the part in sight is there. */
  let coming: Asking | null = null
  /** Newer data that came while `coming` was on its way. */
  let next: RowQuestion | null = null
  /** What failed; nothing more is asked until it is tried again or another question comes. */
  let halted: Asking | null = null
  let sight = { first: 0, end: 1 }

  function tell(changes: Partial<LoadedRows>): void {
    rows = { ...rows, ...changes }
    changed(rows)
  }

  function pump(): void {
    const asking = coming ?? shown
    if (asking === null || asking === halted) return
    const pages = asking === shown ? withNeighbours(pagesInSight(asking), rows.total) : pagesInSight(asking)
    for (const page of pages) {
      if (asking.inFlight.size >= MAX_REQUESTS) return
      if (!asking.pages.has(page) && !asking.inFlight.has(page)) void load(asking, page)
    }
  }

  /** Of a new question only its beginning is of interest, wherever the former one was read. */
  function pagesInSight({ isNew }: Asking): number[] {
    const { first, end } = isNew ? { first: 0, end: 1 } : sight
    const firstPage = Math.floor(first / PAGE_ROWS)
    const lastPage = Math.floor(Math.max(first, end - 1) / PAGE_ROWS)
    return Array.from({ length: lastPage - firstPage + 1 }, (_, index) => firstPage + index)
  }

  async function load(asking: Asking, page: number): Promise<void> {
    asking.inFlight.add(page)
    try {
      const answer = await request({ ...asking.question, offset: page * PAGE_ROWS, limit: PAGE_ROWS })
      asking.inFlight.delete(page)
      asking.pages.set(page, answer.rows)
      arrived(asking, answer)
    } catch (cause) {
      asking.inFlight.delete(page)
      if (asking !== coming && asking !== shown) return
      halted = asking
      tell({ error: errorOf(cause) })
    }
    pump()
  }

  function arrived(asking: Asking, answer: SpendPage): void {
    if (asking === shown) {
      forgetFarPages(asking.pages, Math.floor(sight.first / PAGE_ROWS))
      tell({ pages: new Map(asking.pages), error: null, ...totalOf(answer) })
      return
    }
    if (asking !== coming || !isSightFilled(asking, answer.total)) return
    const shift = asking.isNew ? 0 : shiftOf(asking.pages)
    coming = null
    shown = { ...asking, isNew: false }
    if (asking.isNew) sight = { first: 0, end: 1 }
    tell({
      pages: new Map(asking.pages),
      error: null,
      isAwaited: false,
      question: rows.question + (asking.isNew ? 1 : 0),
      shift: shift === 0 ? rows.shift : { rows: shift, count: rows.shift.count + 1 },
      ...totalOf(answer),
    })
    if (next !== null) begin(next, false)
  }

  function isSightFilled(asking: Asking, total: number): boolean {
    return pagesInSight(asking).every((page) => asking.pages.has(page) || page * PAGE_ROWS >= total)
  }

  /** By how much the row that was first in sight has moved, when it is still near. */
  function shiftOf(pages: LoadedRows['pages']): number {
    if (sight.first === 0) return 0
    const anchor = rowAt(rows, sight.first)
    const place = anchor === undefined ? null : placeOf({ pages }, anchor.id)
    return place === null ? 0 : place - sight.first
  }

  function begin(question: RowQuestion, isNew: boolean): void {
    next = null
    halted = null
    coming = { question, isNew, pages: new Map(), inFlight: new Set() }
    pump()
  }

  return {
    ask(question) {
      tell({ isAwaited: true, error: null })
      begin(question, true)
    },
    askAnew(question) {
      if (coming !== null && coming !== halted) next = question
      else begin(question, shown === null)
    },
    see(first, end) {
      sight = { first, end }
      pump()
    },
    retry() {
      halted = null
      tell({ error: null })
      pump()
    },
    clear() {
      shown = null
      coming = null
      next = null
      halted = null
      sight = { first: 0, end: 1 }
      tell({ ...noRows, question: rows.question + 1 })
    },
  }
}

/** Pages, then the ones after and before them, which are likely to be wanted next. */
function withNeighbours(pages: readonly number[], total: number | null): number[] {
  const before = (pages[0] ?? 0) - 1
  const after = (pages.at(-1) ?? 0) + 1
  const isThere = (page: number): boolean => page >= 0 && page * PAGE_ROWS < (total ?? 0)
  return [...pages, ...[after, before].filter(isThere)]
}

/** Keeps memory flat while somebody scrolls through a million rows. */
function forgetFarPages(pages: Map<number, readonly SpendLog[]>, center: number): void {
  if (pages.size <= MAX_PAGES) return
  const byDistance = [...pages.keys()].sort(
    (left, right) => Math.abs(right - center) - Math.abs(left - center),
  )
  for (const page of byDistance.slice(0, pages.size - MAX_PAGES)) pages.delete(page)
}

function totalOf(answer: SpendPage): Pick<LoadedRows, 'total' | 'isTotalCapped' | 'facts'> {
  const { total, isTotalCapped, source, isWhole, revision } = answer
  return { total, isTotalCapped, facts: { source, isWhole, revision } }
}
