import type { RoutingFacts } from '#shared/routing-file/judge-routing.ts'
import type { RoutingDocument, RoutingEntry, RoutingSaveOutcome } from '#shared/routing.ts'

import type { ConfigReading } from '../local-gateway/config-reading.ts'

/** A config file with what only main knows of it. */
export interface RoutingPlace {
  /** Absolute. */
  readonly path: string
  /** The same for reading. */
  readonly displayPath: string
  /** Whether LiteLLM on this computer is run with it. */
  readonly isLocal: boolean
  /** What is set where LiteLLM will run with it. */
  readonly facts: RoutingFacts
}

/** A text from the window, to be saved. */
export interface RoutingSave {
  /** With marks for the secrets. */
  readonly text: string
  /** What it was made from; null when from nothing. */
  readonly baseHash: string | null
  /** Whether to write what LiteLLM would not start with. */
  readonly mayBeInvalid: boolean
  readonly reason: string
}

/** What main asks of the worker: inputs and outputs by name. */
export interface RoutingCalls {
  entry: { input: { place: RoutingPlace }; output: RoutingEntry }
  /** Watches the file from then on. */
  open: { input: { place: RoutingPlace }; output: RoutingDocument }
  save: { input: { place: RoutingPlace; save: RoutingSave }; output: RoutingSaveOutcome }
  /** The text of a backup, masked. */
  backup: { input: { path: string; backupId: string }; output: string }
  restore: {
    input: { place: RoutingPlace; backupId: string; afterHash: string | null }
    output: RoutingSaveOutcome
  }
  unwatch: { input: { path: string }; output: void }
  /** Looks at every watched file now. */
  look: { input: null; output: void }
  /** What running a config file asks for. Its master key stays in main. */
  reading: { input: { text: string; path: string }; output: ConfigReading }
  /** Stops watching; the worker ends. */
  close: { input: null; output: void }
}

/** What the worker tells without being asked. */
export type RoutingEvent =
  /** A watched file is not what it was, whoever changed it; the hash is null when it is gone. */
  | { readonly type: 'changed'; readonly path: string; readonly hash: string | null }
  | { readonly type: 'trouble'; readonly fault: string }

/** What a worker is started with. */
export interface RoutingWorkerStart {
  /** Where copies of changed files are kept, absolute. */
  readonly backupFolder: string
  /** See `hideSecrets`: the marks of a worker that died mean the same in the next one. */
  readonly markKey: Uint8Array
}
