import { engineDefinition, engineDefinitions } from '#shared/engine-config/engine-definitions.ts'
import type { EngineFile, EngineKind } from '#shared/engine.ts'

import { profilePlace } from '../engine/engine-places.ts'
import { UsageError, type Target } from './cli-arguments.ts'
import type { CommandContext } from './command-context.ts'

/** The profile that is none. */
const DEFAULT_PROFILE = 'default'

/** Whether anything narrows down which file is meant. */
export function isNarrowed({ engine, profile, config }: Target): boolean {
  return engine !== null || profile !== null || config !== null
}

/** The config file that is meant, which need not exist. Throws UsageError where that cannot be told. */
export async function findTarget(target: Target, context: CommandContext): Promise<EngineFile> {
  const { list } = context.desk
  if (target.config !== null) return list.choose(kindOfConfig(target.config, target, context), target.config)
  const profile = target.profile?.toLowerCase() === DEFAULT_PROFILE ? null : target.profile
  if (profile !== null) return findProfile(profile, target.engine, context)
  const candidates = list.engines.filter(
    ({ kind, profile: own, origin }) =>
      origin === 'found' && own === null && (target.engine === null || kind === target.engine),
  )
  const [only, ...more] =
    target.engine === null ? candidates.filter(({ state }) => state.type !== 'absent') : candidates
  if (only && more.length === 0) return only
  throw new UsageError(
    only
      ? `There are config files of ${candidates.map(({ name }) => name).join(' and ')}: say which with --engine.`
      : `There is no config file yet: say which engine with --engine ${kindWords()}.`,
  )
}

async function findProfile(
  profile: string,
  kind: EngineKind | null,
  { desk: { list }, machine }: CommandContext,
): Promise<EngineFile> {
  const known = list.engines.filter((engine) => engine.profile === profile)
  const [found, ...more] = known.filter((engine) => kind === null || engine.kind === kind)
  if (found && more.length === 0) return found
  if (kind === null) throw new UsageError(`Say whose profile that is with --engine ${kindWords()}.`)
  try {
    return await list.choose(kind, profilePlace(engineDefinition(kind), machine, profile).path)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new UsageError(`${cause.message}.`)
  }
}

/** Told by the file's name where the engine is left out. */
function kindOfConfig(path: string, { engine }: Target, { machine }: CommandContext): EngineKind {
  if (engine !== null) return engine
  const name = machine.paths.basename(path)
  const definition = engineDefinitions.find(({ fileName }) => fileName === name)
  if (!definition) throw new UsageError(`Say whose config file that is with --engine ${kindWords()}.`)
  return definition.kind
}

function kindWords(): string {
  return engineDefinitions.map(({ kind }) => kind).join(' or ')
}
