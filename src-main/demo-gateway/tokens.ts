import { promptText } from './prompt.ts'

// Four characters a token is the usual rule of thumb for English.
const CHARACTERS_PER_TOKEN = 4
// What chat formats add around each message, and around the whole prompt.
const TOKENS_PER_MESSAGE = 3
const TOKENS_PER_PROMPT = 3

/** Approximate number of tokens in a text; 0 for an empty one. */
export function countTextTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN)
}

/** Approximate number of tokens in a list of chat messages of unknown shape. */
export function countMessageTokens(messages: readonly unknown[]): number {
  return messages.reduce<number>(
    (sum, message) => sum + TOKENS_PER_MESSAGE + countTextTokens(promptText(message)),
    TOKENS_PER_PROMPT,
  )
}

/** Prices of a deployment in USD per token; null when the gateway does not know one. */
export interface TokenPrices {
  readonly inputPrice: number | null
  readonly outputPrice: number | null
}

/** Cost in USD; an unknown price counts as nothing, as in LiteLLM. */
export function tokenCost(prices: TokenPrices, promptTokens: number, completionTokens: number): number {
  return promptTokens * (prices.inputPrice ?? 0) + completionTokens * (prices.outputPrice ?? 0)
}
