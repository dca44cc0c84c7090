import { AppFailure, appError } from '#shared/app-error.ts'
import type { ConfigValue } from '#shared/config-document/config-edit.ts'
import type { EngineDefinition } from '#shared/engine-config/engine-definition.ts'
import { summariseEngine } from '#shared/engine-config/engine-summary.ts'
import { GATEWAY_PROVIDER_ID } from '#shared/engine-config/litellm-provider.ts'
import { parseModelRef } from '#shared/engine-config/model-ref.ts'
import type { Model } from '#shared/model.ts'

const REF_START = `${GATEWAY_PROVIDER_ID}/`
const MAX_NAMED = 12

/** What an engine is to use of a gateway's models. */
export interface ModelChoice {
  readonly models: readonly Model[]
  /** Id of one of them. */
  readonly primary: string
}

/**
 * Chooses among a gateway's models: those that were named, else all; and as the primary one the one that was named, else the
 * engine's if it is among them, else the first. Throws AppFailure `model-unknown` for a name the gateway does not have.
 */
export function chooseModels(
  offered: readonly Model[],
  wanted: { readonly models: readonly string[]; readonly primary: string | null },
  config: ConfigValue | null,
  definition: EngineDefinition,
): ModelChoice {
  const named = wanted.models.map((name) => modelNamed(name, offered))
  const primary = wanted.primary === null ? null : modelNamed(wanted.primary, offered)
  const chosen = named.length === 0 ? offered : named
  const models = primary === null || chosen.includes(primary) ? chosen : [...chosen, primary]
  const own = ownPrimary(config, definition)
  const [first] = models
  if (!first) throw new AppFailure(appError('model-unknown', 'The gateway offers no model for chats.'))
  const kept = models.find(({ id }) => id === own)
  return { models, primary: (primary ?? kept ?? first).id }
}

/** A model by its name at the gateway, or as the engine refers to it. */
function modelNamed(name: string, offered: readonly Model[]): Model {
  const found =
    offered.find(({ id }) => id === name) ??
    offered.find(({ id }) => name.startsWith(REF_START) && id === name.slice(REF_START.length))
  if (found) return found
  const names = offered.slice(0, MAX_NAMED).map(({ id }) => id)
  const more = offered.length > names.length ? ` and ${offered.length - names.length} more` : ''
  throw new AppFailure(
    appError('model-unknown', `The gateway has no chat model “${name}” for this key.`, {
      nextStep: `It has ${names.join(', ')}${more}.`,
    }),
  )
}

/** The gateway's model the engine uses now; null where it uses another provider's, or none. */
function ownPrimary(config: ConfigValue | null, definition: EngineDefinition): string | null {
  const { primary } = config === null ? { primary: null } : summariseEngine(config)
  const ref = primary === null ? null : parseModelRef(primary, definition)
  return ref?.providerId === GATEWAY_PROVIDER_ID ? ref.modelId : null
}
