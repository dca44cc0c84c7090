/** A LiteLLM config as a large team has it: comments, keys, prices, aliases and fallbacks; about 530 characters a model. */
export function largeRoutingConfig(models: number): string {
  return [
    '# The proxy of the team. Ask Ada before you change it.',
    'model_list:',
    ...Array.from({ length: models }, (_, index) => modelLines(index)).flat(),
    'litellm_settings:',
    '  num_retries: 2   # Ada wants two',
    '  fallbacks:',
    ...Array.from({ length: Math.floor(models / 4) }, (_, index) => fallbackLine(index * 4)),
    'router_settings:',
    '  routing_strategy: simple-shuffle',
    '  model_group_alias:',
    ...Array.from(
      { length: Math.floor(models / 10) },
      (_, index) => `    alias-${index}: model-${index * 10}`,
    ),
    'general_settings:',
    '  master_key: os.environ/LITELLM_MASTER_KEY   # never in this file',
    '',
  ].join('\n')
}

/** The key of a model, which must not be seen anywhere. */
export function largeConfigKey(index: number): string {
  return `sk-live-${String(index).padStart(8, '0')}-0123456789abcdef`
}

function modelLines(index: number): string[] {
  return [
    `  # ${index}: what this model is for, in a line of words as people write them.`,
    `  - model_name: model-${index}   # public`,
    '    litellm_params:',
    `      model: "openai/gpt-4o-${index}"`,
    `      api_base: https://eu-${index % 7}.example.com/v1`,
    `      api_key: ${largeConfigKey(index)}   # Ada has it`,
    '      timeout: 30',
    '      rpm: 600',
    '      tpm: 200_000',
    '      input_cost_per_token: 0.0000025',
    '    model_info:',
    `      id: 'deployment-${index}'`,
    '      mode: chat',
    '      tags: [team, "europe", fast]',
    '      description: >-',
    '        Text over more than one line, as it is written beside a model,',
    '        with all that one should know of it.',
    '',
  ]
}

function fallbackLine(index: number): string {
  return `    - model-${index}: [model-${index + 1}, "model-${index + 2}"]`
}
