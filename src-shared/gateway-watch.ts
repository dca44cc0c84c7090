import { z } from 'zod'

import { AppError } from './app-error.ts'

/** A public name that does not answer now, and how that was learnt. */
export const ModelDown = z.object({
  model: z.string(),
  /** `health-check`: the gateway's own checks say so. `cooldown`: it refused a call of ours and rests. */
  source: z.enum(['health-check', 'cooldown']),
  /** ISO 8601 UTC; null when unknown. */
  until: z.string().nullable(),
})
export type ModelDown = z.infer<typeof ModelDown>

/**
 * How the active gateway is, asked every 30 s while a window is in sight, less often while it is down, not at all while
 * none is: liveliness and readiness, which cost nothing. Never `GET /health`, which calls every model.
 */
export const GatewayWatch = z.object({
  gatewayId: z.string(),
  /** `not-ready`: it answers and says that it is not well, such as without the database it had. */
  state: z.enum(['unknown', 'up', 'not-ready', 'down']),
  /** Of the last answer to liveliness, in ms; null while down. */
  latencyMs: z.number().nullable(),
  /** null when the gateway does not tell this key. */
  version: z.string().nullable(),
  /** `lost`: it is configured and does not answer. */
  database: z.enum(['connected', 'lost', 'none', 'unknown']),
  /** Public names known to be down; not complete where the operator has not switched health checks on. */
  modelsDown: z.array(ModelDown),
  /** Why it is down or not ready. */
  error: AppError.nullable(),
  /** ISO 8601 UTC: since when it is in this state, as far as Litedesk saw. */
  since: z.string(),
  /** ISO 8601 UTC; null before the first look. */
  checkedAt: z.string().nullable(),
})
export type GatewayWatch = z.infer<typeof GatewayWatch>
