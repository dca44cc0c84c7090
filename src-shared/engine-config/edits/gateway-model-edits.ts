import type { ConfigDocument } from '../../config-document/config-document.ts'
import type { ConfigEdit } from '../../config-document/config-edit.ts'
import type { EngineFacts } from '../../engine.ts'
import type { Model } from '../../model.ts'
import type { EngineDefinition } from '../engine-definition.ts'
import { keyVariableOf } from '../key-form.ts'
import { GATEWAY_API } from '../litellm-provider.ts'
import { modelFromGateway } from '../model-from-gateway.ts'
import { formatModelRef } from '../model-ref.ts'
import { providerIn } from '../providers-in-file.ts'

import { allowModels } from './allowlist-edits.ts'
import { setPrimary } from './choice-edits.ts'
import { addModels } from './model-edits.ts'
import { addProvider } from './provider-edits.ts'

/** Which of a gateway's models a config file gets. */
export interface GatewayModels {
  /** Made when the file has none of this id. */
  readonly providerId: string
  readonly baseUrl: string
  readonly models: readonly Model[]
  /** Whether they go on the list of allowed models, where there is one. */
  readonly isAllowed: boolean
  /** Whether the first one becomes the primary model. */
  readonly isPrimary: boolean
}

/**
 * Adds models as the gateway describes them. A new provider refers to its variable where that is set, and says nothing about
 * the key where it is not. Throws EngineEditError.
 */
export function addGatewayModels(
  document: ConfigDocument,
  definition: EngineDefinition,
  { variables }: Pick<EngineFacts, 'variables'>,
  { providerId, baseUrl, models: described, isAllowed, isPrimary }: GatewayModels,
): readonly ConfigEdit[] {
  const models = described.map(modelFromGateway)
  const refs = models.map(({ id }) => formatModelRef(providerId, id))
  const variable = keyVariableOf(providerId, definition)
  const isSet = variables.some(({ name }) => name === variable)
  const added =
    providerIn(document.value, providerId) === undefined
      ? addProvider(document, definition, {
          id: providerId,
          baseUrl,
          api: GATEWAY_API,
          ...(variable !== null && isSet ? { apiKey: `\${${variable}}` } : {}),
          models,
        })
      : addModels(document, { providerId, models })
  return [
    ...added,
    ...(isAllowed ? allowModels(document, definition, refs) : []),
    ...(isPrimary ? setPrimary(document, definition, refs[0] ?? null) : []),
  ]
}
