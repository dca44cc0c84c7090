import type { LocalModel } from '#shared/local-gateway.ts'

const HEAD = [
  '# Written by Litedesk before each start from what is chosen in it; what is changed here is lost.',
  '# For a file of your own, copy this one and choose the copy in Litedesk.',
]

/**
 * The text of a `config.yaml` with these models. Keys are never in it, only the names of variables. Source: LiteLLM
 * documentation, proxy/configs and proxy/config_settings.
 */
export function configText(models: readonly LocalModel[]): string {
  return [
    ...HEAD,
    models.length === 0 ? 'model_list: []' : 'model_list:',
    ...models.flatMap(modelLines),
    'litellm_settings:',
    '  # So that Litedesk knows what a streamed answer cost.',
    '  include_cost_in_streaming_usage: true',
    'general_settings:',
    '  master_key: os.environ/LITELLM_MASTER_KEY',
    '',
  ].join('\n')
}

function modelLines({ model, name, apiBase, variable }: LocalModel): string[] {
  return [
    `  - model_name: ${quoted(name)}`,
    '    litellm_params:',
    `      model: ${quoted(model)}`,
    ...(apiBase === null ? [] : [`      api_base: ${quoted(apiBase)}`]),
    ...(variable === null ? [] : [`      api_key: os.environ/${variable}`]),
  ]
}

/** A JSON string is a YAML one. */
function quoted(text: string): string {
  return JSON.stringify(text)
}
