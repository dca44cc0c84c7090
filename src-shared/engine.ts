import { z } from 'zod'

/** An agent engine Litedesk configures; each has a definition file in `engines/`. */
export const EngineKind = z.enum(['nova-engine', 'idlehands'])
export type EngineKind = z.infer<typeof EngineKind>

/** A place in a text as people count it, both from 1; columns are UTF-16 units. */
export const TextPlace = z.object({ line: z.number().int(), column: z.number().int() })
export type TextPlace = z.infer<typeof TextPlace>

/**
 * How an engine's config file is.
 * `absent`: there is none yet. `valid`: the engine accepts it. `invalid`: the engine would not start with it; the message
 * is the first problem and `count` how many there are. `managed`: made by something else (Nix), so it is not edited.
 * `unreadable`: it is there and cannot be read.
 */
export const EngineFileState = z.discriminatedUnion('type', [
  z.object({ type: z.literal('absent') }),
  z.object({ type: z.literal('valid') }),
  z.object({
    type: z.literal('invalid'),
    message: z.string(),
    place: TextPlace.nullable(),
    count: z.number().int().positive(),
  }),
  z.object({ type: z.literal('managed'), message: z.string() }),
  z.object({ type: z.literal('unreadable'), message: z.string() }),
])
export type EngineFileState = z.infer<typeof EngineFileState>

/** A model an engine can be told to use. */
export const EngineModel = z.object({
  /** `provider/model-id`, as the config file writes it. */
  ref: z.string(),
  name: z.string(),
})
export type EngineModel = z.infer<typeof EngineModel>

/** One engine's config file as the tray, the palette and the list show it. */
export const EngineFile = z.object({
  /** `kind:path`; the same for the same file at any time. */
  id: z.string(),
  kind: EngineKind,
  /** `Nova Engine`, or with what tells several apart: `Nova Engine (work)`. */
  name: z.string(),
  /** The engine's profile this file belongs to; null for the default one and for files that were chosen. */
  profile: z.string().nullable(),
  /** Absolute path of the config file, which need not exist. */
  path: z.string(),
  /** The same with the home folder as `~`, for reading. */
  displayPath: z.string(),
  /** Absolute path of the engine's state folder: `.env`, auth profiles, `models.json`. */
  stateFolder: z.string(),
  /** `found`: by the engine's own rules. `chosen`: picked by the user, who can take it off the list again. */
  origin: z.enum(['found', 'chosen']),
  state: EngineFileState,
  /** Lower-case hex sha256 of the file's bytes; null when there is no readable file. */
  hash: z.string().nullable(),
  /** `agents.defaults.model.primary` with includes resolved; null when not set. */
  primary: z.string().nullable(),
  fallbacks: z.array(z.string()),
  /** Models of the configured providers, in the file's order, includes resolved. */
  models: z.array(EngineModel),
  /** The last switch made from Litedesk that can be taken back; null when there is none. */
  lastSwitch: z.object({ backupId: z.string(), from: z.string().nullable(), to: z.string() }).nullable(),
})
export type EngineFile = z.infer<typeof EngineFile>

/** Where an engine could take a provider's key from, in the order it looks. */
export const EngineKeySource = z.enum([
  'auth-profile',
  'process-environment',
  'state-env-file',
  'config-env',
  'config-file',
])
export type EngineKeySource = z.infer<typeof EngineKeySource>

/** One link of the chain a provider's key is looked for in. */
export const EngineKeyLink = z.object({
  source: EngineKeySource,
  /** What to look at: a profile id, a variable's name, or a config path. */
  label: z.string(),
  /** The file it stands in, for reading; null for the environment. */
  displayPath: z.string().nullable(),
  /**
   * `wins`: this one is used. `shadowed`: set, but an earlier one wins. `missing`: not set. `ignored`: set, and the engine
   * will not take it; the note says why.
   */
  state: z.enum(['wins', 'shadowed', 'missing', 'ignored']),
  /** Last four characters of the key; null when not set or too short to show. */
  lastFour: z.string().max(4).nullable(),
  note: z.string().nullable(),
})
export type EngineKeyLink = z.infer<typeof EngineKeyLink>

/** The whole chain for one provider, strongest first. */
export const EngineKeyChain = z.object({ providerId: z.string(), links: z.array(EngineKeyLink) })
export type EngineKeyChain = z.infer<typeof EngineKeyChain>

/** One provider as an agent's derived `models.json` remembers it. */
export const ModelsFileProvider = z.object({
  providerId: z.string(),
  baseUrl: z.string().nullable(),
  modelIds: z.array(z.string()),
  /** Whether its key differs from the one the config file leads to; null when either is unknown. */
  hasOtherKey: z.boolean().nullable(),
})
export type ModelsFileProvider = z.infer<typeof ModelsFileProvider>

/** What an editor has to know from outside the config file. Holds no secret. */
export const EngineFacts = z.object({
  /** Variables that are set and not empty, with where the engine would find each first. */
  variables: z.array(
    z.object({ name: z.string(), source: z.enum(['process-environment', 'state-env-file', 'config-env']) }),
  ),
  keyChains: z.array(EngineKeyChain),
  /** `models.json` of each agent that has one. */
  modelsFiles: z.array(
    z.object({ agentId: z.string(), displayPath: z.string(), providers: z.array(ModelsFileProvider) }),
  ),
  /** Stored auth profiles of each agent. */
  authProfiles: z.array(
    z.object({
      agentId: z.string(),
      profileId: z.string(),
      providerId: z.string(),
      type: z.string(),
      lastFour: z.string().max(4).nullable(),
      displayPath: z.string(),
    }),
  ),
  /** Why an `$include` of this file cannot be followed, by the included path as it is written; empty when all can. */
  includeProblems: z.array(z.object({ target: z.string(), message: z.string() })),
})
export type EngineFacts = z.infer<typeof EngineFacts>

/** A copy of a config file from before one of Litedesk's writes. */
export const EngineBackup = z.object({
  id: z.string(),
  /** ISO 8601, UTC: when the copy was made. */
  at: z.string(),
  /** What the write was for, such as "Switched to litellm/gpt-4o". */
  reason: z.string(),
  /** Bytes. */
  size: z.number().int(),
})
export type EngineBackup = z.infer<typeof EngineBackup>

/** A config file, open for editing. */
export const EngineDocument = z.object({
  engine: EngineFile,
  /**
   * The file's text with each secret in it replaced by a mark (see `secret-mark.ts`); saving puts the secrets back. Empty
   * when there is no file.
   */
  text: z.string(),
  /** sha256 of the file this text was made from; null when there is none. */
  hash: z.string().nullable(),
  facts: EngineFacts,
  /** Newest first. */
  backups: z.array(EngineBackup),
})
export type EngineDocument = z.infer<typeof EngineDocument>

/** How saving ended. A conflict changes nothing on disk. */
export const EngineSaveOutcome = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('saved'),
    document: EngineDocument,
    /** The copy of what was there before; null when nothing was there. */
    backupId: z.string().nullable(),
    /** Whether the file had changed meanwhile and both changes are in it now. */
    wasMerged: z.boolean(),
  }),
  z.object({
    type: z.literal('conflict'),
    /** What is in the file now, masked like EngineDocument.text. */
    theirs: z.string(),
    /** Its hash: the base for saving over it. */
    theirsHash: z.string().nullable(),
  }),
])
export type EngineSaveOutcome = z.infer<typeof EngineSaveOutcome>

/** Where *Store the key* puts it. Source: engine config contract, "where the API key may live". */
export const EngineKeyPlace = z.enum(['state-env-file', 'auth-profile'])
export type EngineKeyPlace = z.infer<typeof EngineKeyPlace>

/** Which key is stored: one the user typed, or that of a connected gateway, which stays in main. */
export const EngineKeyInput = z.discriminatedUnion('source', [
  z.object({ source: z.literal('typed'), key: z.string().min(1).max(4096) }),
  z.object({ source: z.literal('gateway'), gatewayId: z.string() }),
])
export type EngineKeyInput = z.infer<typeof EngineKeyInput>

/** A repair outside the config file. Those inside it are edits of the text. */
export const EngineMend = z.discriminatedUnion('type', [
  /** Takes a provider out of an agent's `models.json`, which the engine rebuilds. */
  z.object({ type: z.literal('forget-models-file-provider'), agentId: z.string(), providerId: z.string() }),
  /** Removes a stored auth profile that would win over the file. */
  z.object({ type: z.literal('remove-auth-profile'), agentId: z.string(), profileId: z.string() }),
])
export type EngineMend = z.infer<typeof EngineMend>
