import type { Model } from '../model.ts'

import { readableModelName } from './model-name.ts'

/** A model as Litedesk writes it into an engine's config file; the engine may know more fields. */
export interface EngineModelEntry {
  readonly id: string
  readonly name: string
  readonly reasoning?: boolean
  readonly input?: readonly ('text' | 'image')[]
  /** Tokens. */
  readonly contextWindow?: number
  /** Tokens. */
  readonly maxTokens?: number
  /** USD per million tokens. */
  readonly cost?: { readonly input?: number; readonly output?: number }
}

/**
 * The engine's entry for a model of the gateway. Holds what the gateway knows and nothing else: of a model that is only a
 * name, that is its id and a readable name.
 */
export function modelFromGateway(model: Model): EngineModelEntry {
  const { id, capabilities } = model
  const contextWindow = tokensOf(model.contextWindow)
  const maxOutput = tokensOf(model.maxOutputTokens)
  // The engines lower it to the window themselves.
  const maxTokens =
    maxOutput !== null && contextWindow !== null ? Math.min(maxOutput, contextWindow) : maxOutput
  const cost = costOf(model)
  return {
    id,
    name: readableModelName(id),
    ...(isDescribed(model)
      ? {
          reasoning: capabilities.includes('reasoning'),
          input: capabilities.includes('vision') ? ['text', 'image'] : ['text'],
        }
      : {}),
    ...(contextWindow === null ? {} : { contextWindow }),
    ...(maxTokens === null ? {} : { maxTokens }),
    ...(cost === null ? {} : { cost }),
  }
}

/** Whether the gateway told more than the name, so that a capability it does not list is one the model lacks. */
function isDescribed(model: Model): boolean {
  return (
    model.mode !== null ||
    model.parameters !== null ||
    model.contextWindow !== null ||
    model.providers.length > 0 ||
    model.capabilities.length > 0
  )
}

function tokensOf(count: number | null): number | null {
  return count !== null && Number.isFinite(count) && count >= 1 ? Math.floor(count) : null
}

function costOf({ inputPrice, outputPrice }: Model): NonNullable<EngineModelEntry['cost']> | null {
  const input = priceOf(inputPrice)
  const output = priceOf(outputPrice)
  if (input === null && output === null) return null
  return { ...(input === null ? {} : { input }), ...(output === null ? {} : { output }) }
}

/** Decimal text becomes the number that prints as it; what a sum of floats left behind the twelfth digit goes. */
function priceOf(price: string | null): number | null {
  return price === null ? null : Number(Number(price).toPrecision(12))
}
