import type { EngineFacts } from '#shared/engine.ts'

const sources = {
  'process-environment': 'Litedesk’s environment',
  'state-env-file': 'the engine’s .env file',
  'config-env': 'the env block of this file',
} as const

/** Where each variable that is set comes from, for reading, by name. */
export function variablesOf(facts: EngineFacts): ReadonlyMap<string, string> {
  return new Map(facts.variables.map(({ name, source }) => [name, sources[source]]))
}
