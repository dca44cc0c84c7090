import { formatUsd } from '#shared/usd-format.ts'
import type { Capability, Model } from '#shared/model.ts'

const compact = new Intl.NumberFormat('en', { notation: 'compact' })

/** Providers whose name is not just their id with a capital. Source: LiteLLM's `litellm_provider` values. */
const providerNames: Readonly<Record<string, string>> = {
  ai21: 'AI21',
  azure_ai: 'Azure AI',
  deepinfra: 'DeepInfra',
  deepseek: 'DeepSeek',
  fireworks_ai: 'Fireworks AI',
  github: 'GitHub',
  huggingface: 'Hugging Face',
  lm_studio: 'LM Studio',
  nvidia_nim: 'NVIDIA NIM',
  openai: 'OpenAI',
  openrouter: 'OpenRouter',
  together_ai: 'Together AI',
  vertex_ai: 'Vertex AI',
  'vertex_ai-language-models': 'Vertex AI',
  vllm: 'vLLM',
  hosted_vllm: 'vLLM',
  watsonx: 'watsonx',
  xai: 'xAI',
}

/** A provider's name for reading; unknown ids get capitals and spaces. */
export function providerName(id: string): string {
  return (
    providerNames[id] ??
    id
      .split(/[_\s]+/)
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(' ')
  )
}

/** A context window given in tokens: "200K", "1M"; null when the gateway does not say. */
export function formatContextWindow(tokens: number | null): string | null {
  return tokens === null ? null : compact.format(tokens)
}

/** What a million tokens cost: "$2.50 in · $10.00 out"; null when neither price is known. */
export function formatPrices(model: Pick<Model, 'inputPrice' | 'outputPrice'>): string | null {
  if (model.inputPrice === null && model.outputPrice === null) return null
  return `${formatPrice(model.inputPrice)} in · ${formatPrice(model.outputPrice)} out`
}

/** A price as a column shows it; a dash when it is not known. */
export function formatPrice(price: Model['inputPrice']): string {
  return price === null ? '–' : formatUsd(price)
}

export const capabilityNames: Readonly<Record<Capability, string>> = {
  reasoning: 'Reasoning',
  vision: 'Reads images',
  tools: 'Uses tools',
  'web-search': 'Searches the web',
}

/** All a row tells, as one sentence for a screen reader. */
export function describeModel(model: Model, isFavourite: boolean): string {
  const context = formatContextWindow(model.contextWindow)
  const prices = formatPrices(model)
  return [
    model.id,
    model.providers.map(providerName).join(', '),
    ...model.capabilities.map((capability) => capabilityNames[capability]),
    context === null ? '' : `${context} tokens of context`,
    prices === null ? '' : `${prices} per million tokens`,
    isFavourite ? 'favourite' : '',
  ]
    .filter((part) => part !== '')
    .join(', ')
}
