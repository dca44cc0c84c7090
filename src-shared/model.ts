import { z } from 'zod'

import { Usd } from './money.ts'

/** What a model can do, in the gateway's own words (`supports_*` of /model_group/info). */
export const Capability = z.enum(['reasoning', 'vision', 'tools', 'web-search'])
export type Capability = z.infer<typeof Capability>

/**
 * One callable name of the gateway, as a chat needs to know it.
 * Source: `GET /model_group/info`; where that is refused, `GET /v1/models`, which knows only the name.
 */
export const Model = z.object({
  /** The public name sent as `model`. */
  id: z.string().min(1),
  /** Who serves it, such as `anthropic`; empty when the gateway does not say. */
  providers: z.array(z.string()),
  /** LiteLLM's mode, such as `chat` or `embedding`; null when the gateway does not say. */
  mode: z.string().nullable(),
  /** Largest input, in tokens. */
  contextWindow: z.number().nullable(),
  /** Largest answer, in tokens. */
  maxOutputTokens: z.number().nullable(),
  /** USD for one million input tokens; null when the gateway has no price. */
  inputPrice: Usd.nullable(),
  /** USD for one million output tokens; null when the gateway has no price. */
  outputPrice: Usd.nullable(),
  capabilities: z.array(Capability),
  /** Request fields the provider takes, such as `reasoning_effort`; null when the gateway does not say. */
  parameters: z.array(z.string()).nullable(),
})
export type Model = z.infer<typeof Model>
