import { AppFailure, type AppError } from '#shared/app-error.ts'
import { readConfigDocument, type ConfigDocument } from '#shared/config-document/config-document.ts'
import { ConfigSyntaxError } from '#shared/config-document/config-syntax-error.ts'
import type { ConfigProblem } from '#shared/engine-config/config-problem.ts'
import { summariseEngine } from '#shared/engine-config/engine-summary.ts'
import { judgeConfig, judgeConfigText } from '#shared/engine-config/judge-config.ts'
import type { EngineFacts, EngineFile, EngineFileState } from '#shared/engine.ts'

import { readConfigFile, type ConfigFile } from '../config-file/config-file.ts'
import { engineFacts } from './engine-facts.ts'
import { readEngineFiles, type EngineFiles } from './engine-files.ts'
import type { NamedPlace } from './find-engines.ts'
import { readIncludes, type IncludedConfig } from './include-reader.ts'
import type { Machine } from './machine.ts'

/** A config text and what belongs to it, as it is at one moment. Holds keys: stays in main. */
export interface EngineReading {
  readonly place: NamedPlace
  /** null when there is none, or it cannot be read. */
  readonly file: ConfigFile | null
  /** Why a file that is there cannot be read; null when it can. */
  readonly failure: AppError | null
  readonly look: TextLook
}

/** What a config text comes to, with the files around it. Holds keys: stays in main. */
export interface TextLook {
  /** null for no text, and for one that is not JSON5. */
  readonly document: ConfigDocument | null
  /** With includes in their places; null where there is no document. */
  readonly config: IncludedConfig | null
  readonly files: EngineFiles
  readonly facts: EngineFacts
  readonly problems: readonly ConfigProblem[]
}

/** Reads a config file and everything around it. Throws nothing: see `failure` and `problems`. */
export async function readEngine(
  place: NamedPlace,
  machine: Machine,
  previous: EngineReading | null = null,
): Promise<EngineReading> {
  const { file, failure } = await readOrSayWhy(place.path)
  const isSame = previous !== null && previous.file !== null && previous.file.hash === file?.hash
  const look = await lookAt(file?.text ?? null, place, machine, isSame ? previous.look : null)
  return { place, file, failure, look }
}

/** Looks at a text as if it were in the config file; null for no text. `known` is an earlier look at the same text. */
export async function lookAt(
  text: string | null,
  place: NamedPlace,
  machine: Machine,
  known: TextLook | null = null,
): Promise<TextLook> {
  const { definition } = place
  const document = known?.document ?? (text === null ? null : documentOf(text))
  const config = document === null ? null : await readIncludes(document.value, place.path, definition)
  const files = await readEngineFiles(place, machine, config?.value ?? null)
  const facts = engineFacts(place, machine, files, config)
  const isJudged = known !== null && JSON.stringify(known.facts) === JSON.stringify(facts)
  const problems = isJudged ? known.problems : judge(text, document, place, facts)
  return { document, config, files, facts, problems }
}

/** The problems that keep the engine from starting, as far as Litedesk can see. */
export function stoppingProblems(problems: readonly ConfigProblem[]): ConfigProblem[] {
  // A variable Litedesk does not have may well be set for the engine: a desktop program gets little of a shell's.
  return problems.filter(({ stopsEngine, code }) => stopsEngine && code !== 'unresolved-variable')
}

/** How the file is, for a list. */
export function stateOf({ place, file, failure, look }: EngineReading): EngineFileState {
  if (place.isManaged && (file !== null || failure !== null)) {
    return { type: 'managed', message: `This config file of ${place.definition.name} is made by Nix.` }
  }
  if (failure !== null) return { type: 'unreadable', message: failure.message }
  if (file === null) return { type: 'absent' }
  const [first, ...more] = stoppingProblems(look.problems)
  if (!first) return { type: 'valid' }
  return { type: 'invalid', message: first.message, place: first.place, count: more.length + 1 }
}

/** The file as the tray, the palette and the list show it. */
export function engineFileOf(reading: EngineReading, lastSwitch: EngineFile['lastSwitch']): EngineFile {
  const { place, file } = reading
  return {
    id: place.id,
    kind: place.definition.kind,
    name: place.name,
    profile: place.profile,
    path: place.path,
    displayPath: place.displayPath,
    stateFolder: place.stateFolder,
    origin: place.origin,
    state: stateOf(reading),
    hash: file?.hash ?? null,
    ...summaryOf(reading),
    lastSwitch,
  }
}

function summaryOf({ look }: EngineReading): Pick<EngineFile, 'primary' | 'fallbacks' | 'models'> {
  if (look.config === null) return { primary: null, fallbacks: [], models: [] }
  const { primary, fallbacks, models } = summariseEngine(look.config.value)
  return { primary, fallbacks: [...fallbacks], models: [...models] }
}

async function readOrSayWhy(path: string): Promise<Pick<EngineReading, 'file' | 'failure'>> {
  try {
    return { file: await readConfigFile(path), failure: null }
  } catch (cause) {
    if (!(cause instanceof AppFailure)) throw cause
    return { file: null, failure: cause.error }
  }
}

function documentOf(text: string): ConfigDocument | null {
  try {
    return readConfigDocument(text)
  } catch (cause) {
    if (!(cause instanceof ConfigSyntaxError)) throw cause
    return null
  }
}

function judge(
  text: string | null,
  document: ConfigDocument | null,
  { definition }: NamedPlace,
  facts: EngineFacts,
): ConfigProblem[] {
  if (document !== null) return judgeConfig(document, definition, facts)
  return text === null ? [] : judgeConfigText(text, definition, facts).problems
}
