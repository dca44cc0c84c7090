import type { VirtualKey } from '#shared/virtual-key.ts'

/** How a key stands, the most serious first. */
export interface KeyState {
  readonly text: string
  readonly tone: 'positive' | 'warning' | 'negative' | 'neutral'
}

/** Whether and why a key’s calls are refused at a moment. */
export function keyState(key: VirtualKey, now: Date): KeyState {
  if (key.isBlocked) return { text: 'Blocked', tone: 'negative' }
  if (key.expiresAt !== null && new Date(key.expiresAt) <= now) return { text: 'Expired', tone: 'neutral' }
  if (key.maxBudget !== null && Number(key.spend) >= Number(key.maxBudget))
    return { text: 'Over budget', tone: 'warning' }
  return { text: 'Active', tone: 'positive' }
}

/** What a key is called: its alias, else its last characters. */
export function keyName({ alias, lastFour, hash }: Pick<VirtualKey, 'alias' | 'lastFour' | 'hash'>): string {
  if (alias !== null && alias !== '') return alias
  return lastFour === null ? `Key ${hash.slice(0, 8)}` : `Key …${lastFour}`
}

/** What has to be typed before a key is deleted: its alias, else its last four characters, else the start of its hash. */
export function keyWord({ alias, lastFour, hash }: Pick<VirtualKey, 'alias' | 'lastFour' | 'hash'>): string {
  if (alias !== null && alias !== '') return alias
  return lastFour ?? hash.slice(0, 8)
}
