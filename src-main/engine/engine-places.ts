/**
 * Where an engine looks for its files: its home, its state folder, its config file, its profiles. Each function follows the
 * engine's own rules. Source: engine config contract §1.
 */
import type { EngineDefinition } from '#shared/engine-config/engine-definition.ts'

import type { Machine } from './machine.ts'

/** The files of one engine, or of one of its profiles. */
export interface EnginePlace {
  readonly definition: EngineDefinition
  /** null for the default profile and for a file that was chosen. */
  readonly profile: string | null
  readonly origin: 'found' | 'chosen'
  /** Absolute path of the config file, which need not exist. */
  readonly path: string
  /** Holds auth profiles and `models.json`. */
  readonly stateFolder: string
  /** The main agent's folder where a variable moves it out of the state folder; null where none does. */
  readonly mainAgentFolder: string | null
  /** Holds the `.env` file; differs from the state folder only where that has an older name. */
  readonly envFolder: string
  /** Whether something else makes the file, so that nobody edits it. */
  readonly isManaged: boolean
}

/** The profile that is none. */
const DEFAULT_PROFILE = 'default'

/** The folder an engine takes for the user's home. */
export function engineHome(definition: EngineDefinition, machine: Machine): string {
  const own = read(machine, definition.variables.home)
  const usual = usualHome(machine)
  return machine.paths.resolve(machine.workingFolder, own === null ? usual : withoutTilde(own, usual))
}

/** The files the engine uses when it is started without a profile. */
export async function defaultPlace(definition: EngineDefinition, machine: Machine): Promise<EnginePlace> {
  const { variables } = definition
  const stateOverride = firstSet(machine, variables.stateDir)
  const agentOverride = firstSet(machine, variables.agentDir)
  const configOverride = firstSet(machine, variables.configPath)
  const stateFolder =
    stateOverride === null
      ? await usualStateFolder(definition, machine)
      : expandPath(stateOverride, definition, machine)
  return {
    definition,
    profile: null,
    origin: 'found',
    path:
      configOverride === null
        ? await usualConfigFile(definition, machine, stateOverride === null ? null : stateFolder, stateFolder)
        : expandPath(configOverride, definition, machine),
    stateFolder,
    mainAgentFolder: agentOverride === null ? null : expandPath(agentOverride, definition, machine),
    envFolder: stateOverride === null ? ownFolder(definition, machine) : stateFolder,
    isManaged: isManaged(definition, machine),
  }
}

/**
 * The files of a profile, whether they exist or not; `default` is none of its own. Throws RangeError for a name the engine
 * would refuse.
 */
export function profilePlace(definition: EngineDefinition, machine: Machine, profile: string): EnginePlace {
  if (!definition.profileName.test(profile)) {
    throw new RangeError(`"${profile}" cannot be the name of a profile`)
  }
  const { paths } = machine
  const folder = paths.join(engineHome(definition, machine), `${definition.folderName}-${profile}`)
  return {
    definition,
    profile,
    origin: 'found',
    path: paths.join(folder, definition.fileName),
    stateFolder: folder,
    mainAgentFolder: null,
    envFolder: folder,
    isManaged: isManaged(definition, machine),
  }
}

/** The files around a config file somebody points at: its folder is taken for the state folder. */
export function chosenPlace(definition: EngineDefinition, machine: Machine, path: string): EnginePlace {
  const whole = machine.paths.resolve(machine.workingFolder, path)
  const folder = machine.paths.dirname(whole)
  return {
    definition,
    profile: null,
    origin: 'chosen',
    path: whole,
    stateFolder: folder,
    mainAgentFolder: null,
    envFolder: folder,
    isManaged: false,
  }
}

/** Profiles that have a config file, in alphabetical order. */
export async function findProfiles(definition: EngineDefinition, machine: Machine): Promise<EnginePlace[]> {
  const start = `${definition.folderName}-`
  const names = (await machine.foldersIn(engineHome(definition, machine)))
    .filter((name) => name.startsWith(start))
    .map((name) => name.slice(start.length))
    .filter((name) => definition.profileName.test(name) && name.toLowerCase() !== DEFAULT_PROFILE)
    .sort((first, second) => first.localeCompare(second, 'en'))
  const places = names.map((name) => profilePlace(definition, machine, name))
  const exist = await Promise.all(places.map((place) => machine.exists(place.path)))
  return places.filter((_place, index) => exist[index])
}

/** A path for reading, with the user's home folder as `~`. */
export function displayPath(path: string, machine: Machine): string {
  const { paths } = machine
  const relative = paths.relative(usualHome(machine), path)
  if (relative === '') return '~'
  const isOutside = relative === '..' || relative.startsWith(`..${paths.sep}`) || paths.isAbsolute(relative)
  return isOutside ? path : `~${paths.sep}${relative}`
}

/** The first candidate that exists, else the file the engine would make. */
async function usualConfigFile(
  definition: EngineDefinition,
  machine: Machine,
  stateOverride: string | null,
  stateFolder: string,
): Promise<string> {
  const folders = [
    ...(stateOverride === null ? [] : [stateOverride]),
    ownFolder(definition, machine),
    ...legacyFolders(definition, machine),
  ]
  const names = [definition.fileName, ...definition.legacyFileNames]
  const { paths } = machine
  for (const path of folders.flatMap((folder) => names.map((name) => paths.join(folder, name)))) {
    if (await machine.exists(path)) return path
  }
  return paths.join(stateFolder, definition.fileName)
}

async function usualStateFolder(definition: EngineDefinition, machine: Machine): Promise<string> {
  const own = ownFolder(definition, machine)
  for (const folder of [own, ...legacyFolders(definition, machine)]) {
    if (await machine.exists(folder)) return folder
  }
  return own
}

function ownFolder(definition: EngineDefinition, machine: Machine): string {
  return machine.paths.join(engineHome(definition, machine), definition.folderName)
}

function legacyFolders(definition: EngineDefinition, machine: Machine): string[] {
  const home = engineHome(definition, machine)
  return definition.legacyFolderNames.map((name) => machine.paths.join(home, name))
}

function isManaged(definition: EngineDefinition, machine: Machine): boolean {
  return machine.environment[definition.variables.nixMode] === '1'
}

/** The user's home by the variables everybody knows. */
function usualHome(machine: Machine): string {
  return read(machine, 'HOME') ?? read(machine, 'USERPROFILE') ?? machine.homeFolder
}

/** A path as the engine reads it: `~` is its home, a relative one begins at the working folder. */
export function expandPath(path: string, definition: EngineDefinition, machine: Machine): string {
  const home = engineHome(definition, machine)
  return machine.paths.resolve(machine.workingFolder, withoutTilde(path, home))
}

function withoutTilde(path: string, home: string): string {
  return path.replace(/^~(?=$|[\\/])/, () => home)
}

function firstSet(machine: Machine, names: readonly string[]): string | null {
  for (const name of names) {
    const value = read(machine, name)
    if (value !== null) return value
  }
  return null
}

/** A variable's value trimmed; null when unset or empty. */
function read(machine: Machine, name: string): string | null {
  return machine.environment[name]?.trim() || null
}
