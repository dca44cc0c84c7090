import type { GatewayAddress } from '../gateway/gateway-client.ts'
import { keyOrder, matchesFilter, matchesSearch, type KeyWish } from './key-order.ts'
import { listKeyPage, type ListedKey } from './key-page.ts'

/** How long all keys of a gateway are taken to be as they were, in ms. */
const FRESH_MS = 60_000
const PAGE_SIZE = 100
/** Beyond these keys the list says that it is not whole. */
const MAX_PAGES = 200
/** Requests at one time: quick, and no burden to a gateway that serves others. */
const CONCURRENCY = 3

/** All keys of one gateway at one moment. */
export interface KeySnapshot {
  readonly keys: readonly ListedKey[]
  /** ms since 1970. */
  readonly readAt: number
  readonly isWhole: boolean
}

/**
 * All keys of the gateways, read page by page when something asks for what a gateway cannot order or find itself. Kept for
 * a minute, and no longer than to the next change.
 */
export class AllKeys {
  readonly #held = new Map<string, { readonly snapshot: Promise<KeySnapshot>; readonly at: number }>()
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** Throws AppFailure; a failure is not kept. */
  read(gatewayId: string, address: GatewayAddress): Promise<KeySnapshot> {
    const held = this.#held.get(gatewayId)
    if (held && this.#now() - held.at < FRESH_MS) return held.snapshot
    const snapshot = readAll(address, this.#now())
    const entry = { snapshot, at: this.#now() }
    this.#held.set(gatewayId, entry)
    snapshot.catch(() => {
      if (this.#held.get(gatewayId) === entry) this.#held.delete(gatewayId)
    })
    return snapshot
  }

  /** The next question reads everything anew. */
  forget(gatewayId: string): void {
    this.#held.delete(gatewayId)
  }
}

/** The keys of a snapshot that are wished for, in the order wished for. */
export function chooseKeys(snapshot: KeySnapshot, wish: KeyWish, now: Date): ListedKey[] {
  return snapshot.keys
    .filter(({ key }) => matchesFilter(key, wish.filter, now) && matchesSearch(key, wish.search))
    .sort(keyOrder(wish.sort))
}

async function readAll(address: GatewayAddress, readAt: number): Promise<KeySnapshot> {
  // The one column without equals: among equals a page may repeat what another had, and leave something out.
  const pageOf = (page: number) =>
    listKeyPage(address, { page, size: PAGE_SIZE, sortBy: 'token', isDescending: false })
  const first = await pageOf(1)
  const last = Math.min(first.pages, MAX_PAGES)
  const pages = new Map([[1, first.keys]])
  let next = 2
  const work = async (): Promise<void> => {
    while (next <= last) {
      const page = next
      next += 1
      pages.set(page, (await pageOf(page)).keys)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  // Keys made meanwhile move others to the next page, where they come a second time.
  const byHash = new Map<string, ListedKey>()
  for (let page = 1; page <= last; page += 1) {
    for (const listed of pages.get(page) ?? []) byHash.set(listed.key.hash, listed)
  }
  return { keys: [...byHash.values()], readAt, isWhole: first.pages <= MAX_PAGES }
}
