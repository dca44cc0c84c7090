import { create } from 'zustand'

import type { KeyFilter, KeySort, VirtualKey } from '#shared/virtual-key.ts'

import { errorOf, request } from '../../../app/bridge.ts'
import {
  type KeyListing,
  type KeyWish,
  keyReplaced,
  newListing,
  nextRound,
  PAGE_SIZE,
  pageCame,
  pageFailed,
  pagesAsked,
  pagesWanted,
} from './key-listing.ts'

interface KeyList {
  /** null until a gateway was asked. */
  readonly listing: KeyListing | null
  readonly sort: KeySort
  readonly filter: KeyFilter
  readonly search: string
  /** The key in the pane beside the list; null for none. */
  readonly open: VirtualKey | null
}

/** Typing is searched for after this pause, in ms. */
const TYPING_MS = 200

/** The virtual keys of the active gateway, and how they are looked at. */
export const useKeyList = create<KeyList>(() => ({
  listing: null,
  sort: { by: 'created', isDescending: true },
  filter: 'all',
  search: '',
  open: null,
}))

/** The rows in sight, whose pages are asked for. */
let range = { first: 0, last: 0 }
let timer: ReturnType<typeof setTimeout> | undefined

/** The list of this gateway is shown, from its beginning. What was read before stays on show meanwhile. */
export function keysOpened(gatewayId: string): void {
  if (useKeyList.getState().listing?.wish.gatewayId !== gatewayId) useKeyList.setState({ open: null })
  range = { first: 0, last: 0 }
  askAnew(gatewayId)
}

/** Keys were changed: what is on show is asked for again. */
export function keysChanged(): void {
  const gatewayId = useKeyList.getState().listing?.wish.gatewayId
  if (gatewayId !== undefined) askAnew(gatewayId)
}

export function sortChosen(sort: KeySort): void {
  wished({ sort })
}

export function filterChosen(filter: KeyFilter): void {
  wished({ filter })
}

/** The search is asked for once the typing pauses. */
export function searchTyped(search: string): void {
  useKeyList.setState({ search })
  clearTimeout(timer)
  timer = setTimeout(() => wished({}), TYPING_MS)
}

/** These rows came into sight, from 0. */
export function rowsShown(first: number, last: number): void {
  range = { first, last }
  askWanted()
}

export function keyOpened(key: VirtualKey | null): void {
  useKeyList.setState({ open: key })
}

/** A key as it is after a change. */
export function keyCame(key: VirtualKey): void {
  useKeyList.setState(({ listing, open }) => ({
    listing: listing === null ? null : keyReplaced(listing, key),
    open: open?.hash === key.hash ? key : open,
  }))
}

function wished(wish: Partial<Pick<KeyList, 'sort' | 'filter'>>): void {
  useKeyList.setState(wish)
  range = { first: 0, last: 0 }
  keysChanged()
}

function askAnew(gatewayId: string): void {
  const { listing, sort, filter, search } = useKeyList.getState()
  const wish: KeyWish = { gatewayId, sort, filter, search: search.trim() }
  useKeyList.setState({ listing: listing === null ? newListing(wish) : nextRound(listing, wish) })
  askWanted()
}

function askWanted(): void {
  const { listing } = useKeyList.getState()
  if (listing === null) return
  const pages = pagesWanted(listing, range.first, range.last)
  if (pages.length === 0) return
  useKeyList.setState({ listing: pagesAsked(listing, pages) })
  for (const page of pages) void ask(listing, page)
}

async function ask({ wish, round }: KeyListing, page: number): Promise<void> {
  try {
    const came = await request('virtual-key:list', { ...wish, page, size: PAGE_SIZE })
    update((listing) => pageCame(listing, round, came))
    // Rows beyond the first page may be in sight.
    if (page === 1) askWanted()
  } catch (cause) {
    update((listing) => pageFailed(listing, round, page, errorOf(cause)))
  }
}

function update(change: (listing: KeyListing) => KeyListing): void {
  useKeyList.setState(({ listing }) => ({ listing: listing === null ? null : change(listing) }))
}
