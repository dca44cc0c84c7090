import { randomUUID } from 'node:crypto'

import { AppFailure } from '#shared/app-error.ts'

import type { GatewayAddress } from '../gateway/gateway-client.ts'
import { listKeyPage, type PageWish } from './key-page.ts'

/** How a gateway looks for a part of an alias: by the newest way, by an earlier one, or not at all. */
export type SearchSkill = 'search' | 'substring' | 'none'

const SMALLEST: PageWish = { page: 1, size: 1, sortBy: 'created_at', isDescending: true }

/**
 * Finds out how a gateway searches. A gateway that does not know a query parameter leaves it out of account and answers
 * with everything, so it is asked for what cannot be there. null where nothing can be told: it has no keys.
 */
export async function findSearchSkill(address: GatewayAddress): Promise<SearchSkill | null> {
  const nowhere = await listKeyPage(address, { ...SMALLEST, where: { search: randomUUID() } })
  if (nowhere.total === 0) {
    const everything = await listKeyPage(address, SMALLEST)
    return everything.total === 0 ? null : 'search'
  }
  return (await knowsExpires(address)) ? 'substring' : 'none'
}

/** `expires` came with `substring_matching`, and is refused where its value makes no sense. */
async function knowsExpires(address: GatewayAddress): Promise<boolean> {
  try {
    await listKeyPage(address, { ...SMALLEST, where: { expires: 'litedesk-asks' } })
    return false
  } catch (cause) {
    if (cause instanceof AppFailure && cause.error.status === 400) return true
    throw cause
  }
}

/** The query for a part of an alias. */
export function searchQuery(skill: Exclude<SearchSkill, 'none'>, text: string): Record<string, string> {
  return skill === 'search' ? { search: text } : { key_alias: text, substring_matching: 'true' }
}
