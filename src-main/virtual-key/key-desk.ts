import { createHash } from 'node:crypto'

import { z } from 'zod'

import { AppFailure } from '#shared/app-error.ts'
import type {
  KeyChanges,
  KeyDraft,
  KeyPage,
  KeyQuery,
  KeySort,
  SavedKey,
  VirtualKey,
} from '#shared/virtual-key.ts'

import { getFromGateway, sendToGateway, type GatewayAddress } from '../gateway/gateway-client.ts'
import { managing } from '../gateway/management-error.ts'
import { strangeAnswer } from '../gateway/strange-answer.ts'
import { AllKeys, chooseKeys, type KeySnapshot } from './all-keys.ts'
import { blockDisagreement, disagreements } from './key-disagreements.ts'
import { readSearch } from './key-order.ts'
import { listKeyPage, type ListedKey, type PageWish } from './key-page.ts'
import { generateBody, updateBody } from './key-request.ts'
import { KeyRow, keyOfRow } from './key-row.ts'
import { findSearchSkill, searchQuery, type SearchSkill } from './key-search.ts'

const KeyInfo = z.object({ info: KeyRow })
const Generated = z.object({ key: z.string().startsWith('sk-') })

/** Columns the gateway orders by itself. */
const SERVER_COLUMNS: Partial<Record<KeySort['by'], PageWish['sortBy']>> = {
  created: 'created_at',
  updated: 'updated_at',
  alias: 'key_alias',
  spend: 'spend',
  'max-budget': 'max_budget',
}

export interface KeyDeskParts {
  /** Where a gateway is. Throws AppFailure `gone` for one that was removed. */
  readonly addressOf: (gatewayId: string) => Promise<GatewayAddress>
  /** Keys of a gateway are not what they were. */
  readonly changed: (gatewayId: string) => void
  readonly now?: () => Date
}

/**
 * The virtual keys of the gateways: lists and changes them. Holds no key: the text of a new one goes to whoever asked for
 * it. Every change is read again, since a gateway may make something else of it. Throws AppFailure throughout.
 */
export class KeyDesk {
  readonly #parts: KeyDeskParts
  readonly #now: () => Date
  readonly #all: AllKeys
  readonly #skills = new Map<string, SearchSkill>()
  /** What was last chosen from all keys. */
  #chosen: {
    readonly snapshot: KeySnapshot
    readonly name: string
    readonly keys: readonly ListedKey[]
  } | null = null

  constructor(parts: KeyDeskParts) {
    this.#parts = parts
    this.#now = parts.now ?? (() => new Date())
    this.#all = new AllKeys(() => this.#now().getTime())
  }

  /** See `virtual-key:list`. */
  async list(query: KeyQuery): Promise<KeyPage> {
    const address = await this.#parts.addressOf(query.gatewayId)
    const wish = await this.#serverWish(query, address)
    if (wish === null) return this.#listHere(query, address)
    const { keys, total, pages } = await listKeyPage(address, wish)
    return {
      keys: keys.map(({ key }) => key),
      total,
      page: query.page,
      pages,
      from: 'gateway',
      readAt: this.#now().toISOString(),
      isWhole: true,
    }
  }

  /** One key as the gateway has it now. `gone` when it has it no more. */
  async open(gatewayId: string, hash: string): Promise<VirtualKey> {
    return readKey(await this.#parts.addressOf(gatewayId), hash)
  }

  /** Makes a key. `text` is the key itself: this is the only time it is told. */
  async create(gatewayId: string, draft: KeyDraft): Promise<SavedKey & { readonly text: string }> {
    const address = await this.#parts.addressOf(gatewayId)
    const askedAt = this.#now()
    const answer = await managing('key', () =>
      sendToGateway(address, '/key/generate', { method: 'POST', body: generateBody(draft) }),
    )
    const generated = Generated.safeParse(answer.json)
    if (!generated.success) throw strangeAnswer('/key/generate')
    const text = generated.data.key
    const key = await this.#readNew(address, text, answer.json)
    this.#change(gatewayId)
    return { text, key, disagreements: disagreements(draft, key, askedAt) }
  }

  /** Sends what changed, and nothing when nothing did. */
  async update(gatewayId: string, hash: string, changes: KeyChanges): Promise<SavedKey> {
    const address = await this.#parts.addressOf(gatewayId)
    const askedAt = this.#now()
    const body = updateBody(changes)
    if (Object.keys(body).length > 0)
      await this.#send(gatewayId, address, '/key/update', { key: hash, ...body })
    const key = await readKey(address, hash)
    return { key, disagreements: disagreements(changes, key, askedAt) }
  }

  async block(gatewayId: string, hash: string, isBlocked: boolean): Promise<SavedKey> {
    const address = await this.#parts.addressOf(gatewayId)
    await this.#send(gatewayId, address, isBlocked ? '/key/block' : '/key/unblock', { key: hash })
    const key = await readKey(address, hash)
    return { key, disagreements: blockDisagreement(isBlocked, key) }
  }

  async remove(gatewayId: string, hash: string): Promise<void> {
    const address = await this.#parts.addressOf(gatewayId)
    await this.#send(gatewayId, address, '/key/delete', { keys: [hash] })
  }

  async #send(gatewayId: string, address: GatewayAddress, path: string, body: object): Promise<void> {
    try {
      await managing('key', () => sendToGateway(address, path, { method: 'POST', body }))
    } finally {
      // Also after a failure: a timeout does not tell whether it was done.
      this.#change(gatewayId)
    }
  }

  #change(gatewayId: string): void {
    this.#all.forget(gatewayId)
    this.#parts.changed(gatewayId)
  }

  /** The key exists from here on, so a failed reading must not lose it: the answer that made it tells most. */
  async #readNew(address: GatewayAddress, text: string, made: unknown): Promise<VirtualKey> {
    const hash = createHash('sha256').update(text).digest('hex')
    try {
      return await readKey(address, hash)
    } catch (cause) {
      const row = KeyRow.safeParse(made)
      if (!(cause instanceof AppFailure) || !row.success) throw cause
      return keyOfRow(hash, row.data)
    }
  }

  /** What to ask the gateway for a page; null where Litedesk has to find or order the keys itself. */
  async #serverWish(query: KeyQuery, address: GatewayAddress): Promise<PageWish | null> {
    const sortBy = SERVER_COLUMNS[query.sort.by]
    if (sortBy === undefined || query.filter !== 'all') return null
    const { page, size, sort } = query
    const wish = { page, size, sortBy, isDescending: sort.isDescending }
    const search = readSearch(query.search)
    if (search.type === 'none') return wish
    if (search.type === 'hash') return { ...wish, where: { key_hash: search.hash } }
    const skill = await this.#skillOf(query.gatewayId, address)
    return skill === 'none' ? null : { ...wish, where: searchQuery(skill, search.text) }
  }

  async #skillOf(gatewayId: string, address: GatewayAddress): Promise<SearchSkill> {
    const known = this.#skills.get(`${gatewayId} ${address.baseUrl}`)
    if (known) return known
    const found = await findSearchSkill(address)
    if (found !== null) this.#skills.set(`${gatewayId} ${address.baseUrl}`, found)
    return found ?? 'none'
  }

  async #listHere(query: KeyQuery, address: GatewayAddress): Promise<KeyPage> {
    const snapshot = await this.#all.read(query.gatewayId, address)
    const chosen = this.#choose(snapshot, query)
    const start = (query.page - 1) * query.size
    return {
      keys: chosen.slice(start, start + query.size).map(({ key }) => key),
      total: chosen.length,
      page: query.page,
      pages: Math.ceil(chosen.length / query.size),
      from: 'litedesk',
      readAt: new Date(snapshot.readAt).toISOString(),
      isWhole: snapshot.isWhole,
    }
  }

  /** Ordering thousands takes longer than a frame, and pages of one order follow each other. */
  #choose(snapshot: KeySnapshot, { sort, filter, search }: KeyQuery): readonly ListedKey[] {
    const wish = { sort, filter, search }
    const name = JSON.stringify(wish)
    if (this.#chosen?.snapshot !== snapshot || this.#chosen.name !== name) {
      this.#chosen = { snapshot, name, keys: chooseKeys(snapshot, wish, this.#now()) }
    }
    return this.#chosen.keys
  }
}

async function readKey(address: GatewayAddress, hash: string): Promise<VirtualKey> {
  const path = `/key/info?key=${encodeURIComponent(hash)}`
  const answer = await managing('key', () => getFromGateway(address, path))
  const info = KeyInfo.safeParse(answer.json)
  if (!info.success) throw strangeAnswer('/key/info')
  return keyOfRow(hash, info.data.info)
}
