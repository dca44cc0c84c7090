import { z } from 'zod'

import { AppFailure } from '#shared/app-error.ts'
import type { Capability, Model } from '#shared/model.ts'

import { getFromGateway, type GatewayAddress } from './gateway-client.ts'
import { LooseNumber, perMillion } from './loose-fields.ts'

/** One entry of `GET /model_group/info`. Any field but the name may be missing or null. */
const ModelGroup = z.object({
  model_group: z.string().min(1),
  providers: z.array(z.string()).nullish(),
  mode: z.string().nullish(),
  max_input_tokens: LooseNumber,
  max_output_tokens: LooseNumber,
  input_cost_per_token: LooseNumber,
  output_cost_per_token: LooseNumber,
  supports_reasoning: z.boolean().nullish(),
  supports_vision: z.boolean().nullish(),
  supports_function_calling: z.boolean().nullish(),
  supports_web_search: z.boolean().nullish(),
  supported_openai_params: z.array(z.string()).nullish(),
})
const ModelGroups = z.object({ data: z.array(ModelGroup) })

/** `GET /v1/models`: names alone. */
const ModelNames = z.object({ data: z.array(z.object({ id: z.string().min(1) })) })

/** `GET /model/info`: one entry per deployment; several may share a public name. */
const Deployments = z.object({
  data: z.array(z.object({ model_name: z.string(), model_info: z.object({ id: z.string() }) })),
})

/**
 * The models a key may call: from `/model_group/info`, or, where that is refused or strange, names alone from
 * `/v1/models`. Throws what the second gives when both fail.
 */
export async function listModels(address: GatewayAddress, signal?: AbortSignal): Promise<Model[]> {
  const options = signal ? { signal } : {}
  try {
    const groups = ModelGroups.safeParse((await getFromGateway(address, '/model_group/info', options)).json)
    if (groups.success && groups.data.data.length > 0) return groups.data.data.map(modelOfGroup)
  } catch (cause) {
    if (!(cause instanceof AppFailure) || isFinal(cause)) throw cause
  }
  const names = ModelNames.parse((await getFromGateway(address, '/v1/models', options)).json)
  return names.data.map((entry) => modelOfName(entry.id))
}

/**
 * Public model name by deployment id, to tell from `x-litellm-model-id` which model answered. Empty where the gateway
 * does not tell.
 */
export async function listDeployments(address: GatewayAddress): Promise<ReadonlyMap<string, string>> {
  try {
    const parsed = Deployments.safeParse((await getFromGateway(address, '/model/info')).json)
    if (!parsed.success) return new Map()
    return new Map(parsed.data.data.map((entry) => [entry.model_info.id, entry.model_name]))
  } catch (cause) {
    if (cause instanceof AppFailure) return new Map()
    throw cause
  }
}

function modelOfGroup(group: z.infer<typeof ModelGroup>): Model {
  const capabilities: Capability[] = []
  if (group.supports_reasoning) capabilities.push('reasoning')
  if (group.supports_vision) capabilities.push('vision')
  if (group.supports_function_calling) capabilities.push('tools')
  if (group.supports_web_search) capabilities.push('web-search')
  return {
    id: group.model_group,
    providers: group.providers ?? [],
    mode: group.mode ?? null,
    contextWindow: group.max_input_tokens,
    maxOutputTokens: group.max_output_tokens,
    inputPrice: perMillion(group.input_cost_per_token),
    outputPrice: perMillion(group.output_cost_per_token),
    capabilities,
    parameters: group.supported_openai_params ?? null,
  }
}

function modelOfName(id: string): Model {
  return {
    id,
    providers: [],
    mode: null,
    contextWindow: null,
    maxOutputTokens: null,
    inputPrice: null,
    outputPrice: null,
    capabilities: [],
    parameters: null,
  }
}

/** Whether `/v1/models` would fail for the same reason. */
function isFinal(failure: AppFailure): boolean {
  const { kind } = failure.error
  return (
    kind !== 'not-found' &&
    kind !== 'forbidden' &&
    kind !== 'gateway-failed' &&
    kind !== 'not-litellm' &&
    kind !== 'no-database'
  )
}
