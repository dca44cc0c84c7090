import { z } from 'zod'

import type { EngineDefinition } from './engine-definition.ts'

const ModelChoice = z.strictObject({
  primary: z.string().optional(),
  fallbacks: z.array(z.string()).optional(),
})
const ModelOrString = z.union([z.string(), ModelChoice])

/** One entry of the allowlist; `{}` is enough. */
const AllowedModel = z.strictObject({
  alias: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  streaming: z.boolean().optional(),
})

const Heartbeat = z.looseObject({ model: z.string().optional() })
const Subagents = z.looseObject({ model: ModelOrString.optional() })

/**
 * The parts of `agents` that choose models. Keys about anything else are taken as they are.
 * Source: engine config contract §4.
 */
export function agentsSchema(definition: EngineDefinition) {
  const defaultModel = definition.allowsModelString ? ModelOrString : ModelChoice
  return z.looseObject({
    defaults: z
      .looseObject({
        model: defaultModel.optional(),
        imageModel: defaultModel.optional(),
        models: z.record(z.string(), AllowedModel).optional(),
        heartbeat: Heartbeat.optional(),
        subagents: Subagents.optional(),
      })
      .optional(),
    list: z
      .array(
        z.looseObject({
          id: z.string(),
          default: z.boolean().optional(),
          model: ModelOrString.optional(),
          heartbeat: Heartbeat.optional(),
          subagents: Subagents.optional(),
        }),
      )
      .optional(),
  })
}
