import { z } from 'zod'

import { AppError } from './app-error.ts'

/**
 * Where a gateway's key comes from.
 * `key-store`: encrypted with the system's key store. `weak-store`: encrypted with a key in a file beside it, chosen
 * knowingly where the system has no key store. `session`: held in memory until Litedesk quits. `environment`: taken from
 * LITELLM_API_KEY at start, never stored. `none`: the gateway asks for no key.
 */
export const KeySource = z.enum(['key-store', 'weak-store', 'session', 'environment', 'none'])
export type KeySource = z.infer<typeof KeySource>

/** All the renderer ever learns of a key. */
export const KeyState = z.object({
  source: KeySource,
  isSet: z.boolean(),
  /** Last four characters, to tell keys apart; null when not set or shorter than twelve characters. */
  lastFour: z.string().max(4).nullable(),
})
export type KeyState = z.infer<typeof KeyState>

/** A gateway as the renderer sees it. */
export const Gateway = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  /** Normalised: no trailing slash, no `/v1`. */
  baseUrl: z.string(),
  isDemo: z.boolean(),
  key: KeyState,
})
export type Gateway = z.infer<typeof Gateway>

/** What the user decides about the key when saving a gateway; `keep` leaves the stored one alone. */
export const KeyChoice = z.discriminatedUnion('source', [
  z.object({ source: z.literal('keep') }),
  z.object({ source: z.literal('key-store'), key: z.string().min(1).max(4096) }),
  z.object({ source: z.literal('weak-store'), key: z.string().min(1).max(4096) }),
  z.object({ source: z.literal('session'), key: z.string().min(1).max(4096) }),
  z.object({ source: z.literal('environment') }),
  z.object({ source: z.literal('none') }),
])
export type KeyChoice = z.infer<typeof KeyChoice>

/** A gateway as the user fills it in. */
export const GatewayDraft = z.object({
  /** null for a new gateway. */
  id: z.string().nullable(),
  name: z.string().max(80),
  baseUrl: z.string().max(2048),
  key: KeyChoice,
})
export type GatewayDraft = z.infer<typeof GatewayDraft>

/** The steps of *Connect*, in the order they run. */
export const CheckStepName = z.enum([
  'reachable',
  'litellm',
  'key-accepted',
  'key-kind',
  'database',
  'models',
])
export type CheckStepName = z.infer<typeof CheckStepName>

/** How one step of *Connect* ended. `unknown` is a fact that could not be learnt and does not stop the rest. */
export const CheckStep = z.object({
  name: CheckStepName,
  outcome: z.enum(['passed', 'warned', 'failed', 'unknown']),
  /** What was found, such as "LiteLLM 1.79.3" or "7 models". */
  finding: z.string(),
  /** Present when the step failed or warned with something to do. */
  error: AppError.nullable(),
})
export type CheckStep = z.infer<typeof CheckStep>

/** What a gateway turned out to be, or null fields for what it did not tell. */
export const GatewayFacts = z.object({
  version: z.string().nullable(),
  keyKind: z.enum(['admin', 'plain', 'unknown']),
  hasDatabase: z.boolean().nullable(),
})
export type GatewayFacts = z.infer<typeof GatewayFacts>

/** The link to the active gateway. */
export const Connection = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('connecting'), gatewayId: z.string() }),
  z.object({ state: z.literal('connected'), gatewayId: z.string(), facts: GatewayFacts }),
  z.object({ state: z.literal('failed'), gatewayId: z.string(), error: AppError }),
])
export type Connection = z.infer<typeof Connection>
