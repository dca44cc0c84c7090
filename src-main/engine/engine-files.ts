import type { ConfigValue } from '#shared/config-document/config-edit.ts'

import { readConfigFile } from '../config-file/config-file.ts'
import { findAgentFolders, type AgentFolder } from './agent-folders.ts'
import { readAuthProfiles } from './auth-profiles.ts'
import { dotenvVariables } from './dotenv.ts'
import type { EnginePlace } from './engine-places.ts'
import type { Machine } from './machine.ts'
import { readModelsFile, type RememberedProvider } from './models-file.ts'

/** What one agent has stored. Holds keys: stays in main. */
export interface AgentFiles extends AgentFolder {
  readonly profilesPath: string
  /** null where the agent has stored none. */
  readonly stored: ReturnType<typeof readAuthProfiles> | null
  readonly modelsPath: string
  /** null where the agent has no `models.json`. */
  readonly remembered: readonly RememberedProvider[] | null
}

/** The files around a config file. Holds keys: stays in main. */
export interface EngineFiles {
  readonly dotenvPath: string
  /** null where there is no such file. */
  readonly dotenv: ReadonlyMap<string, string> | null
  /** The main agent first. */
  readonly agents: readonly AgentFiles[]
}

const DOTENV = '.env'
const PROFILES = 'auth-profiles.json'
const MODELS = 'models.json'

/** The engine's `.env` file. */
export function dotenvPathOf(place: EnginePlace, machine: Machine): string {
  return machine.paths.join(place.envFolder, DOTENV)
}

/** Where an agent keeps its auth profiles. */
export function profilesPathOf({ folder }: AgentFolder, machine: Machine): string {
  return machine.paths.join(folder, PROFILES)
}

/** Where an agent keeps what it derived from its config. */
export function modelsPathOf({ folder }: AgentFolder, machine: Machine): string {
  return machine.paths.join(folder, MODELS)
}

/** Reads what is around a config file; what cannot be read counts as not there, as it does for the engine. */
export async function readEngineFiles(
  place: EnginePlace,
  machine: Machine,
  config: ConfigValue | null,
): Promise<EngineFiles> {
  const dotenvPath = dotenvPathOf(place, machine)
  const [dotenv, folders] = await Promise.all([
    readText(dotenvPath),
    findAgentFolders(place, machine, config),
  ])
  const agents = await Promise.all(folders.map((agent) => readAgent(agent, place, machine)))
  return { dotenvPath, dotenv: dotenv === null ? null : dotenvVariables(dotenv), agents }
}

async function readAgent(agent: AgentFolder, place: EnginePlace, machine: Machine): Promise<AgentFiles> {
  const profilesPath = profilesPathOf(agent, machine)
  const modelsPath = modelsPathOf(agent, machine)
  const [profiles, models] = await Promise.all([readText(profilesPath), readText(modelsPath)])
  return {
    ...agent,
    profilesPath,
    stored: profiles === null ? null : readAuthProfiles(profiles, place.definition),
    modelsPath,
    remembered: models === null ? null : readModelsFile(models),
  }
}

async function readText(path: string): Promise<string | null> {
  const file = await readConfigFile(path).catch(() => null)
  return file?.text ?? null
}
