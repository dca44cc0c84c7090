import type { LocalModel } from '#shared/local-gateway.ts'

/** A provider that is offered by name. */
export interface LocalProvider {
  readonly id: string
  readonly name: string
  /** What LiteLLM's names of its models begin with. */
  readonly prefix: string
  /** The variable LiteLLM reads its key from; null for a provider that asks for none. */
  readonly variable: string | null
  readonly apiBase: string | null
  /** Models to tick, without the prefix; others can be typed. Of the pinned release's list of models. */
  readonly models: readonly string[]
}

/** Source: LiteLLM documentation, providers; model_prices_and_context_window.json of the pinned release. */
export const localProviders: readonly LocalProvider[] = [
  provider('openai', 'OpenAI', 'OPENAI_API_KEY', ['gpt-5.6', 'gpt-5.5', 'gpt-4.1', 'gpt-4o', 'gpt-4o-mini']),
  provider('anthropic', 'Anthropic', 'ANTHROPIC_API_KEY', [
    'claude-opus-5-5',
    'claude-sonnet-5-5',
    'claude-haiku-5-5',
    'claude-opus-4-6',
    'claude-sonnet-4-6',
  ]),
  provider('gemini', 'Google Gemini', 'GEMINI_API_KEY', [
    'gemini-3.8-flash',
    'gemini-3.1-pro-preview',
    'gemini-2.5-pro',
    'gemini-2.5-flash',
  ]),
  provider('mistral', 'Mistral', 'MISTRAL_API_KEY', [
    'mistral-large-latest',
    'mistral-medium-latest',
    'mistral-small-latest',
    'codestral-latest',
  ]),
  provider('deepseek', 'DeepSeek', 'DEEPSEEK_API_KEY', ['deepseek-chat', 'deepseek-reasoner']),
  provider('xai', 'xAI', 'XAI_API_KEY', ['grok-4.7', 'grok-4.6', 'grok-4.3']),
  provider('groq', 'Groq', 'GROQ_API_KEY', ['openai/gpt-oss-120b', 'openai/gpt-oss-20b']),
  provider('openrouter', 'OpenRouter', 'OPENROUTER_API_KEY', []),
  {
    id: 'ollama',
    name: 'Ollama, on this computer',
    prefix: 'ollama_chat',
    variable: null,
    apiBase: 'http://127.0.0.1:11434',
    models: [],
  },
]

/** The model as the config file gets it. `typed` may begin with the provider's prefix. */
export function localModel({ prefix, variable, apiBase }: LocalProvider, typed: string): LocalModel {
  const bare = typed.startsWith(`${prefix}/`) ? typed.slice(prefix.length + 1) : typed
  return { model: `${prefix}/${bare}`, name: bare, apiBase, variable }
}

/** The chosen models of one provider. */
export function modelsOf({ prefix }: LocalProvider, models: readonly LocalModel[]): LocalModel[] {
  return models.filter(({ model }) => model.startsWith(`${prefix}/`))
}

/** The list with this model in it or not; the order stays. */
export function withModel(models: readonly LocalModel[], model: LocalModel, isChosen: boolean): LocalModel[] {
  const others = models.filter((other) => other.model !== model.model)
  return isChosen ? [...others, model] : others
}

function provider(id: string, name: string, variable: string, models: readonly string[]): LocalProvider {
  return { id, name, prefix: id, variable, apiBase: null, models }
}
