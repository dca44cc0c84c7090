import Big from 'big.js'

import type { DeploymentChanges, DeploymentDraft, ModelPrices } from '#shared/deployment.ts'

import { PRICE_FIELDS } from './deployment-row.ts'

/** What is sent for a deployment: fields of litellm_params and of model_info. */
interface DeploymentBody {
  readonly model_name?: string
  readonly litellm_params?: Readonly<Record<string, unknown>>
  readonly model_info?: Readonly<Record<string, unknown>>
}

/** The body of `/model/new`: only what was decided. */
export function newBody(draft: DeploymentDraft): DeploymentBody {
  return {
    model_name: draft.model,
    litellm_params: withoutNulls(paramsOf(draft)),
    model_info: withoutNulls(infoOf(draft)),
  }
}

/**
 * The body of `PATCH /model/{id}/update` for what has changed. The id always goes along: without it older gateways give
 * the deployment another one. null takes an own price away; other fields LiteLLM keeps when it is sent null.
 */
export function patchBody(id: string, changes: DeploymentChanges): DeploymentBody {
  const params = paramsOf(changes)
  // null means that the key stays as it is.
  if (changes.apiKey === null) delete params['api_key']
  return {
    ...(changes.model !== undefined && { model_name: changes.model }),
    ...(Object.keys(params).length > 0 && { litellm_params: params }),
    model_info: { ...infoOf(changes), id },
  }
}

function paramsOf(changes: DeploymentChanges): Record<string, unknown> {
  return {
    ...changes.params,
    ...sent('model', changes.providerModel),
    ...sent('api_base', changes.apiBase === '' ? null : changes.apiBase),
    ...sent('api_key', changes.apiKey),
    ...sent('tpm', changes.tpmLimit),
    ...sent('rpm', changes.rpmLimit),
    ...(changes.prices && pricesPerToken(changes.prices)),
  }
}

function infoOf(changes: DeploymentChanges): Record<string, unknown> {
  const capabilities = Object.entries(changes.capabilities ?? {})
  return {
    ...sent('mode', changes.mode),
    ...sent('max_input_tokens', changes.contextWindow),
    ...sent('max_output_tokens', changes.maxOutputTokens),
    // What older releases read in its place.
    ...sent('max_tokens', changes.maxOutputTokens),
    ...Object.fromEntries(capabilities.map(([name, value]) => [`supports_${name}`, value])),
  }
}

function pricesPerToken(prices: ModelPrices): Record<string, number | null> {
  const names = Object.keys(PRICE_FIELDS) as (keyof ModelPrices)[]
  return Object.fromEntries(names.map((name) => [PRICE_FIELDS[name], perToken(prices[name])]))
}

function perToken(perMillion: string | null): number | null {
  return perMillion === null ? null : new Big(perMillion).div(1_000_000).toNumber()
}

function sent(name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [name]: value }
}

function withoutNulls(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}
