import type { EngineFacts } from '#shared/engine.ts'

/** Nothing is known from outside the config file. */
export const noFacts: EngineFacts = {
  variables: [],
  keyChains: [],
  modelsFiles: [],
  authProfiles: [],
  includeProblems: [],
}
