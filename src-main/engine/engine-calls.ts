import type { EngineDrift } from '#shared/drift.ts'
import type {
  EngineDocument,
  EngineFile,
  EngineKeyPlace,
  EngineMend,
  EngineSaveOutcome,
} from '#shared/engine.ts'

import type { DriftMended, EngineMending, GatewaySide } from '../drift/engine-drift.ts'
import type { EngineSave, EngineSwitch, EngineUndo } from './engine-desk.ts'
import type { ChosenFile } from './engine-list.ts'
import type { Environment } from './machine.ts'

/** What main asks of the worker: inputs and outputs by name. Keys go in, and none comes back. */
export interface EngineCalls {
  /** Looks at all files; the list arrives as a message if it is another. */
  look: { input: null; output: void }
  open: { input: { id: string }; output: EngineDocument }
  save: { input: EngineSave; output: EngineSaveOutcome }
  /** The text of a backup, masked. */
  backup: { input: { id: string; backupId: string }; output: string }
  restore: { input: { id: string; backupId: string; afterHash: string | null }; output: EngineSaveOutcome }
  undo: { input: { id: string; backupId: string | null }; output: EngineUndo }
  useModel: { input: { id: string; ref: string }; output: EngineSwitch }
  storeKey: {
    input: { id: string; providerId: string; place: EngineKeyPlace; key: string }
    output: EngineDocument
  }
  mend: { input: { id: string; mend: EngineMend }; output: EngineDocument }
  /** Compares every engine's file with a gateway. */
  drift: { input: GatewaySide; output: EngineDrift[] }
  /** Mends what an engine's file lacks. */
  mendDrift: { input: EngineMending; output: DriftMended }
  /** Answers with the chosen files as they are then. */
  choose: { input: ChosenFile; output: { engine: EngineFile; chosen: ChosenFile[] } }
  forget: { input: { id: string }; output: { chosen: ChosenFile[] } }
  /** Stops watching; the worker ends. */
  close: { input: null; output: void }
}

/** What the worker tells without being asked. */
export type EngineEvent =
  | { readonly type: 'listed'; readonly engines: EngineFile[] }
  | { readonly type: 'changed'; readonly id: string; readonly hash: string | null }
  | { readonly type: 'trouble'; readonly fault: string }

/** What a worker is started with. */
export interface EngineWorkerStart {
  /** Absolute path. */
  readonly userData: string
  readonly environment: Environment
  readonly chosen: readonly ChosenFile[]
}
