import { z } from 'zod'

import { EngineBackup } from './engine.ts'

/** A LiteLLM config file the user opened, as the list shows it. */
export const RoutingEntry = z.object({
  /** The absolute path: the same for the same file at any time. */
  id: z.string(),
  path: z.string(),
  /** The same with the home folder as `~`, for reading. */
  displayPath: z.string(),
  /** `read`: with its models and errors counted. `absent`: it is gone. `unreadable`: the message says why. */
  state: z.discriminatedUnion('type', [
    z.object({ type: z.literal('read'), models: z.number().int(), errors: z.number().int() }),
    z.object({ type: z.literal('absent') }),
    z.object({ type: z.literal('unreadable'), message: z.string() }),
  ]),
  /** Whether LiteLLM on this computer is run with it. */
  isLocal: z.boolean(),
})
export type RoutingEntry = z.infer<typeof RoutingEntry>

/** A LiteLLM config file, open for editing. */
export const RoutingDocument = z.object({
  entry: RoutingEntry,
  /** With a mark in the place of each secret (see `secret-mark.ts`); empty when there is no file. */
  text: z.string(),
  /** sha256 of the file this text was made from; null when there is none. */
  hash: z.string().nullable(),
  facts: z.object({
    /** Names of the variables that are set where LiteLLM will run; null when nobody knows. */
    variables: z.array(z.string()).nullable(),
  }),
  /** Newest first. */
  backups: z.array(EngineBackup),
})
export type RoutingDocument = z.infer<typeof RoutingDocument>

/** How saving ended. A conflict changes nothing on disk. */
export const RoutingSaveOutcome = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('saved'),
    document: RoutingDocument,
    /** The copy of what was there before; null when nothing was there. */
    backupId: z.string().nullable(),
    /** Whether the file had changed meanwhile and both changes are in it now. */
    wasMerged: z.boolean(),
  }),
  z.object({
    type: z.literal('conflict'),
    /** What is in the file now, masked like RoutingDocument.text. */
    theirs: z.string(),
    theirsHash: z.string().nullable(),
  }),
])
export type RoutingSaveOutcome = z.infer<typeof RoutingSaveOutcome>
