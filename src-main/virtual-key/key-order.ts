import { createHash } from 'node:crypto'

import type { KeyFilter, KeyQuery, KeySort, VirtualKey } from '#shared/virtual-key.ts'

import type { ListedKey } from './key-page.ts'

/** What a list of keys is to show. */
export type KeyWish = Pick<KeyQuery, 'sort' | 'filter' | 'search'>

/** What the user searched for. A key is never looked for by its text. */
export type KeySearch =
  | { readonly type: 'none' }
  | { readonly type: 'hash'; readonly hash: string }
  | { readonly type: 'text'; readonly text: string }

/** Tells apart a whole key, which is hashed, a hash, and a piece of text. */
export function readSearch(search: string): KeySearch {
  const text = search.trim()
  if (text === '') return { type: 'none' }
  if (/^sk-\S{8,}$/.test(text)) {
    return { type: 'hash', hash: createHash('sha256').update(text).digest('hex') }
  }
  if (/^[0-9a-f]{64}$/i.test(text)) return { type: 'hash', hash: text.toLowerCase() }
  return { type: 'text', text }
}

/** Whether a key is what was searched for. */
export function matchesSearch(key: VirtualKey, search: string): boolean {
  const wanted = readSearch(search)
  if (wanted.type === 'none') return true
  if (wanted.type === 'hash') return key.hash === wanted.hash
  const text = wanted.text.toLowerCase()
  return [key.alias, key.lastFour, key.userId, key.teamId].some(
    (field) => field !== null && field.toLowerCase().includes(text),
  )
}

/** Whether a key is in a state. */
export function matchesFilter(key: VirtualKey, filter: KeyFilter, now: Date): boolean {
  const isExpired = key.expiresAt !== null && Date.parse(key.expiresAt) <= now.getTime()
  const isOverBudget = key.maxBudget !== null && Number(key.spend) >= Number(key.maxBudget)
  switch (filter) {
    case 'all':
      return true
    case 'active':
      return !key.isBlocked && !isExpired && !isOverBudget
    case 'blocked':
      return key.isBlocked
    case 'expired':
      return isExpired
    case 'over-budget':
      return isOverBudget
  }
}

/** Orders keys; what is not set comes last either way, and equals stay newest first. */
export function keyOrder({ by, isDescending }: KeySort): (left: ListedKey, right: ListedKey) => number {
  const direction = isDescending ? -1 : 1
  return (left, right) => {
    const order = compared(sortValue(left, by), sortValue(right, by), direction)
    return order === 0 ? compared(sortValue(left, 'created'), sortValue(right, 'created'), -1) : order
  }
}

function compared(one: number | string | null, other: number | string | null, direction: 1 | -1): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  if (typeof one === 'number' && typeof other === 'number') return direction * (one - other)
  return direction * collator.compare(String(one), String(other))
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function sortValue({ key, updatedAt }: ListedKey, by: KeySort['by']): number | string | null {
  switch (by) {
    case 'created':
      return time(key.createdAt)
    case 'updated':
      return time(updatedAt)
    case 'alias':
      return key.alias
    case 'spend':
      return Number(key.spend)
    case 'max-budget':
      return key.maxBudget === null ? null : Number(key.maxBudget)
    case 'budget-used':
      return usedShare(key)
    case 'last-used':
      return time(key.lastUsedAt)
    case 'expires':
      return time(key.expiresAt)
    case 'resets':
      return time(key.budgetResetAt)
  }
}

/** A budget of nothing is used up from the start. */
function usedShare({ spend, maxBudget }: VirtualKey): number | null {
  if (maxBudget === null) return null
  return Number(maxBudget) > 0 ? Number(spend) / Number(maxBudget) : Number.MAX_VALUE
}

function time(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso)
}
