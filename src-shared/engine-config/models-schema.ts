import { z } from 'zod'

import type { EngineDefinition } from './engine-definition.ts'
import { SecretRef } from './secret-ref.ts'

const Headers = z.record(z.string(), z.string())

/** Source: engine config contract §3.7. */
const Compat = z.strictObject({
  supportsStore: z.boolean().optional(),
  supportsDeveloperRole: z.boolean().optional(),
  supportsReasoningEffort: z.boolean().optional(),
  supportsUsageInStreaming: z.boolean().optional(),
  supportsStrictMode: z.boolean().optional(),
  requiresToolResultName: z.boolean().optional(),
  requiresAssistantAfterToolResult: z.boolean().optional(),
  requiresThinkingAsText: z.boolean().optional(),
  requiresMistralToolIds: z.boolean().optional(),
  maxTokensField: z.enum(['max_completion_tokens', 'max_tokens']).optional(),
  thinkingFormat: z.enum(['openai', 'zai', 'qwen']).optional(),
})

/** USD per million tokens. §3.3 */
const Cost = z.strictObject({
  input: z.number().optional(),
  output: z.number().optional(),
  cacheRead: z.number().optional(),
  cacheWrite: z.number().optional(),
})

const SlotAffinity = z.strictObject({
  enabled: z.boolean().optional(),
  numSlots: z.number().int().positive().optional(),
})

/** The `models` section as an engine accepts it. Source: engine config contract §3.1 to §3.4. */
export function modelsSchema(definition: EngineDefinition) {
  const api = z.enum(definition.apis)
  const model = z.strictObject({
    id: z.string().min(1),
    name: z.string().min(1),
    api: api.optional(),
    reasoning: z.boolean().optional(),
    input: z.array(z.enum(['text', 'image'])).optional(),
    cost: Cost.optional(),
    contextWindow: z.number().positive().optional(),
    maxTokens: z.number().positive().optional(),
    headers: Headers.optional(),
    compat: Compat.optional(),
  })
  const provider = z.strictObject({
    baseUrl: z.string().min(1),
    apiKey: (definition.allowsSecretRef ? z.union([z.string(), SecretRef]) : z.string()).optional(),
    auth: z.enum(['api-key', 'aws-sdk', 'oauth', 'token']).optional(),
    api: api.optional(),
    headers: Headers.optional(),
    authHeader: z.boolean().optional(),
    models: z.array(model),
    ...(definition.allowsSlotAffinity ? { slotAffinity: SlotAffinity.optional() } : {}),
  })
  return z.strictObject({
    mode: z.enum(['merge', 'replace']).optional(),
    providers: z.record(z.string(), provider).optional(),
    ...(definition.allowsBedrockDiscovery
      ? { bedrockDiscovery: z.record(z.string(), z.unknown()).optional() }
      : {}),
  })
}
