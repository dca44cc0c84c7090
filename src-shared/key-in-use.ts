import { z } from 'zod'

import { Usd } from './money.ts'

/** The share of a budget from which on a chat warns. */
export const BUDGET_WARNING_SHARE = 0.8

/**
 * What the connected key may do and spend, by `GET /key/info` about itself. Read on connecting and after answers, at most
 * every 30 s; between two readings the cost of Litedesk's own answers is added, since the gateway books seconds later.
 */
export const KeyInUse = z.object({
  gatewayId: z.string(),
  alias: z.string().nullable(),
  lastFour: z.string().max(4).nullable(),
  /** Empty for all. */
  models: z.array(z.string()),
  spend: Usd,
  /** null: no limit on this key; its team's or user's may still end a chat. */
  maxBudget: Usd.nullable(),
  /** What is left, never below 0; null without a limit. */
  remaining: Usd.nullable(),
  /** spend / maxBudget, for drawing; above 1 when more was spent; null without a limit. */
  share: z.number().nullable(),
  /** `warning`: 80 % are spent. `exhausted`: all is spent, or the gateway refused a call for it. */
  state: z.enum(['ok', 'warning', 'exhausted']),
  budgetDuration: z.string().nullable(),
  /** ISO 8601 UTC, as the gateway says. */
  budgetResetAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  tpmLimit: z.number().nullable(),
  rpmLimit: z.number().nullable(),
  parallelLimit: z.number().nullable(),
  /** ISO 8601 UTC: when the gateway was last asked. */
  readAt: z.string(),
})
export type KeyInUse = z.infer<typeof KeyInUse>
