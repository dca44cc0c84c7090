import type { ConfigValue } from '#shared/config-document/config-edit.ts'
import { keyChainOf } from '#shared/engine-config/key-chain.ts'
import { lastFourOf } from '#shared/last-four.ts'
import { providerIn, providersIn } from '#shared/engine-config/providers-in-file.ts'
import { substituteVariables } from '#shared/engine-config/variable-text.ts'
import type { EngineFacts, EngineKeyChain, ModelsFileProvider } from '#shared/engine.ts'

import type { EngineFiles } from './engine-files.ts'
import { displayPath } from './engine-places.ts'
import { engineVariables, type EngineVariable } from './engine-variables.ts'
import type { NamedPlace } from './find-engines.ts'
import type { IncludedConfig } from './include-reader.ts'
import type { Machine } from './machine.ts'
import type { RememberedProvider } from './models-file.ts'

type Variables = ReadonlyMap<string, EngineVariable>

/** What an editor has to know from outside the config file, without any key. `config` is null where there is no config. */
export function engineFacts(
  place: NamedPlace,
  machine: Machine,
  files: EngineFiles,
  config: IncludedConfig | null,
): EngineFacts {
  const value = config?.value ?? null
  const variables = engineVariables(machine.environment, files.dotenv ?? new Map(), value)
  return {
    variables: [...variables.values()].map(({ name, source }) => ({ name, source })),
    keyChains: value === null ? [] : keyChains(place, machine, files, value),
    modelsFiles: files.agents.flatMap(({ agentId, modelsPath, remembered }) =>
      remembered === null
        ? []
        : {
            agentId,
            displayPath: displayPath(modelsPath, machine),
            providers: remembered.map((provider) => withoutKey(provider, value, variables)),
          },
    ),
    authProfiles: files.agents.flatMap(({ agentId, profilesPath, stored }) =>
      (stored?.profiles ?? []).map(({ profileId, providerId, type, key }) => ({
        agentId,
        profileId,
        providerId,
        type,
        lastFour: key === null ? null : lastFourOf(key),
        displayPath: displayPath(profilesPath, machine),
      })),
    ),
    includeProblems: [...(config?.problems ?? [])],
  }
}

function keyChains(
  place: NamedPlace,
  machine: Machine,
  { agents, dotenv, dotenvPath }: EngineFiles,
  config: ConfigValue,
): EngineKeyChain[] {
  const [main] = agents
  const sources = {
    config,
    configDisplayPath: place.displayPath,
    processEnvironment: machine.environment,
    envFile: dotenv === null ? null : { variables: dotenv, displayPath: displayPath(dotenvPath, machine) },
    profiles: main?.stored ? { ...main.stored, displayPath: displayPath(main.profilesPath, machine) } : null,
    now: Date.now(),
  }
  return providersIn(config).map(({ id }) => keyChainOf(id, sources, place.definition))
}

function withoutKey(
  { providerId, baseUrl, modelIds, apiKey }: RememberedProvider,
  config: ConfigValue | null,
  variables: Variables,
): ModelsFileProvider {
  const wanted = config === null ? null : configuredKey(providerId, config, variables)
  const kept = apiKey === null ? null : rememberedKey(apiKey, variables)
  return {
    providerId,
    baseUrl,
    modelIds: [...modelIds],
    hasOtherKey: wanted === null || kept === null ? null : wanted !== kept,
  }
}

/** The key the config file itself gives a provider; null where it gives none, or one that is not known here. */
function configuredKey(providerId: string, config: ConfigValue, variables: Variables): string | null {
  const written = providerIn(config, providerId)?.block['apiKey']
  if (typeof written !== 'string' || written.trim() === '') return null
  const { text, missing } = substituteVariables(written.trim(), (name) => variables.get(name)?.value)
  return missing.length > 0 ? null : text
}

/** What `models.json` means by a key: what a command prints is not known, a variable's name is its value. */
function rememberedKey(written: string, variables: Variables): string | null {
  if (written.startsWith('!')) return null
  return variables.get(written)?.value ?? written
}
