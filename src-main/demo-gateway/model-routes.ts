import { mayCallModel } from './authorize.ts'
import type { Answered, Call } from './call.ts'
import { apiBase, type Deployment } from './deployments.ts'
import { detailFailure } from './failure.ts'

// LiteLLM sends these for every model.
const MODEL_CREATED = 1677610602
const MODEL_OWNER = 'openai'

/** GET /v1/models. */
export function listModels(call: Call): Answered {
  const isDetailed = call.request.query.get('include_metadata') === 'true'
  const { isNewer } = call.state.settings
  const data = callableDeployments(call).map((deployment) => ({
    ...modelObject(deployment),
    ...(isNewer ? limitsOf(deployment) : {}),
    ...(isDetailed ? { metadata: { fallbacks: deployment.fallbacks } } : {}),
  }))
  return { body: { data, object: 'list' } }
}

/** GET /v1/models/{id}. */
export function getModel(call: Call): Answered {
  const name = decodeURIComponent(call.request.path.replace(/^(\/v1)?\/models\//, ''))
  const deployment = callableDeployments(call).find((candidate) => candidate.modelName === name)
  if (deployment === undefined) {
    throw detailFailure(404, `The model \`${name}\` does not exist or is not accessible`)
  }
  return { body: modelObject(deployment) }
}

/** GET /model/info: one entry per deployment. */
export function listModelInfo(call: Call): Answered {
  const id = call.request.query.get('litellm_model_id')
  const chosen = callableDeployments(call).filter((deployment) => id === null || deployment.id === id)
  if (id !== null && chosen.length === 0) {
    throw detailFailure(400, { error: `Model id = ${id} not found on litellm proxy` })
  }
  return { body: { data: chosen.map(modelInfo) } }
}

/** GET /model_group/info: one entry per public name. */
export function listModelGroups(call: Call): Answered {
  const group = call.request.query.get('model_group')
  const chosen = callableDeployments(call).filter(
    (deployment) => group === null || deployment.modelName === group,
  )
  return { body: { data: chosen.map(modelGroup) } }
}

function callableDeployments(call: Call): Deployment[] {
  return call.state.deployments.list().filter((deployment) => mayCallModel(call.caller, deployment.modelName))
}

function modelObject(deployment: Deployment): object {
  return { id: deployment.modelName, object: 'model', created: MODEL_CREATED, owned_by: MODEL_OWNER }
}

function limitsOf(deployment: Deployment): object {
  const { mode, maxInputTokens, maxOutputTokens } = deployment
  return { mode, max_input_tokens: maxInputTokens, max_output_tokens: maxOutputTokens }
}

function modelInfo(deployment: Deployment): object {
  const { provider, upstreamModel } = deployment
  return {
    model_name: deployment.modelName,
    litellm_params: {
      api_base: apiBase(deployment),
      use_in_pass_through: false,
      use_litellm_proxy: false,
      merge_reasoning_content_in_choices: false,
      model: `${provider}/${upstreamModel}`,
      ...deployment.extraParams,
    },
    model_info: {
      id: deployment.id,
      db_model: deployment.isInDatabase,
      key: upstreamModel,
      max_tokens: deployment.maxOutputTokens,
      max_input_tokens: deployment.maxInputTokens,
      max_output_tokens: deployment.maxOutputTokens,
      input_cost_per_token: deployment.inputPrice,
      output_cost_per_token: deployment.outputPrice,
      cache_read_input_token_cost: deployment.cacheReadPrice,
      cache_creation_input_token_cost: null,
      litellm_provider: provider,
      mode: deployment.mode,
      ...Object.fromEntries(
        Object.entries(deployment.supports).map(([name, value]) => [`supports_${name}`, value]),
      ),
      tpm: null,
      rpm: null,
      supported_openai_params: deployment.supportedParams,
      ...deployment.extraInfo,
    },
  }
}

function modelGroup(deployment: Deployment): object {
  const supports = (name: string): boolean => deployment.supports[name] ?? false
  return {
    model_group: deployment.modelName,
    providers: [deployment.provider],
    max_input_tokens: deployment.maxInputTokens,
    max_output_tokens: deployment.maxOutputTokens,
    input_cost_per_token: deployment.inputPrice,
    output_cost_per_token: deployment.outputPrice,
    mode: deployment.mode,
    tpm: null,
    rpm: null,
    supports_parallel_function_calling: supports('parallel_function_calling'),
    supports_vision: supports('vision'),
    supports_web_search: supports('web_search'),
    supports_url_context: supports('url_context'),
    supports_reasoning: supports('reasoning'),
    supports_function_calling: supports('function_calling'),
    supported_openai_params: deployment.supportedParams,
    configurable_clientside_auth_params: null,
    is_public_model_group: false,
  }
}
