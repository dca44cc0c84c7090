import type { EngineKind } from '../engine.ts'

import type { EngineDefinition } from './engine-definition.ts'
import { idleHands } from './engines/idlehands.ts'
import { novaEngine } from './engines/nova-engine.ts'

/** Every engine Litedesk configures, in the order it lists them. A new one needs its file in `engines/` and a line here. */
export const engineDefinitions: readonly EngineDefinition[] = [novaEngine, idleHands]

/** The definition of an engine. */
export function engineDefinition(kind: EngineKind): EngineDefinition {
  const definition = engineDefinitions.find((candidate) => candidate.kind === kind)
  if (!definition) throw new RangeError(`No engine of kind ${kind} is defined`)
  return definition
}
