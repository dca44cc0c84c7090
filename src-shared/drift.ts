import { z } from 'zod'

import { AppError } from './app-error.ts'

/** A field of a model in an engine's file that the gateway knows better. Tokens, and USD per million tokens. */
export const DriftField = z.enum([
  'contextWindow',
  'maxTokens',
  'cost.input',
  'cost.output',
  'cost.cacheRead',
  'cost.cacheWrite',
])
export type DriftField = z.infer<typeof DriftField>

/** What mends a difference. */
export const DriftMend = z.discriminatedUnion('type', [
  /** Writes the model into the engine's file; `drift:mend`. */
  z.object({ type: z.literal('add-to-engine') }),
  /** Takes it out, and what refers to it; `drift:mend`. `breaks` says that it is in use there: ask before. */
  z.object({ type: z.literal('remove-from-engine'), breaks: z.boolean() }),
  /** Writes the gateway's figure; `drift:mend`. */
  z.object({ type: z.literal('correct-in-engine'), field: DriftField, value: z.number() }),
  /** Adds the model to the key's list: `virtual-key:update` with `models`, for admins. */
  z.object({ type: z.literal('allow-key'), keyHash: z.string(), models: z.array(z.string()) }),
  /** Nothing Litedesk may do: a text to send to the gateway's admin. */
  z.object({ type: z.literal('ask-admin'), text: z.string() }),
])
export type DriftMend = z.infer<typeof DriftMend>

/** One difference between an engine's file and the gateway. */
export const DriftDifference = z.object({
  /** The same for the same difference at any time, within its engine. */
  id: z.string(),
  /**
   * `not-in-engine`: the gateway serves it to this key, the file lacks it. `not-served`: the file has it, the gateway does not.
   * `not-allowed`: the gateway serves it, this key may not use it. `not-usable`: either; a plain key cannot tell which.
   * `other-figure`: both have it, with another figure.
   */
  kind: z.enum(['not-in-engine', 'not-served', 'not-allowed', 'not-usable', 'other-figure']),
  providerId: z.string(),
  /** The gateway's public name. */
  modelId: z.string(),
  /** `provider/model-id`, as the file refers to it. */
  ref: z.string(),
  /** Whether the engine's primary model or a fallback of it. */
  isInUse: z.boolean(),
  /** The figure as the file has it; null when it has none, and for other kinds. */
  inEngine: z.number().nullable(),
  onGateway: z.number().nullable(),
  /** One plain sentence. */
  message: z.string(),
  mend: DriftMend,
})
export type DriftDifference = z.infer<typeof DriftDifference>

/** One engine's config file against the gateway. */
export const EngineDrift = z.object({
  engineId: z.string(),
  engineName: z.string(),
  /** The file the differences were found in; `drift:mend` refuses another. null when there is none. */
  hash: z.string().nullable(),
  /**
   * `checked`: see `differences`. `elsewhere`: no provider of the file points at this gateway. `unreadable`: the file cannot be
   * read, or is not JSON5. `absent`: there is no file.
   */
  state: z.enum(['checked', 'elsewhere', 'unreadable', 'absent']),
  /** Ids of the providers that point at this gateway. */
  providerIds: z.array(z.string()),
  /** Whether Litedesk may write the file; made by Nix, it may not, and only `allow-key` and `ask-admin` work. */
  isEditable: z.boolean(),
  /** Empty: nothing differs. Models in use first. */
  differences: z.array(DriftDifference),
  error: AppError.nullable(),
})
export type EngineDrift = z.infer<typeof EngineDrift>

/** What a drift check found. */
export const DriftReport = z.object({
  gatewayId: z.string(),
  /** The key whose rights were looked at: the connected one, or the one that was asked for. null for an admin's own key. */
  keyAlias: z.string().nullable(),
  /**
   * What the key may use. `all`; `some`: `models`; `unclear`: it has access groups or its team's models, which only the gateway
   * can resolve, so `not-allowed` is not reported.
   */
  keyMayUse: z.enum(['all', 'some', 'unclear']),
  models: z.array(z.string()),
  engines: z.array(EngineDrift),
  readAt: z.string(),
})
export type DriftReport = z.infer<typeof DriftReport>
