import { readConfigDocument } from '#shared/config-document/config-document.ts'
import { editConfigDocument } from '#shared/config-document/edit-config-text.ts'
import type { EngineDocument } from '#shared/engine.ts'
import type { EngineDefinition } from '#shared/engine-config/engine-definition.ts'
import { addGatewayModels } from '#shared/engine-config/edits/gateway-model-edits.ts'
import { GATEWAY_PROVIDER_ID } from '#shared/engine-config/litellm-provider.ts'
import { formatModelRef } from '#shared/engine-config/model-ref.ts'
import { configView, type ConfigView } from '#shared/engine-config/provider-view.ts'
import type { Model } from '#shared/model.ts'

import { isSameAddress } from '../../engines/gateway/gateway-models.ts'

/** How a config file would take a model of the gateway. */
export interface EngineOffer {
  /** The provider that points at the gateway; else the one that would be made. */
  readonly providerId: string
  readonly isNewProvider: boolean
  /** Whether the file has the model already. */
  readonly isThere: boolean
  readonly hasAllowlist: boolean
  /** The primary model of the file; null when it has none. */
  readonly primary: string | null
  /** `provider/model-id`. */
  readonly ref: string
}

/** What adding a model to a file comes to. Throws ConfigSyntaxError when the file is not JSON5. */
export function engineOffer(
  document: EngineDocument,
  definition: EngineDefinition,
  gateway: { readonly baseUrl: string },
  modelId: string,
): EngineOffer {
  const view: ConfigView = configView(readConfigDocument(document.text).value, definition)
  const provider = view.providers.find(({ baseUrl }) => isSameAddress(baseUrl ?? '', gateway.baseUrl))
  const providerId = provider?.id ?? freeProviderId(view)
  return {
    providerId,
    isNewProvider: provider === undefined,
    isThere: provider?.models.some(({ id }) => id === modelId) === true,
    hasAllowlist: view.allowlist.length > 0,
    primary: view.model.primary,
    ref: formatModelRef(providerId, modelId),
  }
}

/** The file's text with the model in it. Throws EngineEditError or ConfigEditError where it cannot be added. */
export function textWithModel(
  document: EngineDocument,
  definition: EngineDefinition,
  gateway: { readonly baseUrl: string },
  input: {
    readonly offer: EngineOffer
    readonly model: Model
    readonly isAllowed: boolean
    readonly isPrimary: boolean
  },
): string {
  const read = readConfigDocument(document.text)
  const edits = addGatewayModels(read, definition, document.facts, {
    providerId: input.offer.providerId,
    baseUrl: gateway.baseUrl,
    models: [input.model],
    isAllowed: input.offer.hasAllowlist && input.isAllowed,
    isPrimary: input.isPrimary,
  })
  return editConfigDocument(read, edits).text
}

/** `litellm`, or with a number where another gateway's provider is called so. */
function freeProviderId(view: ConfigView): string {
  const taken = new Set(view.providers.map(({ id }) => id))
  const numbered = Array.from(
    { length: taken.size },
    (_, index) => `${GATEWAY_PROVIDER_ID}-${String(index + 2)}`,
  )
  return [GATEWAY_PROVIDER_ID, ...numbered].find((id) => !taken.has(id)) ?? GATEWAY_PROVIDER_ID
}
