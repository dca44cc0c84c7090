import { z } from 'zod'

import type { VirtualKey } from '#shared/virtual-key.ts'

import { LooseNumber, LooseText, LooseTexts, usdOf } from '../gateway/loose-fields.ts'

/** A row of LiteLLM_VerificationToken as `/key/list` and `/key/info` send it. Any field may be missing or null. */
export const KeyRow = z.object({
  /** In lists; `/key/info` has it beside the row. */
  token: LooseText,
  key_name: LooseText,
  key_alias: LooseText,
  models: LooseTexts,
  spend: LooseNumber,
  max_budget: LooseNumber,
  budget_duration: LooseText,
  budget_reset_at: LooseText,
  tpm_limit: LooseNumber,
  rpm_limit: LooseNumber,
  max_parallel_requests: LooseNumber,
  expires: LooseText,
  /** Newer gateways only. */
  last_active: LooseText,
  blocked: z
    .unknown()
    .optional()
    .transform((value) => value === true),
  user_id: LooseText,
  team_id: LooseText,
  created_at: LooseText,
  updated_at: LooseText,
  allowed_routes: LooseTexts,
})
export type KeyRow = z.output<typeof KeyRow>

/** A row as the contract has it. */
export function keyOfRow(hash: string, row: KeyRow): VirtualKey {
  return {
    hash,
    alias: row.key_alias,
    lastFour: lastFourOfName(row.key_name),
    models: row.models,
    spend: usdOf(row.spend ?? 0),
    maxBudget: usdOf(row.max_budget),
    budgetDuration: row.budget_duration,
    budgetResetAt: utc(row.budget_reset_at),
    tpmLimit: row.tpm_limit,
    rpmLimit: row.rpm_limit,
    parallelLimit: row.max_parallel_requests,
    expiresAt: utc(row.expires),
    lastUsedAt: utc(row.last_active),
    isBlocked: row.blocked,
    userId: row.user_id,
    teamId: row.team_id,
    createdAt: utc(row.created_at),
    allowedRoutes: row.allowed_routes,
  }
}

/** `sk-...wxyz` ends in the key's last four characters. */
function lastFourOfName(name: string | null): string | null {
  return /\.\.\.(.{1,4})$/.exec(name ?? '')?.[1] ?? null
}

/** LiteLLM means UTC where it leaves the zone out. */
function utc(text: string | null): string | null {
  if (text === null) return null
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text)
  const time = Date.parse(hasZone ? text : `${text.replace(' ', 'T')}Z`)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
