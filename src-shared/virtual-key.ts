import { z } from 'zod'

import { Duration } from './duration.ts'
import { EngineDocument, EngineKeyPlace } from './engine.ts'
import { Usd } from './money.ts'

/**
 * A key the gateway issued, as its table has it; the key itself is not in it. Times are ISO 8601 UTC.
 * Source: `GET /key/list?return_full_object=true`, `GET /key/info`.
 */
export const VirtualKey = z.object({
  /** SHA-256 of the key, lower-case hex: what every request names a key by. */
  hash: z.string().min(1),
  alias: z.string().nullable(),
  /** Last four characters; null when the gateway does not tell. */
  lastFour: z.string().max(4).nullable(),
  /** Public names it may call; empty for all. May hold `openai/*`, an access group, `all-team-models`. */
  models: z.array(z.string()),
  /** Spent since the last reset, as far as the gateway has booked: some seconds behind. */
  spend: Usd,
  /** null for no limit. */
  maxBudget: Usd.nullable(),
  /** As the gateway keeps it, which may be a word such as `monthly`; null: never reset. */
  budgetDuration: z.string().nullable(),
  /** When the gateway says it resets the spend. */
  budgetResetAt: z.string().nullable(),
  /** Tokens per minute. */
  tpmLimit: z.number().nullable(),
  /** Requests per minute. */
  rpmLimit: z.number().nullable(),
  /** Requests at one time. */
  parallelLimit: z.number().nullable(),
  /** null: never. */
  expiresAt: z.string().nullable(),
  /** null: never used, or an older gateway, which does not tell. */
  lastUsedAt: z.string().nullable(),
  isBlocked: z.boolean(),
  userId: z.string().nullable(),
  teamId: z.string().nullable(),
  createdAt: z.string().nullable(),
  /** Routes or groups of routes it is confined to, such as `llm_api_routes`; empty for all. */
  allowedRoutes: z.array(z.string()),
})
export type VirtualKey = z.infer<typeof VirtualKey>

/**
 * What a list of keys is ordered by. The gateway orders by the first five itself; the others are ordered in Litedesk, which
 * reads all pages once for it.
 */
export const KeySort = z.object({
  by: z.enum([
    'created',
    'updated',
    'alias',
    'spend',
    'max-budget',
    'budget-used',
    'last-used',
    'expires',
    'resets',
  ]),
  isDescending: z.boolean(),
})
export type KeySort = z.infer<typeof KeySort>

/** Which keys a list shows. `over-budget`: the spend has reached the budget. Each key counts for every state it is in. */
export const KeyFilter = z.enum(['all', 'active', 'blocked', 'expired', 'over-budget'])
export type KeyFilter = z.infer<typeof KeyFilter>

/** A page of the list. */
export const KeyQuery = z.object({
  gatewayId: z.string(),
  /** From 1. */
  page: z.number().int().positive(),
  size: z.number().int().min(1).max(100),
  sort: KeySort,
  filter: KeyFilter,
  /**
   * Part of an alias, any case; a whole hash; or a whole key, which is hashed in main and goes nowhere. Where Litedesk has
   * all pages it also matches part of the last four characters, of the user's id and of the team's id. Empty for all.
   */
  search: z.string().max(500),
})
export type KeyQuery = z.infer<typeof KeyQuery>

/** A page of keys. */
export const KeyPage = z.object({
  keys: z.array(VirtualKey),
  /** Keys that match, over all pages. */
  total: z.number().int().nonnegative(),
  page: z.number().int().positive(),
  pages: z.number().int().nonnegative(),
  /**
   * Who searched and ordered. `gateway`: fresh with every page. `litedesk`: from all pages as they were at `readAt`, kept a
   * minute and read anew after every change made here.
   */
  from: z.enum(['gateway', 'litedesk']),
  readAt: z.string(),
  /** False when there are more keys than Litedesk reads to order them itself (20,000). */
  isWhole: z.boolean(),
})
export type KeyPage = z.infer<typeof KeyPage>

const limit = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).nullable()
const budget = Usd.refine((text) => !text.startsWith('-')).nullable()

/** What can be decided about a key. null: no limit, for ever, nobody; an empty `models`: all. */
const fields = {
  alias: z.string().trim().max(200).nullable(),
  models: z.array(z.string().min(1).max(500)).max(1000),
  maxBudget: budget,
  budgetDuration: Duration.nullable(),
  tpmLimit: limit,
  rpmLimit: limit,
  parallelLimit: limit,
  /** How long it lives from now on. */
  lifetime: Duration.nullable(),
  userId: z.string().trim().max(500).nullable(),
  teamId: z.string().trim().max(500).nullable(),
}

/** A key to be made. */
export const KeyDraft = z.object(fields)
export type KeyDraft = z.infer<typeof KeyDraft>

/** Changes to a key: only the fields that are there are sent. */
export const KeyChanges = z.object(fields).partial()
export type KeyChanges = z.infer<typeof KeyChanges>

/** A field in which the gateway did something else than it was asked, found by reading the key again. */
export const KeyDisagreement = z.object({
  field: z.enum([
    'alias',
    'models',
    'max-budget',
    'budget-duration',
    'resets',
    'expires',
    'tpm-limit',
    'rpm-limit',
    'parallel-limit',
    'user',
    'team',
    'blocked',
  ]),
  /** As the field is written; a time is ISO 8601; null for nothing. */
  asked: z.string().nullable(),
  got: z.string().nullable(),
  /**
   * `rounded`: it keeps the meaning and begins at a full hour, midnight, Monday or the first of the month, as LiteLLM does;
   * a note. `other`: it means something else; a warning.
   */
  weight: z.enum(['rounded', 'other']),
  /** One plain sentence; times in it are UTC. */
  note: z.string(),
})
export type KeyDisagreement = z.infer<typeof KeyDisagreement>

/** A key as it stands after a change. */
export const SavedKey = z.object({ key: VirtualKey, disagreements: z.array(KeyDisagreement) })
export type SavedKey = z.infer<typeof SavedKey>

/** A new key. Its text stays in main under the ticket, until it is dropped or Litedesk quits. */
export const CreatedKey = SavedKey.extend({ ticket: z.string() })
export type CreatedKey = z.infer<typeof CreatedKey>

/** Where a new key goes. Several may follow each other. */
export const KeyHandOver = z.discriminatedUnion('to', [
  /** Cleared after 60 s, and when Litedesk quits, unless something else was copied meanwhile. */
  z.object({ to: z.literal('clipboard') }),
  /** Shown by main in a message box of the system: the one look at it. */
  z.object({ to: z.literal('show') }),
  /** Kept as another gateway of Litedesk with the same address. */
  z.object({
    to: z.literal('chat'),
    name: z.string().trim().min(1).max(80),
    /** As in `KeyChoice`; `key-store` fails with `key-unreadable` where the system has none. */
    keep: z.enum(['key-store', 'weak-store', 'session']),
    /** Whether Litedesk changes to it at once. */
    isActivated: z.boolean(),
  }),
  /** Stored where an engine finds it, as `engine:store-key` does. */
  z.object({
    to: z.literal('engine'),
    engineId: z.string(),
    providerId: z.string(),
    place: EngineKeyPlace,
  }),
])
export type KeyHandOver = z.infer<typeof KeyHandOver>

/** What came of a hand-over. */
export const KeyHandedOver = z.discriminatedUnion('to', [
  z.object({ to: z.literal('clipboard'), clearsAt: z.string() }),
  z.object({ to: z.literal('show') }),
  z.object({ to: z.literal('chat'), gatewayId: z.string() }),
  z.object({ to: z.literal('engine'), document: EngineDocument }),
])
export type KeyHandedOver = z.infer<typeof KeyHandedOver>
