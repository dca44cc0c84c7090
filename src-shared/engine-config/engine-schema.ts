import { z } from 'zod'

import { agentsSchema } from './agents-schema.ts'
import type { EngineDefinition } from './engine-definition.ts'
import { modelsSchema } from './models-schema.ts'

/** Variables for the engine's process. Source: engine config contract §2.3, §6.2. */
const Env = z
  .object({
    shellEnv: z.looseObject({ enabled: z.boolean().optional() }).optional(),
    vars: z.record(z.string(), z.string()).optional(),
  })
  .catchall(z.string())

const schemas = new WeakMap<EngineDefinition, z.ZodType>()

/**
 * A config file as an engine accepts it, with includes resolved. Strict at the root and wherever the contract lists the
 * keys; other sections are taken as they are.
 */
export function engineSchema(definition: EngineDefinition): z.ZodType {
  const known = schemas.get(definition)
  if (known) return known
  const schema = buildSchema(definition)
  schemas.set(definition, schema)
  return schema
}

function buildSchema(definition: EngineDefinition): z.ZodType {
  const described = {
    $schema: z.string().optional(),
    env: Env.optional(),
    models: modelsSchema(definition).optional(),
    agents: agentsSchema(definition).optional(),
    gateway: z.looseObject({ mode: z.enum(['local', 'remote']).optional() }).optional(),
  }
  const rest = definition.rootKeys.filter((key) => !Object.hasOwn(described, key))
  return z.strictObject({
    ...Object.fromEntries(rest.map((key) => [key, z.unknown().optional()])),
    ...described,
  })
}
