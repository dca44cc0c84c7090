import type { ConfigDocument } from '../../config-document/config-document.ts'
import type { ConfigPath, ConfigValue } from '../../config-document/config-edit.ts'
import type { EngineFacts } from '../../engine.ts'
import { configEnvironment } from '../config-env.ts'
import { objectIn, valueIn } from '../config-lookup.ts'
import type { EngineDefinition } from '../engine-definition.ts'
import { findIncludes, type IncludeSites } from '../include-sites.ts'
import { normaliseProviderId } from '../model-ref.ts'
import { providersIn, type ProviderInFile } from '../providers-in-file.ts'

/** What every theme of the judgement looks at. */
export interface JudgeScope {
  readonly document: ConfigDocument
  readonly root: ConfigValue
  readonly definition: EngineDefinition
  readonly facts: EngineFacts
  readonly includes: IncludeSites
  readonly providers: readonly ProviderInFile[]
  /** Whether a `${NAME}` has something to stand for. */
  readonly isVariableSet: (name: string) => boolean
  /** Whether the engine knows a provider without its being configured. */
  readonly isBuiltIn: (providerId: string) => boolean
  /** Whether nothing is at a path and no include may put something there. */
  readonly isMissing: (path: ConfigPath) => boolean
}

export function judgeScope(
  document: ConfigDocument,
  definition: EngineDefinition,
  facts: EngineFacts,
): JudgeScope {
  const root = document.value
  const includes = findIncludes(root)
  const variables = knownVariables(root, includes, facts)
  const backends = Object.keys(objectIn(root, ['agents', 'defaults', 'cliBackends']))
  const builtIn = new Set([
    ...definition.builtInProviders,
    ...backends.map((id) => normaliseProviderId(id, definition)),
  ])
  return {
    document,
    root,
    definition,
    facts,
    includes,
    providers: providersIn(root),
    isVariableSet: (name) => variables.has(name),
    isBuiltIn: (providerId) => builtIn.has(normaliseProviderId(providerId, definition)),
    isMissing: (path) => valueIn(root, path) === undefined && includes.around(path).length === 0,
  }
}

/** Those set outside the file, and those of its `env` block as it stands now; an included block counts as it was on disk. */
function knownVariables(root: ConfigValue, includes: IncludeSites, facts: EngineFacts): ReadonlySet<string> {
  const mayBeIncluded = includes.around(['env']).length > 0
  const outside = facts.variables.filter(({ source }) => source !== 'config-env' || mayBeIncluded)
  return new Set([...outside.map(({ name }) => name), ...configEnvironment(root).keys()])
}
