/** A deployment as config.yaml lists it. Source: LiteLLM documentation, proxy/configs, `model_list`. */
export interface ConfiguredModel {
  /** The public name; several deployments may share one. */
  readonly model_name: string
  readonly litellm_params: {
    /** `provider/name`. */
    readonly model: string
    readonly api_key?: string
    readonly api_base?: string
    /** Answered without asking any provider. */
    readonly mock_response?: string
    /** USD. */
    readonly input_cost_per_token?: number
    /** USD. */
    readonly output_cost_per_token?: number
    readonly [parameter: string]: unknown
  }
  readonly model_info?: Readonly<Record<string, unknown>>
}

/** The parts of config.yaml that tests set. */
export interface ProxyConfig {
  readonly model_list: readonly ConfiguredModel[]
  readonly litellm_settings?: Readonly<Record<string, unknown>>
  readonly router_settings?: Readonly<Record<string, unknown>>
  readonly general_settings?: Readonly<Record<string, unknown>>
}

/** What a mocked model answers: 16 tokens when streamed; not streamed, LiteLLM counts any mock as 10 in and 20 out. */
export const mockAnswer = 'Good day. This answer was written by the gateway, not by a model.'

/** Models that cost nothing and need no internet: LiteLLM answers for them itself. Prices are made up. */
export const mockedModels: readonly ConfiguredModel[] = [
  mocked('claude-opus-4-6', 'anthropic/claude-opus-4-6', 5e-6, 25e-6),
  mocked('gpt-4o', 'openai/gpt-4o', 2.5e-6, 10e-6),
  mocked('gpt-4o-mini', 'openai/gpt-4o-mini', 0.15e-6, 0.6e-6),
]

function mocked(name: string, model: string, input: number, output: number): ConfiguredModel {
  return {
    model_name: name,
    litellm_params: {
      model,
      api_key: 'not-a-key',
      mock_response: mockAnswer,
      input_cost_per_token: input,
      output_cost_per_token: output,
    },
  }
}
