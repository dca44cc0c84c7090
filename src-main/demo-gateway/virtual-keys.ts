import { createHash, randomBytes } from 'node:crypto'

import type { JsonObject } from './json.ts'
import { newerBudgetDuration, nextStandardReset } from './key-duration.ts'

/** A virtual key as the gateway's table holds it; names are the API's, times ISO 8601 UTC, money USD. */
export interface VirtualKey {
  /** SHA-256 of the key, in hex. */
  readonly token: string
  /** `sk-...` and the last four characters. */
  readonly key_name: string
  key_alias: string | null
  /** Spent since the last reset, including calls the logs do not show yet. */
  spend: number
  /** Null for never. */
  expires: string | null
  /** Names it may call; empty for all. */
  models: readonly string[]
  aliases: JsonObject
  config: JsonObject
  user_id: string | null
  team_id: string | null
  permissions: JsonObject
  max_parallel_requests: number | null
  metadata: JsonObject
  blocked: boolean | null
  tpm_limit: number | null
  rpm_limit: number | null
  /** Null for no limit. */
  max_budget: number | null
  budget_duration: string | null
  budget_reset_at: string | null
  allowed_cache_controls: readonly string[]
  allowed_routes: readonly string[]
  model_spend: JsonObject
  model_max_budget: JsonObject
  budget_id: string | null
  organization_id: string | null
  readonly created_at: string
  readonly created_by: string
  updated_at: string
  updated_by: string
  rotation_count: number
  auto_rotate: boolean
  rotation_interval: string | null
  last_rotation_at: string | null
  key_rotation_at: string | null
  litellm_budget_table: JsonObject | null
  object_permission: JsonObject | null
  /** When it was last used; newer gateways only. */
  last_active: string | null
}

/** SHA-256 of a key in hex: the name LiteLLM stores it under. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** A new random key. */
export function randomKey(prefix = 'sk-'): string {
  return prefix + randomBytes(16).toString('base64url')
}

// LiteLLM's name for whoever holds the master key.
const MASTER_USER = 'default_user_id'

/** A row for a new key, with nothing limited. */
export function newVirtualKey(key: string, now: Date): VirtualKey {
  return {
    token: hashKey(key),
    key_name: `sk-...${key.slice(-4)}`,
    key_alias: null,
    spend: 0,
    expires: null,
    models: [],
    aliases: {},
    config: {},
    user_id: null,
    team_id: null,
    permissions: {},
    max_parallel_requests: null,
    metadata: {},
    blocked: null,
    tpm_limit: null,
    rpm_limit: null,
    max_budget: null,
    budget_duration: null,
    budget_reset_at: null,
    allowed_cache_controls: [],
    allowed_routes: [],
    model_spend: {},
    model_max_budget: {},
    budget_id: null,
    organization_id: null,
    created_at: now.toISOString(),
    created_by: MASTER_USER,
    updated_at: now.toISOString(),
    updated_by: MASTER_USER,
    rotation_count: 0,
    auto_rotate: false,
    rotation_interval: null,
    last_rotation_at: null,
    key_rotation_at: null,
    litellm_budget_table: null,
    object_permission: null,
    last_active: null,
  }
}

/** The table of virtual keys. */
export class VirtualKeys {
  readonly #rows = new Map<string, VirtualKey>()
  readonly #isNewer: boolean

  /** `isNewer`: words such as `monthly` mean what they say. */
  constructor(isNewer: boolean) {
    this.#isNewer = isNewer
  }

  add(row: VirtualKey): void {
    this.#rows.set(row.token, row)
  }

  /** Finds a row by key or by hash; null when there is none. Resets its budget when that is due. */
  find(keyOrHash: string, now: Date): VirtualKey | null {
    const row = this.#rows.get(tokenOf(keyOrHash)) ?? null
    if (row !== null) resetBudgetWhenDue(row, now, this.#isNewer)
    return row
  }

  /** Removes a row by key or by hash; false when there was none. */
  remove(keyOrHash: string): boolean {
    return this.#rows.delete(tokenOf(keyOrHash))
  }

  /** All rows, oldest first. */
  list(now: Date): VirtualKey[] {
    const rows = [...this.#rows.values()]
    for (const row of rows) resetBudgetWhenDue(row, now, this.#isNewer)
    return rows
  }
}

/** The hash behind a key or a hash, as LiteLLM tells them apart: keys start with `sk-`. */
export function tokenOf(keyOrHash: string): string {
  return keyOrHash.startsWith('sk-') ? hashKey(keyOrHash) : keyOrHash
}

function resetBudgetWhenDue(row: VirtualKey, now: Date, isNewer: boolean): void {
  if (row.budget_reset_at === null || row.budget_duration === null) return
  if (now.getTime() < Date.parse(row.budget_reset_at)) return
  row.spend = 0
  const duration = isNewer
    ? (newerBudgetDuration(row.budget_duration) ?? row.budget_duration)
    : row.budget_duration
  row.budget_reset_at = nextStandardReset(duration, now).toISOString()
}
