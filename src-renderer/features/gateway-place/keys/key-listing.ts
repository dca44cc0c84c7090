import type { AppError } from '#shared/app-error.ts'
import type { KeyPage, KeyQuery, VirtualKey } from '#shared/virtual-key.ts'

/** Keys of one page. The gateway gives at most 100. */
export const PAGE_SIZE = 100

/** What the list is asked for, whichever page. */
export type KeyWish = Pick<KeyQuery, 'gatewayId' | 'sort' | 'filter' | 'search'>

/**
 * One long list made of pages, each asked for when it comes into sight. Pages of a former wish stay until the first of the
 * new one is there.
 */
export interface KeyListing {
  readonly wish: KeyWish
  /** New with every wish and every change; pages asked for under another number come too late. */
  readonly round: number
  readonly asked: ReadonlySet<number>
  readonly pages: ReadonlyMap<number, readonly VirtualKey[]>
  /** The round that `pages` and what follows are of. */
  readonly pagesRound: number
  /** Keys that match; null until the first page is there. */
  readonly total: number | null
  readonly isWhole: boolean
  readonly error: AppError | null
}

/** A list nothing is known of yet. */
export function newListing(wish: KeyWish): KeyListing {
  return {
    wish,
    round: 1,
    asked: new Set(),
    pages: new Map(),
    pagesRound: 0,
    total: null,
    isWhole: true,
    error: null,
  }
}

/** Another wish, or the same asked anew. What another gateway said is not shown meanwhile. */
export function nextRound(listing: KeyListing, wish: KeyWish): KeyListing {
  const isOtherGateway = wish.gatewayId !== listing.wish.gatewayId
  return {
    ...listing,
    wish,
    round: listing.round + 1,
    asked: new Set(),
    error: null,
    ...(isOtherGateway ? { pages: new Map(), total: null } : {}),
  }
}

/** The pages that rows from `first` to `last` stand on and that nobody asked for in this round. */
export function pagesWanted({ asked, total }: KeyListing, first: number, last: number): readonly number[] {
  const end = Math.max(1, pageOf(Math.min(last, Math.max(0, (total ?? 1) - 1))))
  const start = Math.min(pageOf(first), end)
  return Array.from({ length: end - start + 1 }, (_, index) => start + index).filter(
    (page) => !asked.has(page),
  )
}

export function pagesAsked(listing: KeyListing, pages: readonly number[]): KeyListing {
  return pages.length === 0 ? listing : { ...listing, asked: new Set([...listing.asked, ...pages]) }
}

/** A page came; one of an earlier round changes nothing. */
export function pageCame(listing: KeyListing, round: number, page: KeyPage): KeyListing {
  if (round !== listing.round) return listing
  const known = listing.pagesRound === round ? listing.pages : []
  return {
    ...listing,
    pages: new Map([...known, [page.page, page.keys]]),
    pagesRound: round,
    total: page.total,
    isWhole: page.isWhole,
    error: null,
  }
}

/** A page did not come, and may be asked for again. */
export function pageFailed(listing: KeyListing, round: number, page: number, error: AppError): KeyListing {
  if (round !== listing.round) return listing
  return { ...listing, asked: new Set([...listing.asked].filter((asked) => asked !== page)), error }
}

/** The key at a place of the whole list; undefined while its page is on its way. */
export function keyAt({ pages }: KeyListing, index: number): VirtualKey | undefined {
  return pages.get(pageOf(index))?.[index % PAGE_SIZE]
}

/** A key that was changed or read again stands as it is now, wherever it is in the list. */
export function keyReplaced(listing: KeyListing, key: VirtualKey): KeyListing {
  const pages = new Map(
    [...listing.pages].map(([page, keys]) => [
      page,
      keys.some(({ hash }) => hash === key.hash)
        ? keys.map((known) => (known.hash === key.hash ? key : known))
        : keys,
    ]),
  )
  return { ...listing, pages }
}

function pageOf(index: number): number {
  return Math.floor(index / PAGE_SIZE) + 1
}
