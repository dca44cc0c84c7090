import { z } from 'zod'

import type { Deployment, ModelPrices } from '#shared/deployment.ts'

import { isSecretName } from '../config-file/secret-name.ts'
import { LooseNumber, LooseText, perMillion } from '../gateway/loose-fields.ts'
import { redact } from '../log/redact.ts'

/** One entry of `GET /model/info`. Figures of model_info can be missing, null or text. */
export const DeploymentRow = z.object({
  model_name: z.string().min(1),
  litellm_params: z.record(z.string(), z.unknown()).nullish(),
  model_info: z.looseObject({ id: z.string().min(1) }),
})
export type DeploymentRow = z.output<typeof DeploymentRow>

/** LiteLLM's names for the four prices, USD per token. */
export const PRICE_FIELDS = {
  input: 'input_cost_per_token',
  output: 'output_cost_per_token',
  cacheRead: 'cache_read_input_token_cost',
  cacheWrite: 'cache_creation_input_token_cost',
} as const satisfies Record<keyof ModelPrices, string>

const PRICES = Object.keys(PRICE_FIELDS) as (keyof ModelPrices)[]

/** Parameters with a place of their own, or that LiteLLM adds to every model. */
const OWN_PARAMS: ReadonlySet<string> = new Set([
  'model',
  'api_base',
  'tpm',
  'rpm',
  'model_info',
  'use_in_pass_through',
  'use_xai_oauth',
  'allow_client_keepalive_override',
  'use_litellm_proxy',
  'merge_reasoning_content_in_choices',
  'custom_llm_provider',
  ...Object.values(PRICE_FIELDS),
])

/** What LiteLLM itself puts into model_info; everything else is the admin's own. Source: litellm `types/router.py`, `ModelInfo`, and `types/utils.py`, `ModelInfoBase`. */
const LITELLM_INFO = new RegExp(
  [
    '^(?:supports|supported|input_cost|output_cost|cache|max|search_context|regional|tiered_pricing)_?',
    '_cost(?:_|$)|_per_(?:second|query|image|pixel)|_batches$',
    '^(?:id|db_model|key|mode|litellm_provider|tpm|rpm|itpm|otpm|base_model|tier|blocked|discoverable)$',
    '^(?:(?:created|updated)_(?:at|by)|team_id|team_public_model_name|access_(?:groups|windows|via_team_ids))$',
    '^(?:direct_access|pricing_overrides|output_vector_size|tool_use_system_prompt_tokens|metadata|source|deprecation_date)$',
    '^(?:member_auto_router|internal_router_model|enable_tag_filtering|allow_fail_open|off_peak_pricing)$',
    '^(?:MAX_|ptu_|cost_per_|thinking_|reasoning_|default_reasoning|token_count_|bedrock_|vertex_|prompt_cache_)',
    '^(?:health_check_|rate_limit|provider_specific_entry|uses_embed_content|comment$)',
  ].join('|'),
)

/** A row as the contract has it. */
export function deploymentOfRow({
  model_name: model,
  litellm_params,
  model_info: info,
}: DeploymentRow): Deployment {
  const params = litellm_params ?? {}
  return {
    id: info.id,
    model,
    providerModel: LooseText.parse(params['model']),
    provider: LooseText.parse(info['litellm_provider']) ?? providerIn(params['model']),
    apiBase: LooseText.parse(params['api_base']),
    mode: LooseText.parse(info['mode']),
    contextWindow: LooseNumber.parse(info['max_input_tokens']),
    maxOutputTokens: LooseNumber.parse(info['max_output_tokens'] ?? info['max_tokens']),
    prices: pricesOf(info, params),
    ownPrices: PRICES.filter((price) => LooseNumber.parse(params[PRICE_FIELDS[price]]) !== null),
    capabilities: capabilitiesOf(info),
    tpmLimit: LooseNumber.parse(params['tpm'] ?? info['tpm']),
    rpmLimit: LooseNumber.parse(params['rpm'] ?? info['rpm']),
    isInDatabase: info['db_model'] === true,
    params: asTexts(params, (name) => !OWN_PARAMS.has(name) && !isSecretName(name)),
    custom: asTexts(info, (name) => !LITELLM_INFO.test(name) && !isSecretName(name)),
  }
}

/** Own prices stand in litellm_params, the list's in model_info. */
function pricesOf(
  info: Readonly<Record<string, unknown>>,
  params: Readonly<Record<string, unknown>>,
): ModelPrices {
  const price = (name: string) => perMillion(LooseNumber.parse(params[name]) ?? LooseNumber.parse(info[name]))
  return {
    input: price(PRICE_FIELDS.input),
    output: price(PRICE_FIELDS.output),
    cacheRead: price(PRICE_FIELDS.cacheRead),
    cacheWrite: price(PRICE_FIELDS.cacheWrite),
  }
}

/** The `supports_*` that are true, without the prefix. */
export function capabilitiesOf(info: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(info)
    .filter(([name, value]) => name.startsWith('supports_') && value === true)
    .map(([name]) => name.slice('supports_'.length))
}

/** `openai/gpt-4o` names its provider. */
function providerIn(model: unknown): string | null {
  return typeof model === 'string' && model.includes('/') ? model.slice(0, model.indexOf('/')) : null
}

function asTexts(
  fields: Readonly<Record<string, unknown>>,
  isWanted: (name: string) => boolean,
): Record<string, string> {
  const wanted = Object.entries(fields).filter(
    ([name, value]) => value !== null && value !== undefined && isWanted(name),
  )
  return Object.fromEntries(wanted.map(([name, value]) => [name, redact(JSON.stringify(value))]))
}
