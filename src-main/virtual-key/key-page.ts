import { z } from 'zod'

import type { VirtualKey } from '#shared/virtual-key.ts'

import { getFromGateway, type GatewayAddress } from '../gateway/gateway-client.ts'
import { managing } from '../gateway/management-error.ts'
import { strangeAnswer } from '../gateway/strange-answer.ts'
import { KeyRow, keyOfRow } from './key-row.ts'

/** A key of a list, with what only ordering needs. */
export interface ListedKey {
  readonly key: VirtualKey
  readonly updatedAt: string | null
}

/** One page of `GET /key/list`, which orders by these columns and no others. Source: litellm, `_validate_sort_params`. */
export interface PageWish {
  readonly page: number
  /** At most 100. */
  readonly size: number
  readonly sortBy: 'created_at' | 'updated_at' | 'key_alias' | 'spend' | 'max_budget' | 'token'
  readonly isDescending: boolean
  /** More of the query, such as `search`. */
  readonly where?: Readonly<Record<string, string>>
}

export interface ListedPage {
  readonly keys: readonly ListedKey[]
  readonly total: number
  readonly pages: number
}

/** Whole rows; what is no object is not one. */
const KeyList = z.object({
  keys: z.array(z.unknown()),
  total_count: z.number().int().nonnegative().nullish(),
  total_pages: z.number().int().nonnegative().nullish(),
})

/** Reads a page of keys. Throws AppFailure: `forbidden`, `no-database`, `not-litellm`. */
export async function listKeyPage(address: GatewayAddress, wish: PageWish): Promise<ListedPage> {
  const query = new URLSearchParams({
    return_full_object: 'true',
    page: String(wish.page),
    size: String(wish.size),
    sort_by: wish.sortBy,
    sort_order: wish.isDescending ? 'desc' : 'asc',
    ...wish.where,
  })
  const answer = await managing('key', () => getFromGateway(address, `/key/list?${query.toString()}`))
  const list = KeyList.safeParse(answer.json)
  if (!list.success) throw strangeAnswer('/key/list')
  const keys = list.data.keys.flatMap((item): ListedKey[] => {
    const row = KeyRow.safeParse(item)
    const hash = row.success ? row.data.token : null
    return row.success && hash !== null
      ? [{ key: keyOfRow(hash, row.data), updatedAt: row.data.updated_at }]
      : []
  })
  const total = list.data.total_count ?? keys.length
  return { keys, total, pages: list.data.total_pages ?? Math.ceil(total / wish.size) }
}
